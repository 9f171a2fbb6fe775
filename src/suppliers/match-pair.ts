// Are two names one supplier: merge, ask a person, or two?
import type { DecisionBar, MatchDecision, PairDecision } from './match-decision.ts'
import { explainDecision } from './match-explanation.ts'
import { type MergeBar, type MergeRule, mergeRule } from './match-rules.ts'
import { REVIEW_FLOOR_BITS, type ScorePart, scoreComparison } from './match-score.ts'
import { compareViews, type NameComparison } from './name-comparison.ts'
import { nameViews } from './name-views.ts'
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
  return decideAsRead(left, right, readPair(left.name, right.name))
}

/** How two names read together, whatever numbers are known of them; for `decideAsRead`, in the same order or turned round. */
export function readPair(left: NormalisedName, right: NormalisedName): Reading {
  return compareText(left.raw, right.raw) > 0 ? bestReading(right, left) : bestReading(left, right)
}

/** As `decidePair`, about two names that were read before, by `readPair`. */
export function decideAsRead(left: MatchSide, right: MatchSide, reading: Reading): PairDecision {
  if (compareText(left.name.raw, right.name.raw) > 0) return swapSides(decideOrdered(right, left, reading))
  return decideOrdered(left, right, reading)
}

/**
 * True if an equal strict key alone may make another spelling the same supplier, legal forms and numbers agreeing: an
 * organisation whose name is neither made of common words only ("Foundation") nor borne by many ("All Saints School").
 */
export function mayMergeOnStrictKey(name: NormalisedName): boolean {
  if (name.kind !== 'organisation') return false
  const [view, another] = nameViews(name)
  if (view === undefined || another !== undefined) return decidePair({ name }, { name }).decision === 'merge'
  return mergeRule(compareViews(view, view)).rule !== null
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function swapSides(decision: PairDecision): PairDecision {
  return {
    ...decision,
    links: decision.links.map((link) => ({ ...link, left: link.right, right: link.left })),
    onlyLeft: decision.onlyRight,
    onlyRight: decision.onlyLeft,
  }
}

function decideOrdered(left: MatchSide, right: MatchSide, best: Reading): PairDecision {
  const identifiers = compareIdentifiers(withStatedNumber(left), withStatedNumber(right))
  const bars = [...barsOf(left.name, right.name, identifiers), ...best.bars]
  const rule = mergingRule(best.rule, bars, identifiers, best.bits)
  const comparable = isName(left.name) && isName(right.name)
  const bits = comparable ? best.bits : NOT_COMPARABLE_BITS
  const decision = rule !== null ? 'merge' : decideUnmerged(bits, bars, identifiers)
  const result = {
    decision,
    score: rule === null ? bits : Number((Math.max(0, bits) + MERGE_BONUS_BITS).toFixed(3)),
    rule,
    bars: rule === null ? bars : [],
    identifiers,
    parts: comparable ? best.parts : [],
    links: best.comparison.alignment.links,
    onlyLeft: best.comparison.alignment.extraLeft,
    onlyRight: best.comparison.alignment.extraRight,
  } as const
  return { ...result, explanation: explainDecision(result, best.comparison) }
}

/** The readings of two names that agree best. */
export type Reading = {
  comparison: NameComparison
  rule: MergeRule | null
  bars: readonly MergeBar[]
  bits: number
  parts: readonly ScorePart[]
}

/** Of all readings of both cells the one that a rule merges, else the one with the highest score. */
function bestReading(left: NormalisedName, right: NormalisedName): Reading {
  let best: Reading | null = null
  for (const a of nameViews(left)) {
    for (const b of nameViews(right)) {
      const comparison = compareViews(a, b)
      const reading = { comparison, ...mergeRule(comparison), ...scoreComparison(comparison) }
      if (best === null || isBetter(reading, best)) best = reading
    }
  }
  if (best === null) throw new Error('a name always has one reading')
  return best
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
