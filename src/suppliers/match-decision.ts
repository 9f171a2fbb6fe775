// What does a decision about two names say, and on what does it rest?
import type { WordLink } from './align-words.ts'
import type { MergeBar, MergeRule } from './match-rules.ts'
import type { ScorePart } from './match-score.ts'
import type { IdentifierRelation } from './supplier-identifiers.ts'

/** `merge` without a person's look, `review` by a person, `new`: two suppliers until somebody says otherwise. */
export type MatchDecision = 'merge' | 'review' | 'new'

/** Why a pair must not be merged; the rules' bars and those of numbers and kinds of cell. */
export type DecisionBar =
  | MergeBar
  | 'identifiers_differ'
  | 'stated_numbers_differ'
  | 'not_an_organisation'
  | 'spelling_alert'

/** What is decided about two names. */
export type PairOutcome = {
  decision: MatchDecision
  /** Bits for one supplier; orders the queue. A merge stands above every other decision. */
  score: number
  /** The rule that merges, or null. */
  rule: MergeRule | 'same_number' | null
  bars: readonly DecisionBar[]
  identifiers: IdentifierRelation
}

/** A decision with everything that led to it; stored as it is, so that anyone can check it later. */
export type PairDecision = PairOutcome & {
  parts: readonly ScorePart[]
  links: readonly WordLink[]
  onlyLeft: readonly string[]
  onlyRight: readonly string[]
  /** The decision in words, for the person at the queue. */
  explanation: string
}
