// What do the rules say about two spellings, their numbers included?
import { contradicts } from './choose-supplier.ts'
import { compareLegalForms } from './legal-forms.ts'
import {
  type DecidedPair,
  decideAsRead,
  mayMergeOnStrictKey,
  type Reading,
  type ReadName,
  readName,
  readPair,
} from './match-pair.ts'
import { REVIEW_FLOOR_BITS } from './match-score.ts'
import { type Spelling, sideOf } from './spelling.ts'
import { compareIdentifiers, type IdentifierRelation } from './supplier-identifiers.ts'
import type { NormalisedName } from './supplier-name.ts'

/** Contradictions that a person has looked at and set aside, as texts of `formsOf` and `numbersOf`. */
export interface Excused {
  forms: ReadonlySet<string>
  numbers: ReadonlySet<string>
}

export interface SpellingJudge {
  /** The decision about two spellings; every decision is made once. */
  decide(left: Spelling, right: Spelling): DecidedPair
  /** `same` where a rule merges, `different` where numbers or legal forms forbid it, null where nobody has judged. */
  verdict(left: Spelling, right: Spelling, excused: Excused): 'same' | 'different' | null
  /** True if spellings alike in everything that decides are one supplier; not so for "Foundation". */
  mergesWithItself(spelling: Spelling): boolean
}

/** Remembers what it decided, so that names alike in all but capitals and punctuation cost one decision. */
export function spellingJudge(): SpellingJudge {
  const signatures = new Map<string, number>()
  const names = new Map<NormalisedName, ReadName>()
  const readings = new Map<number, Reading>()
  const decided = new Map<number, DecidedPair>()
  const pairNumber = (left: Spelling, right: Spelling): number =>
    numberIn(signatures, left.signature) * MOST_SIGNATURES + numberIn(signatures, right.signature)
  const decide = (left: Spelling, right: Spelling): DecidedPair => {
    const pair = pairNumber(left, right)
    const key = pair * RELATIONS.length + RELATIONS.indexOf(relationOf(left, right))
    const known = decided.get(key)
    if (known !== undefined) return known
    const read = (name: NormalisedName) => kept(names, name, () => readName(name))
    const reading = kept(readings, pair, () => readPair(read(left.name), read(right.name)))
    const decision = decideAsRead(sideOf(left), sideOf(right), reading)
    decided.set(key, decision)
    return decision
  }
  const [named, formless] = [new Map<string | null, boolean>(), new Map<string | null, boolean>()]
  const mergesWithItself = ({ name, wordsKey }: Spelling): boolean =>
    kept(name.legalForm === null ? formless : named, wordsKey, () => mayMergeOnStrictKey(name))
  return {
    decide,
    verdict: (left, right, excused) => verdictOf({ decide, mergesWithItself }, left, right, excused),
    mergesWithItself,
  }
}

const RELATIONS: readonly IdentifierRelation[] = [
  'unknown',
  'same',
  'maybe_same',
  'different',
  'maybe_different',
]

/** More than any register holds; numbers of pairs, told apart by relation, stay exact. */
const MOST_SIGNATURES = 2 ** 24

/** The text's place in the order in which texts came up. */
function numberIn(texts: Map<string, number>, text: string): number {
  return kept(texts, text, () => texts.size)
}

function kept<Key, Value>(values: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = values.get(key)
  if (known !== undefined) return known
  const made = make()
  values.set(key, made)
  return made
}

export function relationOf(left: Spelling, right: Spelling): IdentifierRelation {
  if (hasNoNumber(left) || hasNoNumber(right)) return 'unknown'
  if (hasOnlyStatedNumber(left) && hasOnlyStatedNumber(right))
    return left.companyNumber === right.companyNumber ? 'maybe_same' : 'maybe_different'
  return compareIdentifiers(sideOf(left).identifiers ?? [], sideOf(right).identifiers ?? [])
}

function hasNoNumber({ companyNumber, registerNumber, identifiers }: Spelling): boolean {
  return companyNumber === '' && registerNumber === null && identifiers.length === 0
}

function hasOnlyStatedNumber({ registerNumber, identifiers }: Spelling): boolean {
  return registerNumber === null && identifiers.length === 0
}

type Judge = Pick<SpellingJudge, 'decide' | 'mergesWithItself'>

function verdictOf(
  judge: Judge,
  left: Spelling,
  right: Spelling,
  excused: Excused,
): 'same' | 'different' | null {
  const relation = relationOf(left, right)
  if (relation === 'different') return 'different'
  if (left.registerNumber !== null && left.registerNumber === right.registerNumber) return 'same'
  const numbersClash = relation === 'maybe_different' && !excused.numbers.has(numbersOf(left, right))
  const formsClash = conflictInForm(left, right) && !excused.forms.has(formsOf(left, right))
  if ((numbersClash || formsClash) && left.name.strictKey === right.name.strictKey) return 'different'
  if (relation === 'maybe_different' && !numbersClash)
    return verdictOf(judge, bare(left), bare(right), excused)
  if (left.signature === right.signature && !numbersClash) return judge.mergesWithItself(left) ? 'same' : null
  const decision = judge.decide(left, right)
  if (decision.decision === 'merge') return 'same'
  const alike = decision.score >= REVIEW_FLOOR_BITS
  return alike && contradicts(decision) && (numbersClash || formsClash) ? 'different' : null
}

/** Without the numbers that are only stated. */
function bare(spelling: Spelling): Spelling {
  const identifiers = spelling.identifiers.filter(({ confirmed }) => confirmed)
  return { ...spelling, companyNumber: '', identifiers }
}

/** By the name itself; where a trading name or a factor stands beside it, the rules look at every reading. */
function conflictInForm({ name: left }: Spelling, { name: right }: Spelling): boolean {
  if (left.onBehalfOf !== null || right.onBehalfOf !== null) return false
  return compareLegalForms(left.legalForm, right.legalForm) === 'conflict'
}

/** Stands for the legal forms of two names, whatever the order. */
export function formsOf(left: Spelling, right: Spelling): string {
  return [left, right]
    .map(({ name, wordsKey }) => `${wordsKey} ${name.legalForm ?? ''}`)
    .sort()
    .join('|')
}

/** Stands for the numbers stated beside two names, whatever the order. */
export function numbersOf(left: Spelling, right: Spelling): string {
  return [left, right]
    .map(({ companyNumber, registerNumber, identifiers }) =>
      [
        companyNumber || (registerNumber ?? ''),
        ...identifiers.map(({ scheme, value }) => `${scheme} ${value}`),
      ].join(' '),
    )
    .sort()
    .join('|')
}
