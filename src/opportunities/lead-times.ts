// When should a supplier start talking, when is it late to, and when must the tender be out?
import { addMonths, type CalendarDate, dayNumber, fromDayNumber } from '../lib/calendar-date.ts'
import type { LeadTime, PlanDays, RulesInForce } from './rule-book.ts'
import type { ValueUsed } from './thresholds.ts'
import { workingDaysBefore } from './working-days.ts'

/** The days that matter before one end of a contract. */
export type Window = { approachFrom: CalendarDate; approachBy: CalendarDate; tenderLatest: CalendarDate }

/** The dates of a procurement planned backwards from the day a contract must be ready. */
export type Plan = { tenderLatest: CalendarDate; awardNotice: CalendarDate; signing: CalendarDate }

export type Lead = { band: string; maxMonths: number; minMonths: number }

/**
 * Months before the end at which to start talking and by which to have talked: by net value of the whole term (bands
 * hold their lower bound; the larger reading where there are two), 6 to 12 where it is not stated, and so many more
 * of both for a core business system.
 */
export function leadTime(value: ValueUsed | null, coreSystem: boolean, rules: RulesInForce): Lead {
  const row = value === null ? rules.leadTimeUnknown : bandOf(value.net.high, rules)
  const extra = coreSystem ? rules.assumptions.core_system_extra : 0
  return { band: row.band, maxMonths: row.leadMaxMonths + extra, minMonths: row.leadMinMonths + extra }
}

/**
 * The procurement planned backwards from an end: months and days of mobilisation, standstill in working days,
 * approvals, evaluation, tender period. The tender period is short where a planned procurement notice (UK3) was
 * published 40 days to 12 months before the tender notice it makes possible.
 */
export function backwardPlan(
  end: CalendarDate,
  days: PlanDays,
  plannedNotices: readonly CalendarDate[],
  rules: RulesInForce,
): Plan {
  const signing = dayNumber(addMonths(end, -days.mobilisationMonths)) - days.mobilisationDays
  const award = workingDaysBefore(signing, days.standstillWorkingDays, rules.workingDays)
  const tenders = award - days.evaluationDays - days.approvalDays
  const short = fromDayNumber(tenders - days.tenderDaysAfterUk3)
  const qualifies = plannedNotices.some((day) => qualifyingPlannedNotice(day, short, rules))
  return {
    tenderLatest: qualifies ? short : fromDayNumber(tenders - days.tenderDays),
    awardNotice: fromDayNumber(award),
    signing: fromDayNumber(signing),
  }
}

/**
 * Approach from and by, so many months before the end (the last day of a month stays the last day), and the latest day
 * of the tender notice, never before `approachBy`. No day comes before the contract's own start.
 */
export function windowBefore(
  end: CalendarDate,
  startOn: CalendarDate | null,
  lead: Lead,
  plan: Plan,
): Window {
  const approachFrom = notBefore(startOn, addMonths(end, -lead.maxMonths))
  const approachBy = notBefore(startOn, addMonths(end, -lead.minMonths))
  return { approachFrom, approachBy, tenderLatest: notBefore(approachBy, plan.tenderLatest) }
}

/** The later of a day and its floor. */
export function notBefore(floor: CalendarDate | null, day: CalendarDate): CalendarDate {
  return floor !== null && day < floor ? floor : day
}

function bandOf(net: number, rules: RulesInForce): LeadTime {
  const row = rules.leadTimes.find(({ from, below }) => (from ?? 0) <= net && (below === null || net < below))
  if (!row) throw new Error(`the rule tables have no lead time for ${net} pence`)
  return row
}

function qualifyingPlannedNotice(day: CalendarDate, tender: CalendarDate, rules: RulesInForce): boolean {
  const { planned_notice_shortest: shortest, planned_notice_longest: longest } = rules.assumptions
  return dayNumber(day) <= dayNumber(tender) - shortest && day >= addMonths(tender, -longest)
}
