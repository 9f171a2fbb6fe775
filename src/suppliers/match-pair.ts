// Are two names one supplier: merge, ask a person, or two?
import type { DecisionBar, MatchDecision, PairDecision, PairOutcome } from './match-decision.ts'
import { explainDecision } from './match-explanation.ts'
import { type MergeBar, type MergeRule, mergeRule, mergesWithItself } from './match-rules.ts'
import { REVIEW_FLOOR_BITS, scoreComparison, scoreParts } from './match-score.ts'
import { compareViews } from './name-comparison.ts'
import { nameViews } from './name-views.ts'
import { type ReadView, readViews } from './read-views.ts'
import {
  compareIdentifiers,
  type HeldIdentifier,
  type IdentifierRelation,
  readCompanyNumber,
} from './supplier-identifiers.ts'
import type { NormalisedName } from './supplier-name.ts'

/** One side of a pair: its name and the numbers that are known of it. */
export type MatchSide = { name: NormalisedName; identifiers?: readonly HeldIdentifier[] }

const MERGE_BONUS_BITS = 20
const NOT_COMPARABLE_BITS = -40

/**
 * Decides about two names. Symmetric (the sides of the result swap with the arguments), deterministic, total. Numbers
 * come first: two confirmed numbers that differ are never one supplier; a confirmed number in common merges unless the
 * names contradict it. Then a merge needs one rule to fire and no bar to stand. The score alone never merges.
 */
export function decidePair(left: MatchSide, right: MatchSide): PairDecision {
  const reading = readPair(readName(left.name), readName(right.name))
  return explainPair(decideAsRead(left, right, reading))
}

/** A name with its readings. */
export type ReadName = { raw: string; views: readonly ReadView[] }

export function readName(name: NormalisedName): ReadName {
  return { raw: name.raw, views: readViews(name) }
}

/** How two names read together, whatever numbers are known of them; for `decideAsRead`, in the same order or turned round. */
export function readPair(left: ReadName, right: ReadName): Reading {
  return left.raw > right.raw ? bestReading(right, left) : bestReading(left, right)
}

/** A decision with what is needed to explain it, which most decisions never are. */
export type DecidedPair = PairOutcome & { reading: Reading; isTurned: boolean; isComparable: boolean }

/** As `decidePair`, about two names that were read before, by `readPair`; not explained yet. */
export function decideAsRead(left: MatchSide, right: MatchSide, reading: Reading): DecidedPair {
  const isTurned = left.name.raw > right.name.raw
  return isTurned ? decideOrdered(right, left, reading, true) : decideOrdered(left, right, reading, false)
}

/** The decision with everything that led to it. */
export function explainPair({ reading, isTurned, isComparable, ...outcome }: DecidedPair): PairDecision {
  const comparison = compareViews(reading.left, reading.right)
  const { links, extraLeft, extraRight } = comparison.alignment
  const parts = isComparable ? scoreParts(comparison) : []
  const result = { ...outcome, parts, links, onlyLeft: extraLeft, onlyRight: extraRight }
  const decision = { ...result, explanation: explainDecision(result, comparison) }
  return isTurned ? swapSides(decision) : decision
}

/**
 * True if an equal strict key alone may make another spelling the same supplier, legal forms and numbers agreeing: an
 * organisation whose name is neither made of common words only ("Foundation") nor borne by many ("All Saints School").
 */
export function mayMergeOnStrictKey(name: NormalisedName): boolean {
  if (name.kind !== 'organisation') return false
  const [view, another] = nameViews(name)
  if (view === undefined || another !== undefined) return decidePair({ name }, { name }).decision === 'merge'
  return mergesWithItself(view)
}

function swapSides(decision: PairDecision): PairDecision {
  return {
    ...decision,
    links: decision.links.map((link) => ({ ...link, left: link.right, right: link.left })),
    onlyLeft: decision.onlyRight,
    onlyRight: decision.onlyLeft,
  }
}

