// What is kept of an opportunity, so that it can be searched and its history told?
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Pence } from '../lib/money.ts'
import type { ConfidencePart } from './confidence.ts'
import type { Opportunity } from './derive-opportunity.ts'

/**
 * One row; the days without `later_` are those of the earliest end. Amounts in pence; where a value can be read two ways,
 * the larger.
 */
export type OpportunityRecord = {
  phase: string | null
  upcoming: boolean
  earliest_end: CalendarDate | null
  approach_from: CalendarDate | null
  approach_by: CalendarDate | null
  tender_latest: CalendarDate | null
  decide_by: CalendarDate | null
  decide_by_assumed: boolean
  latest_end: CalendarDate | null
  later_approach_from: CalendarDate | null
  later_approach_by: CalendarDate | null
  later_tender_latest: CalendarDate | null
  confidence: number
  confidence_parts: readonly ConfidencePart[]
  value_net: Pence | null
  value_gross: Pence | null
  value_band: string
  above_threshold: string
  sme_fit: string
  likely_route: string
  framework: string | null
  joint: boolean
  direct_award: boolean
  engagement_under_way: boolean
  option_ends: readonly CalendarDate[]
  annual_net_low: Pence | null
  annual_net_high: Pence | null
  annual_from: string | null
}

/** The columns whose change is history: in which phase it is, and the days of both its ends. */
export const HISTORY_FIELDS = [
  'phase',
  'earliest_end',
  'approach_from',
  'approach_by',
  'tender_latest',
  'decide_by',
  'latest_end',
  'later_approach_from',
  'later_approach_by',
  'later_tender_latest',
] as const satisfies (keyof OpportunityRecord)[]

export function recordOfOpportunity(opportunity: Opportunity): OpportunityRecord {
  const [earliest, later] = opportunity.scenarios
  const { value, route } = opportunity
  return {
    phase: opportunity.phase,
    upcoming: opportunity.upcoming && earliest !== undefined,
    earliest_end: opportunity.earliestEnd,
    approach_from: earliest?.approachFrom ?? null,
    approach_by: earliest?.approachBy ?? null,
    tender_latest: earliest?.tenderLatest ?? null,
    decide_by: earliest?.decideBy ?? null,
    decide_by_assumed: earliest?.decideBy != null && opportunity.noticePeriodAssumed,
    latest_end: opportunity.latestEnd,
    later_approach_from: later?.approachFrom ?? null,
    later_approach_by: later?.approachBy ?? null,
    later_tender_latest: later?.tenderLatest ?? null,
    confidence: opportunity.confidence.value,
    confidence_parts: opportunity.confidence.parts,
    value_net: value?.net.high ?? null,
    value_gross: value?.gross.high ?? null,
    value_band: opportunity.lead.band,
    above_threshold: opportunity.aboveThreshold,
    sme_fit: route.smeFit,
    likely_route: route.likelyRoute,
    framework: route.onlyThroughFramework,
    joint: opportunity.joint,
    direct_award: opportunity.directAward,
    engagement_under_way: opportunity.engagementUnderWay,
    option_ends: opportunity.optionEnds,
    annual_net_low: opportunity.annual?.net.low ?? null,
    annual_net_high: opportunity.annual?.net.high ?? null,
    annual_from: opportunity.annual?.from ?? null,
  }
}
