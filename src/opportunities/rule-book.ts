// Which thresholds, lead times, plan days and notice rules does a day have?
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Pence } from '../lib/money.ts'
import { type WorkingDays, workingDays } from './working-days.ts'

/** First and last day on which a row holds; null is without limit. */
type Effective = { effectiveFrom: CalendarDate | null; effectiveTo: CalendarDate | null; source: string }

export const THRESHOLD_KINDS = [
  'goods_and_services',
  'light_touch',
  'works',
  'concession',
  'notifiable_below_threshold',
] as const
export type ThresholdKind = (typeof THRESHOLD_KINDS)[number]

/** An amount in pence including VAT, from which the law asks for more. */
export type Threshold = Effective & { set: string; kind: ThresholdKind; amount: Pence }

/** Months before the end of a contract; the band holds net pence from (inclusive) to below (exclusive), nulls are value not stated. */
export type LeadTime = Effective & {
  band: string
  from: Pence | null
  below: Pence | null
  leadMaxMonths: number
  leadMinMonths: number
}

export const PLAN_BANDS = ['quotes', 'below threshold', 'above threshold', 'over £5m'] as const
export type PlanBand = (typeof PLAN_BANDS)[number]

/** How long each step of a procurement takes: calendar days, working days where said, months of mobilisation. */
export type PlanDays = Effective & {
  band: PlanBand
  tenderDays: number
  tenderDaysAfterUk3: number
  evaluationDays: number
  approvalDays: number
  standstillWorkingDays: number
  mobilisationDays: number
  mobilisationMonths: number
}

export const ASSUMPTIONS = [
  'vat',
  'notice_period',
  'core_system_extra',
  'large_contract',
  'planned_notice_shortest',
  'planned_notice_longest',
] as const
export type AssumptionName = (typeof ASSUMPTIONS)[number]

/** A number the rules need: per cent, months, days or pounds. */
export type Assumption = Effective & { name: AssumptionName; value: number; unit: string }

/** One duty to publish; numbers are null where the duty has none. */
export type NoticeRule = Effective & {
  notice: string
  rule: string
  days: number | null
  daysLightTouch: number | null
  over: Pence | null
  percent: number | null
  percentWorks: number | null
  requirement: string
}

export type BankHoliday = { day: CalendarDate; name: string; source: string }

/** Every row ever kept, of all periods. */
export type RuleBook = {
  thresholds: readonly Threshold[]
  leadTimes: readonly LeadTime[]
  planDays: readonly PlanDays[]
  assumptions: readonly Assumption[]
  noticeRules: readonly NoticeRule[]
  bankHolidays: readonly BankHoliday[]
}

/** How the thresholds of a day were found: none was in force before the first set or after the last. */
export type Standing = 'in force' | 'last known' | 'first known'

/** What one day knows. Made once for a day, used for every contract. */
export type RulesInForce = {
  on: CalendarDate
  thresholds: Record<ThresholdKind, Threshold & { standing: Standing }>
  leadTimes: readonly LeadTime[]
  leadTimeUnknown: LeadTime
  plans: Record<PlanBand, PlanDays>
  assumptions: Record<AssumptionName, number>
  noticeRules: readonly NoticeRule[]
  workingDays: WorkingDays
}

/** The rules that hold on a day. Throws where the book lacks a kind, a band or an assumption altogether. */
export function rulesOn(book: RuleBook, on: CalendarDate): RulesInForce {
  const leadTimes = bandsOn(book.leadTimes, on)
  return {
    on,
    thresholds: byKey(THRESHOLD_KINDS, (kind) =>
      rowOn(
        book.thresholds.filter((row) => row.kind === kind),
        on,
        kind,
      ),
    ),
    leadTimes: leadTimes.filter(({ from }) => from !== null),
    leadTimeUnknown: rowOn(
      leadTimes.filter(({ from }) => from === null),
      on,
      'value not stated',
    ),
    plans: byKey(PLAN_BANDS, (band) =>
      rowOn(
        book.planDays.filter((row) => row.band === band),
        on,
        band,
      ),
    ),
    assumptions: byKey(
      ASSUMPTIONS,
      (name) =>
        rowOn(
          book.assumptions.filter((row) => row.name === name),
          on,
          name,
        ).value,
    ),
    noticeRules: book.noticeRules,
    workingDays: workingDays(book.bankHolidays.map(({ day }) => day)),
  }
}

/** The row in force on a day; past every period the last known, before every period the first. Throws on no row at all. */
export function rowOn<Row extends Effective>(
  rows: readonly Row[],
  on: CalendarDate,
  what: string,
): Row & { standing: Standing } {
  const current = rows.find((row) => holds(row, on))
  if (current) return { ...current, standing: 'in force' }
  const past = rows.filter(({ effectiveTo }) => effectiveTo !== null && effectiveTo < on)
  const last = past.toSorted((a, b) => compare(b.effectiveTo, a.effectiveTo))[0]
  if (last) return { ...last, standing: 'last known' }
  const first = rows.toSorted((a, b) => compare(a.effectiveFrom, b.effectiveFrom))[0]
  if (first) return { ...first, standing: 'first known' }
  throw new Error(`the rule tables have no row for ${what}`)
}

/** Whether a row holds on a day; both ends of its period belong to it. */
export function holds(row: Effective, on: CalendarDate): boolean {
  return (row.effectiveFrom ?? '') <= on && (row.effectiveTo === null || on <= row.effectiveTo)
}

function bandsOn(rows: readonly LeadTime[], on: CalendarDate): LeadTime[] {
  const names = [...new Set(rows.map(({ band }) => band))]
  return names.map((band) =>
    rowOn(
      rows.filter((row) => row.band === band),
      on,
      band,
    ),
  )
}

function byKey<Key extends string, Value>(
  keys: readonly Key[],
  value: (key: Key) => Value,
): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<Key, Value>
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0
}
