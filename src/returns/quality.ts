// How good is a return, or an authority's register: how complete, valid, identifiable, timely and fresh?
import { addDays, addMonths, type CalendarDate, daysBetween, endOfMonth } from '../lib/calendar-date.ts'
import type { ReturnKind } from './read-types.ts'

/** Points of each dimension; together 100. */
export const POINTS = {
  completeness: 30,
  validity: 25,
  identifiers: 15,
  timeliness: 15,
  freshness: 15,
} as const

export type Dimension = keyof typeof POINTS

/** What the Code asks of each contract over £5,000 (Local Government Transparency Code 2015, paragraph 32). */
export const CODE_ITEMS = [
  'local_reference',
  'title',
  'department',
  'description',
  'supplier_name_raw',
  'value',
  'irrecoverable_vat',
  'start_on',
  'current_end_on',
  'review_on',
  'process_type',
  'size',
  'registration',
] as const

/** The fields of a systems return: who runs what, from whom, until when and how well. */
export const SYSTEM_ITEMS = [
  'technology',
  'maker',
  'supplier_name_raw',
  'service_area',
  'hosting',
  'users',
  'status',
  'local_reference',
  'current_end_on',
  'satisfaction',
  'planned_replacement_on',
] as const

/** By what a contract and its supplier can be found again elsewhere. */
export const IDENTIFIER_ITEMS = ['local_reference', 'registration', 'notice_reference'] as const

export type QualityItem =
  | (typeof CODE_ITEMS)[number]
  | (typeof IDENTIFIER_ITEMS)[number]
  | (typeof SYSTEM_ITEMS)[number]

/** What each kind of return is measured by; a system is found again by the reference of its contract. */
export const QUALITY_ITEMS: Readonly<
  Record<ReturnKind, { complete: readonly QualityItem[]; identifiers: readonly QualityItem[] }>
> = {
  contracts: { complete: CODE_ITEMS, identifiers: IDENTIFIER_ITEMS },
  systems: { complete: SYSTEM_ITEMS, identifiers: ['local_reference'] },
}

/** What was counted; rows of a return, or contracts of a register. */
export interface QualityFacts {
  kind: ReturnKind
  /** Usable rows, or public contracts. */
  rows: number
  /** How many of them state each item. */
  stated: Record<QualityItem, number>
  /** Rows with an error, which are not among `rows`, and rows used with a warning. */
  bad: number
  warned: number
  /** The day the last return came; null where none ever did. */
  receivedOn: CalendarDate | null
  /** Contracts of the register, those that the return leaves out too, and how many were confirmed within six months. */
  known: number
  fresh: number
}

/** One reason for lost points: `lost` of `of` rows, worth `points`. */
export interface LostPoints {
  reason: QualityItem | 'bad' | 'warned' | 'late' | 'stale'
  lost: number
  of: number
  points: number
}

export interface DimensionScore {
  dimension: Dimension
  /** To one decimal. */
  points: number
  most: number
  lost: LostPoints[]
}

export interface QualityScore {
  /** 0 to 100, whole. */
  points: number
  dimensions: DimensionScore[]
}

/** A row with a warning is worth half a row without one. */
const WARNED_SHARE = 0.5
/** The Code: within one month of the quarter end. Each day late costs the same; nothing is left after a quarter. */
const DAYS_OF_QUARTER = 91
export const FRESH_MONTHS = 6

/** Every point lost is named with the number of rows that lose it. Nothing to measure scores nought. */
export function scoreQuality(facts: QualityFacts, today: CalendarDate): QualityScore {
  const dimensions = [
    shares('completeness', QUALITY_ITEMS[facts.kind].complete, facts),
    validity(facts),
    shares('identifiers', QUALITY_ITEMS[facts.kind].identifiers, facts),
    timeliness(facts, today),
    freshness(facts),
  ]
  return { points: Math.round(dimensions.reduce((sum, { points }) => sum + points, 0)), dimensions }
}

