// Which suppliers do the names of a return stand for?
import type { Tx } from '../db/client.ts'
import { identifyByRegister } from './company-identity.ts'
import { decideSpellings, type SpellingDecision } from './decide-spellings.ts'
import { type CandidatePair, type JudgedCandidate, judgeCandidates } from './judge-candidates.ts'
import type { PairDecision } from './match-decision.ts'
import { MATCH_WEIGHTS_VERSION } from './match-score.ts'
import { settleSpellings } from './settle-spellings.ts'
import { type KeyedSpelling, spellingOf } from './spelling.ts'
import { type SpellingJudge, spellingJudge } from './spelling-judge.ts'
import {
  type FreshSpelling,
  judgementsAmong,
  lockSuppliers,
  newestSpelling,
  type StoredSpelling,
  spellingsWithWords,
  type TypedName,
  takeIds,
  unknownNames,
  wordsOfCompanies,
} from './spelling-queries.ts'
import { type SettledBy, storeSuppliers } from './store-suppliers.ts'
import { insertDecisions } from './supplier-decision-queries.ts'
import {
  candidatePairs,
  insertKeys,
  insertWordLinks,
  type KeyedWords,
  knownWords,
  reachedWords,
  wordLinksAmong,
} from './supplier-key-queries.ts'
import { NORMALISATION_VERSION } from './supplier-name.ts'

/**
 * Makes sure that every name is a known spelling, and of some supplier if it names an organisation, as part of the
 * caller's transaction. Names already known cost one look-up; new ones cost with their number, not with the register.
 * Any order of returns ends in the same suppliers, since what new spellings touch is settled anew.
 */
export async function resolveSupplierNames(tx: Tx, typed: readonly TypedName[]): Promise<void> {
  const newest = await newestSpelling(tx)
  const before = await unknownNames(tx, typed)
  if (before.length === 0) return
  await lockSuppliers(tx)
  const unknown = (await newestSpelling(tx)) === newest ? before : await unknownNames(tx, before)
  if (unknown.length === 0) return
  const sorted = inOrder(unknown)
  for (let at = 0; at < sorted.length; at += NAMES_AT_ONCE)
    await resolveNew(tx, sorted.slice(at, at + NAMES_AT_ONCE))
}

/** Names held in memory with all that is known of them: a return of any length needs no more. */
const NAMES_AT_ONCE = 8_000

async function resolveNew(tx: Tx, names: readonly TypedName[]): Promise<void> {
  const judge = spellingJudge()
  const fresh = await newSpellings(tx, names)
  const known = await knownWords(tx, wordsOf(fresh))
  const judged = await meetCandidates(tx, fresh, judge, known)
  await settleSuppliers(tx, { words: wordsToReach(known, judged), fresh, judged, judge })
}

/** Of names that come together the one in capitals throughout founds no supplier if another can: it would be its name. */
function inOrder(names: readonly TypedName[]): TypedName[] {
  const isShouted = ({ name }: TypedName): boolean => name === name.toUpperCase()
  return [
    ...names.filter((one) => !isShouted(one)).sort(compareNames),
    ...names.filter(isShouted).sort(compareNames),
  ]
}

function compareNames(a: TypedName, b: TypedName): number {
  return compareText(a.name, b.name) || compareText(a.companyNumber, b.companyNumber)
}

