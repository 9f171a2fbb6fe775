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
  const byWords = new Map<string, Spelling[]>()
  const seen = new Set<string>()
  for (const spelling of [...spellings].sort((a, b) => a.id - b.id)) {
    const numbers = spelling.identifiers.map(({ scheme, value }) => `${scheme} ${value}`).join(' ')
    const alike = `${spelling.signature} ${spelling.companyNumber} ${spelling.registerNumber} ${numbers}`
    if (spelling.wordsKey === null || seen.has(alike)) continue
    seen.add(alike)
    const same = byWords.get(spelling.wordsKey)
    if (same) same.push(spelling)
    else byWords.set(spelling.wordsKey, [spelling])
  }
  return pairs.flatMap(({ wordsKey, otherWordsKey, isLikely }) => {
    const [ones, others] = [byWords.get(wordsKey) ?? [], byWords.get(otherWordsKey) ?? []]
    if (isLikely) return judgeWords(ones, others, judge)
    if (!mayMerge(ones[0], others[0])) return []
    return judgeWords(ones, others, judge).filter(({ decision }) => decision.decision === 'merge')
  })
}

function mayMerge(one: Spelling | undefined, other: Spelling | undefined): boolean {
  if (one === undefined || other === undefined) return false
  if (nameViews(one.name).length > 1 || nameViews(other.name).length > 1) return true
  return mayBeMerged(one.name.words, other.name.words)
}

function judgeWords(ones: readonly Spelling[], others: readonly Spelling[], judge: SpellingJudge) {
  const [one, other] = [plainest(ones), plainest(others)]
  if (one === undefined || other === undefined || areNumberedApart(one, other)) return []
  const first = judge.decide(one, other)
  if (first.decision !== 'merge' && first.score < HOPELESS_BITS) return []
  return ones.flatMap((spelling) =>
    others.flatMap((partner): JudgedCandidate[] => {
      const decision = judge.decide(spelling, partner)
      return decision.decision === 'new' ? [] : [{ spelling, other: partner, decision }]
    }),
  )
}

/** The same whatever the order in which the spellings came. */
function plainest(spellings: readonly Spelling[]): Spelling | undefined {
  return [...spellings].sort((a, b) => (a.name.raw < b.name.raw ? -1 : 1))[0]
}

/** Both bear figures, short of an account code's, and not the same ones. */
function areNumberedApart(one: Spelling, other: Spelling): boolean {
  const [a, b] = [figuresOf(one), figuresOf(other)]
  return a !== '' && b !== '' && a !== b
}

function figuresOf({ name }: Spelling): string {
  const figures = name.words.flatMap((word) => word.match(/\d+/g) ?? []).filter((digits) => digits.length < 5)
  return figures.map(Number).sort().join(' ')
}