function decideOrdered(left: MatchSide, right: MatchSide, reading: Reading, isTurned: boolean): DecidedPair {
  const identifiers = compareIdentifiers(withStatedNumber(left), withStatedNumber(right))
  const bars = [...barsOf(left.name, right.name, identifiers), ...reading.bars]
  const rule = mergingRule(reading.rule, bars, identifiers, reading.bits)
  const isComparable = isName(left.name) && isName(right.name)
  const bits = isComparable ? reading.bits : NOT_COMPARABLE_BITS
  return {
    decision: rule !== null ? 'merge' : decideUnmerged(bits, bars, identifiers),
    score: rule === null ? bits : Number((Math.max(0, bits) + MERGE_BONUS_BITS).toFixed(3)),
    rule,
    bars: rule === null ? bars : [],
    identifiers,
    reading,
    isTurned,
    isComparable,
  }
}

/** The readings of two names that agree best, and what rules and score make of them. */
export type Reading = {
  left: ReadView
  right: ReadView
  rule: MergeRule | null
  bars: readonly MergeBar[]
  bits: number
}

/** Of all readings of both cells the one that a rule merges, else the one with the highest score. */
function bestReading(left: ReadName, right: ReadName): Reading {
  let best: Reading | null = null
  for (const a of left.views) {
    for (const b of right.views) {
      const reading = readTogether(a, b)
      if (best === null || isBetter(reading, best)) best = reading
    }
  }
  if (best === null) throw new Error('a name always has one reading')
  return best
}

function readTogether(left: ReadView, right: ReadView): Reading {
  const comparison = compareViews(left, right)
  const { rule, bars } = mergeRule(comparison)
  return { left, right, rule, bars, bits: scoreComparison(comparison) }
}

function isBetter(reading: Reading, best: Reading): boolean {
  if ((reading.rule === null) !== (best.rule === null)) return reading.rule !== null
  return reading.bits > best.bits
}

/** The numbers known of a side, and the company number written into its name cell, which is stated and not confirmed. */
function withStatedNumber(side: MatchSide): readonly HeldIdentifier[] {
  const known = side.identifiers ?? []
  if (side.name.statedNumber === null) return known
  const reading = readCompanyNumber(side.name.statedNumber)
  return reading.ok ? [...known, { ...reading.identifier, confirmed: false }] : known
}

function barsOf(left: NormalisedName, right: NormalisedName, identifiers: IdentifierRelation): DecisionBar[] {
  const bars: DecisionBar[] = []
  if (left.kind !== 'organisation' || right.kind !== 'organisation') bars.push('not_an_organisation')
  if (identifiers === 'different') bars.push('identifiers_differ')
  if (identifiers === 'maybe_different') bars.push('stated_numbers_differ')
  if (left.alert !== right.alert) bars.push('spelling_alert')
  return bars
}

function mergingRule(
  rule: MergeRule | null,
  bars: readonly DecisionBar[],
  identifiers: IdentifierRelation,
  bits: number,
): PairDecision['rule'] {
  if (identifiers === 'same' && bits >= REVIEW_FLOOR_BITS && !bars.some((bar) => CONTRADICTIONS.has(bar)))
    return 'same_number'
  return bars.length === 0 ? rule : null
}

/** Bars that a number in common does not lift: such a pair goes to a person. */
const CONTRADICTIONS: ReadonlySet<DecisionBar> = new Set<DecisionBar>([
  'legal_forms_conflict',
  'numbers_differ',
  'country_differs',
  'not_an_organisation',
  'spelling_alert',
])

function decideUnmerged(
  bits: number,
  bars: readonly DecisionBar[],
  identifiers: IdentifierRelation,
): MatchDecision {
  if (identifiers === 'different') return 'new'
  if (identifiers === 'same') return 'review'
  if (bars.includes('spelling_alert') && bits > 0) return 'review'
  return bits >= REVIEW_FLOOR_BITS ? 'review' : 'new'
}

/** Cells that hold a name at all; a person's or several suppliers' names may be compared, but never merged. */
function isName(name: NormalisedName): boolean {
  return name.kind === 'organisation' || name.kind === 'person' || name.kind === 'several'
}