async function newSpellings(tx: Tx, sorted: readonly TypedName[]): Promise<FreshSpelling[]> {
  const ids = await takeIds(tx, sorted.length)
  const spellings: KeyedSpelling[] = []
  for (const [at, { name, companyNumber }] of sorted.entries()) {
    const facts = { name, companyNumber, id: ids[at] ?? 0, registerNumber: null }
    spellings.push(spellingOf(facts, spellings[at - 1]))
  }
  return (await identifyByRegister(tx, spellings)).map((one) => ({ ...one, supplierId: null }))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function wordsOf(spellings: readonly { wordsKey: string | null }[]): string[] {
  return [...new Set(spellings.flatMap(({ wordsKey }) => wordsKey ?? []))]
}

/** Words that nobody wrote before lead to others by what was judged now, and to nothing else that is stored. */
function wordsToReach(known: ReadonlySet<string>, judged: readonly JudgedCandidate[]): string[] {
  const merged = judged.filter(({ decision }) => decision.decision === 'merge')
  return [...new Set([...known, ...wordsOf(merged.flatMap(({ spelling, other }) => [spelling, other]))])]
}

/** Stores the keys of words not `known`, and has the rules judge who else shares one. */
export async function meetCandidates(
  tx: Tx,
  fresh: readonly FreshSpelling[],
  judge: SpellingJudge,
  known: ReadonlySet<string>,
): Promise<JudgedCandidate[]> {
  const words = new Map<string, KeyedWords>()
  for (const { wordsKey, keys } of fresh)
    if (wordsKey !== null && !known.has(wordsKey))
      words.set(wordsKey, { wordsKey, keys, normaliserVersion: NORMALISATION_VERSION })
  if (words.size === 0) return []
  await insertKeys(tx, [...words.values()])
  const pairs = onceEach(await candidatePairs(tx, [...words.values()]))
  const stored = await spellingsWithWords(tx, [...new Set(pairs.map((pair) => pair.otherWordsKey))])
  const judged = judgeCandidates(pairs, [...stored, ...fresh], judge)
  const links = judged.filter(({ decision }) => decision.decision === 'merge')
  await insertWordLinks(
    tx,
    links.map(({ spelling, other }) => [spelling.wordsKey ?? '', other.wordsKey ?? ''] as const),
  )
  return judged
}

/** A pair of two new ways of writing comes up from both sides. */
function onceEach(pairs: readonly CandidatePair[]): CandidatePair[] {
  const others = new Map<string, Map<string, CandidatePair>>()
  for (const pair of pairs) {
    const known = others.get(pair.wordsKey)
    if (known) known.set(pair.otherWordsKey, pair)
    else others.set(pair.wordsKey, new Map([[pair.otherWordsKey, pair]]))
  }
  return pairs.flatMap((pair): CandidatePair[] => {
    const turned = others.get(pair.otherWordsKey)?.get(pair.wordsKey)
    if (turned === undefined) return [pair]
    if (pair.wordsKey > pair.otherWordsKey) return []
    return [{ ...pair, isLikely: pair.isLikely || turned.isLikely }]
  })
}

export interface ToSettle {
  /** Words of stored spellings that are to be settled anew, with all that they lead to. */
  words: string[]
  fresh: readonly StoredSpelling[]
  judged: readonly JudgedCandidate[]
  judge: SpellingJudge
  settledBy?: SettledBy
  /** Ids of stored spellings of which more is known than before, so that questions about them are asked anew. */
  told?: readonly number[]
}

const NOBODY: SettledBy = { act: null, isUndone: false }

/** Settles everything that these words touch and nothing else; new spellings are stored with why they are where they are. */
export async function settleSuppliers(tx: Tx, settling: ToSettle): Promise<void> {
  const { words, fresh, judged, judge, settledBy = NOBODY, told = [] } = settling
  const numbers = [...new Set(fresh.flatMap(({ registerNumber }) => registerNumber ?? []))]
  const reached = await reachedWords(tx, [...words, ...(await wordsOfCompanies(tx, numbers))])
  const [stored, links, judgements] = [
    await spellingsWithWords(tx, reached),
    await wordLinksAmong(tx, reached),
    await judgementsAmong(tx, reached),
  ]
  const all = [...stored, ...fresh]
  const byId = new Map(all.map((spelling) => [spelling.id, spelling]))
  const groups = settleSpellings(all, links, judgements, judge)
  await storeSuppliers(
    tx,
    groups.map((group) => group.flatMap(({ id }) => byId.get(id) ?? [])),
    fresh,
    settledBy,
  )
  const anew = new Set([...fresh.map(({ id }) => id), ...told])
  const decisions = decideSpellings(groups, anew, judged, judge)
  await storeDecisions(tx, decisions)
}

export function storeDecisions(tx: Tx, decisions: readonly SpellingDecision[]): Promise<void> {
  const versions = { normaliser: NORMALISATION_VERSION, weights: MATCH_WEIGHTS_VERSION }
  const told = decisions.map(({ pair, ...rest }) => ({
    ...rest,
    rule: pair.rule,
    score: pair.score,
    explanation: pair.explanation,
    parts: partsOf(pair),
  }))
  return insertDecisions(tx, told, versions)
}

/** Names that are the same word for word need no list of their words, nor a score that nothing rests on. */
function partsOf({ parts, bars, identifiers, links, onlyLeft, onlyRight }: PairDecision): object {
  const differ = onlyLeft.length + onlyRight.length > 0 || links.some(({ relation }) => relation !== 'equal')
  if (!differ && bars.length === 0) return { identifiers }
  return { identifiers, bars, words: links, onlyLeft, onlyRight, score: parts }
}
