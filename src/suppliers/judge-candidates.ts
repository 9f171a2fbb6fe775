// Of the spellings that share a candidate key with new ones, which do the rules link, and which are worth a person's look?
import type { DecidedPair } from './match-pair.ts'
import { REVIEW_FLOOR_BITS } from './match-score.ts'
import { mayBeMerged } from './merge-keys.ts'
import { nameViews } from './name-views.ts'
import type { Spelling } from './spelling.ts'
import type { SpellingJudge } from './spelling-judge.ts'

/** Two sets of candidate keys with one in common, by their words keys; the first is new. */
export interface CandidatePair {
  wordsKey: string
  otherWordsKey: string
  /** Shares enough for a person to be asked; else only a rule may still merge the two. */
  isLikely: boolean
}

export interface JudgedCandidate {
  spelling: Spelling
  other: Spelling
  decision: DecidedPair
}

/** A pair this far below the floor is not worth looking at with every legal form and number. */
const HOPELESS_BITS = REVIEW_FLOOR_BITS - 3

/**
 * The decisions worth keeping about every pair: merges, and what a person may be asked. Words with other numbers in them
 * ("Lot 3", "Lot 4") are passed over, since no rule merges them and there are many. Each spelling stands for all that are
 * alike in everything that decides.
 */
export function judgeCandidates(
  pairs: readonly CandidatePair[],
  spellings: readonly Spelling[],
  judge: SpellingJudge,
): JudgedCandidate[] {
  const byWords = spellingsByWords(spellings)
  const judged: JudgedCandidate[] = []
  for (const { wordsKey, otherWordsKey, isLikely } of pairs) {
    const [ones, others] = [byWords.get(wordsKey), byWords.get(otherWordsKey)]
    if (ones === undefined || others === undefined) continue
    if (!isLikely && !mayMerge(ones, others)) continue
    for (const one of judgeWords(ones, others, judge))
      if (isLikely || one.decision.decision === 'merge') judged.push(one)
  }
  return judged
}

/** Spellings under one words key, no two alike in everything that decides, in ascending order of id. */
interface SameWords {
  /** The same whatever the order in which the spellings came. */
  plainest: Spelling
  spellings: Spelling[]
}

function spellingsByWords(spellings: readonly Spelling[]): Map<string, SameWords> {
  const byWords = new Map<string, SameWords>()
  const seen = new Set<string>()
  for (const spelling of [...spellings].sort((a, b) => a.id - b.id)) {
    const { wordsKey, signature, companyNumber, registerNumber, identifiers } = spelling
    const numbers = identifiers.map(({ scheme, value }) => `${scheme} ${value}`).join(' ')
    const alike = `${signature} ${companyNumber} ${registerNumber} ${numbers}`
    if (wordsKey === null || seen.has(alike)) continue
    seen.add(alike)
    const same = byWords.get(wordsKey)
    if (same === undefined) byWords.set(wordsKey, { plainest: spelling, spellings: [spelling] })
    else {
      same.spellings.push(spelling)
      if (spelling.name.raw < same.plainest.name.raw) same.plainest = spelling
    }
  }
  return byWords
}

function mayMerge({ spellings: [one] }: SameWords, { spellings: [other] }: SameWords): boolean {
  if (one === undefined || other === undefined) return false
  if (nameViews(one.name).length > 1 || nameViews(other.name).length > 1) return true
  return mayBeMerged(one.name.words, other.name.words)
}

function judgeWords(ones: SameWords, others: SameWords, judge: SpellingJudge): JudgedCandidate[] {
  if (areNumberedApart(ones.plainest, others.plainest)) return []
  const first = judge.decide(ones.plainest, others.plainest)
  if (first.decision !== 'merge' && first.score < HOPELESS_BITS) return []
  const judged: JudgedCandidate[] = []
  for (const spelling of ones.spellings)
    for (const other of others.spellings) {
      const decision = judge.decide(spelling, other)
      if (decision.decision !== 'new') judged.push({ spelling, other, decision })
    }
  return judged
}

/** Both bear figures, short of an account code's, and not the same ones. */
function areNumberedApart(one: Spelling, other: Spelling): boolean {
  const figures = figuresOf(one)
  if (figures === '') return false
  const otherFigures = figuresOf(other)
  return otherFigures !== '' && figures !== otherFigures
}

function figuresOf({ name }: Spelling): string {
  if (!name.words.some((word) => DIGIT.test(word))) return ''
  const figures = name.words.flatMap((word) => word.match(/\d+/g) ?? []).filter((digits) => digits.length < 5)
  return figures.map(Number).sort().join(' ')
}

const DIGIT = /\d/
