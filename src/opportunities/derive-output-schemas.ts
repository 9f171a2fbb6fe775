// How does an opportunity stand in JSON?
import { decimalPounds } from '../lib/money.ts'
import type { Opportunity, Scenario } from './derive-opportunity.ts'
import type { NoticeDue } from './notice-due.ts'
import type { ValueUsed } from './thresholds.ts'

/** Days as `YYYY-MM-DD` or null, pounds as text with two decimals; the days of the earliest scenario also stand at the top. */
export function opportunityJson(opportunity: Opportunity) {
  const [earliest] = opportunity.scenarios
  const { confidence, lead, threshold, route } = opportunity
  return {
    approach_from: earliest?.approachFrom ?? null,
    approach_by: earliest?.approachBy ?? null,
    tender_latest: earliest?.tenderLatest ?? null,
    decide_by: earliest?.decideBy ?? null,
    decide_by_assumed: earliest?.decideBy != null && opportunity.noticePeriodAssumed,
    earliest_end: opportunity.earliestEnd,
    latest_end: opportunity.latestEnd,
    phase: opportunity.phase,
    upcoming: opportunity.upcoming,
    basis: 'estimate, not a notice',
    confidence: confidence.value,
    confidence_label: confidence.label,
    confidence_parts: confidence.parts,
    above_threshold: opportunity.aboveThreshold,
    threshold: {
      kind: threshold.kind,
      amount: decimalPounds(threshold.amount),
      set: threshold.set,
      standing: threshold.standing,
      source: threshold.source,
    },
    scenarios: opportunity.scenarios.map(scenarioJson),
    notices_due: opportunity.noticesDue.map(noticeJson),
    value: opportunity.value === null ? null : valueJson(opportunity.value),
    value_band: lead.band,
    lead_months: { most: lead.maxMonths, least: lead.minMonths },
    plan: opportunity.planBand,
    likely_route: route.likelyRoute,
    only_through_framework: route.onlyThroughFramework,
    may_be_reserved: route.mayBeReserved,
    sme_fit: route.smeFit,
    joint: opportunity.joint,
    direct_award: opportunity.directAward,
    engagement_under_way: opportunity.engagementUnderWay,
    notes: opportunity.notes,
  }
}

export type OpportunityJson = ReturnType<typeof opportunityJson>

function scenarioJson({ end, approachFrom, approachBy, tenderLatest, decideBy }: Scenario) {
  return {
    end,
    approach_from: approachFrom,
    approach_by: approachBy,
    tender_latest: tenderLatest,
    decide_by: decideBy,
  }
}

function noticeJson(notice: NoticeDue) {
  return {
    type: notice.type,
    due_by: notice.dueBy,
    for: notice.for,
    rule: notice.rule,
    obligation: notice.obligation,
    condition: notice.condition,
    overdue: notice.overdue,
    requirement: notice.requirement,
    source: notice.source,
    missing: notice.missing,
  }
}

function valueJson({ net, gross, from, vatBasis }: ValueUsed) {
  return {
    net: decimalPounds(net.high),
    gross: decimalPounds(gross.high),
    net_low: decimalPounds(net.low),
    gross_low: decimalPounds(gross.low),
    from,
    vat_basis: vatBasis,
  }
}
