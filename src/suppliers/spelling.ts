// What is known of one spelling of a supplier's name, and which spellings are alike in all that decides?
import { sha256 } from '../lib/hash.ts'
import { type CandidateKey, candidateKeys } from './candidate-keys.ts'
import type { MatchSide } from './match-pair.ts'
import { type HeldIdentifier, registerIdentifier } from './supplier-identifiers.ts'
import { type NormalisedName, normaliseSupplierName } from './supplier-name.ts'

/** A spelling as typed, with the company number beside it (canonical, or empty) and the company that the register names. */
export interface Spelling {
  id: number
  name: NormalisedName
  /** Stated by an authority, and no more than that. */
  companyNumber: string
  /** The company of the register copy that bears this name or number; null where there is none, or more than one. */
  registerNumber: string | null
  /** Confirmed by a register or a person, or stated by an authority. */
  identifiers: readonly HeldIdentifier[]
  /** Spellings with the same candidate keys share it; null for what names no organisation. */
  wordsKey: string | null
  /** Equal texts: the rules decide about the two names alike, whatever they are compared with. */
  signature: string
}

/** A spelling with the keys that its words key stands for. */
export interface KeyedSpelling extends Spelling {
  keys: readonly CandidateKey[]
}

export interface SpellingFacts {
  id: number
  name: string
  companyNumber: string
  registerNumber: string | null
  identifiers?: readonly HeldIdentifier[]
}

/** `alike`: a spelling of the same text, or the same words, which spares taking the name apart or finding its keys again. */
export function spellingOf(facts: SpellingFacts, alike?: KeyedSpelling): KeyedSpelling {
  const { id, companyNumber, registerNumber, identifiers = [] } = facts
  const read = alike?.name.raw === facts.name ? alike : readName(facts.name, alike)
  const { name, keys, wordsKey, signature } = read
  return { id, name, companyNumber, registerNumber, identifiers, keys, wordsKey, signature }
}

/** A spelling whose words key the normaliser of today made and somebody kept: half the cost of `spellingOf`. */
export function keptSpelling(facts: SpellingFacts, wordsKey: string | null): Spelling {
  const { id, companyNumber, registerNumber, identifiers = [] } = facts
  const name = normaliseSupplierName(facts.name)
  return { id, name, companyNumber, registerNumber, identifiers, wordsKey, signature: signatureOf(name) }
}

type ReadName = Pick<KeyedSpelling, 'name' | 'keys' | 'wordsKey' | 'signature'>

function readName(raw: string, alike?: KeyedSpelling): ReadName {
  const name = normaliseSupplierName(raw)
  const signature = signatureOf(name)
  if (alike !== undefined && areSameWords(name, alike.name))
    return { name, keys: alike.keys, wordsKey: alike.wordsKey, signature }
  const keys = candidateKeys(name)
  return { name, keys, wordsKey: wordsKeyOf(keys), signature }
}

/** Organisations of the same words and nothing else in the cell; their keys rest on those words alone. */
function areSameWords(one: NormalisedName, other: NormalisedName): boolean {
  const isPlain = ({ kind, legalName, tradingAs, careOf, onBehalfOf }: NormalisedName): boolean =>
    kind === 'organisation' && (legalName ?? tradingAs ?? careOf ?? onBehalfOf) === null
  if (!isPlain(one) || !isPlain(other) || one.words.length !== other.words.length) return false
  return one.words.every((word, at) => word === other.words[at])
}

/** A UUID that stands for a set of candidate keys. */
function wordsKeyOf(keys: readonly CandidateKey[]): string | null {
  if (keys.length === 0) return null
  const hash = sha256(keys.map(({ kind, value }) => `${kind} ${value}`).join('\n'))
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** A name of this length or more may have been cut by a column; the rules look at nothing else of its length. */
const CUT_LENGTH = 26

function signatureOf(name: NormalisedName): string {
  const { words, legalForm, legalFormCut, legalName, tradingAs, careOf, onBehalfOf, alert, statedNumber } =
    name
  const cut = name.raw.length >= CUT_LENGTH
  const form = `${words.join(' ')}|${legalForm ?? ''}|${legalFormCut}|${cut}`
  const isPlain = (legalName ?? tradingAs ?? careOf ?? onBehalfOf ?? alert ?? statedNumber) === null
  return isPlain ? form : [form, legalName, tradingAs, careOf, onBehalfOf, alert, statedNumber].join('|')
}

/** The spelling as one side of a comparison, with its numbers; a stated number that the register bears out is confirmed. */
export function sideOf({ name, companyNumber, registerNumber, identifiers }: Spelling): MatchSide {
  const held: HeldIdentifier[] = [...identifiers]
  if (registerNumber !== null) held.push({ ...registerIdentifier(registerNumber), confirmed: true })
  if (companyNumber !== '' && companyNumber !== registerNumber)
    held.push({ scheme: 'GB-COH', value: companyNumber, confirmed: false })
  return { name, identifiers: held }
}