function shares(
  dimension: Dimension,
  items: readonly QualityItem[],
  { rows, stated }: QualityFacts,
): DimensionScore {
  const most = POINTS[dimension]
  if (rows === 0) return nothing(dimension)
  const each = most / items.length
  const lost = items
    .map((reason) => ({ reason, lost: rows - stated[reason], of: rows }))
    .filter((one) => one.lost > 0)
    .map((one) => ({ ...one, points: rounded((each * one.lost) / rows) }))
  const kept = items.reduce((sum, item) => sum + (each * stated[item]) / rows, 0)
  return { dimension, points: rounded(kept), most, lost: dearestFirst(lost) }
}

function validity({ rows, bad, warned }: QualityFacts): DimensionScore {
  const of = rows + bad
  if (of === 0) return nothing('validity')
  const most = POINTS.validity
  const costs = { bad: (most * bad) / of, warned: (most * warned * WARNED_SHARE) / of }
  const lost: LostPoints[] = [
    { reason: 'bad', lost: bad, of, points: rounded(costs.bad) },
    { reason: 'warned', lost: warned, of, points: rounded(costs.warned) },
  ]
  return {
    dimension: 'validity',
    points: rounded(most - costs.bad - costs.warned),
    most,
    lost: lost.filter((one) => one.lost > 0),
  }
}

function timeliness({ receivedOn }: QualityFacts, today: CalendarDate): DimensionScore {
  if (receivedOn === null) return nothing('timeliness')
  const most = POINTS.timeliness
  const late = Math.min(daysLate(receivedOn, today), DAYS_OF_QUARTER)
  const points = rounded((most * (DAYS_OF_QUARTER - late)) / DAYS_OF_QUARTER)
  const lost: LostPoints[] =
    late === 0 ? [] : [{ reason: 'late', lost: late, of: DAYS_OF_QUARTER, points: rounded(most - points) }]
  return { dimension: 'timeliness', points, most, lost }
}

function freshness({ known, fresh }: QualityFacts): DimensionScore {
  if (known === 0) return nothing('freshness')
  const most = POINTS.freshness
  const points = rounded((most * fresh) / known)
  const lost: LostPoints[] =
    fresh === known
      ? []
      : [{ reason: 'stale', lost: known - fresh, of: known, points: rounded(most - points) }]
  return { dimension: 'freshness', points, most, lost }
}

function nothing(dimension: Dimension): DimensionScore {
  return { dimension, points: 0, most: POINTS[dimension], lost: [] }
}

/**
 * Days by which the return that came last is behind: after the month that follows the quarter it speaks for, or, where
 * another quarter is due by now, after that quarter's month.
 */
export function daysLate(receivedOn: CalendarDate, today: CalendarDate): number {
  const spokenFor = quarterEndBefore(receivedOn)
  const nextDue = dueOn(quarterEndAfter(spokenFor))
  const late = today > nextDue ? daysBetween(nextDue, today) : daysBetween(dueOn(spokenFor), receivedOn)
  return Math.max(0, late)
}

/** One month after the quarter end: the last day of the month that follows. */
function dueOn(quarterEnd: CalendarDate): CalendarDate {
  return endOfMonth(addDays(quarterEnd, 1))
}

/** The last quarter end before a day: 31 March, 30 June, 30 September or 31 December. */
export function quarterEndBefore(day: CalendarDate): CalendarDate {
  const month = Number(day.slice(5, 7))
  const first = String(month - ((month - 1) % 3)).padStart(2, '0')
  return addDays(`${day.slice(0, 4)}-${first}-01`, -1)
}

function quarterEndAfter(quarterEnd: CalendarDate): CalendarDate {
  return endOfMonth(addMonths(addDays(quarterEnd, 1), 2))
}

function dearestFirst(lost: LostPoints[]): LostPoints[] {
  return lost.sort((one, other) => other.points - one.points)
}

function rounded(points: number): number {
  return Math.round(points * 10) / 10
}
