// Which upcoming tender follows from a contract, as known on a day?
import { addMonths, type CalendarDate } from '../lib/calendar-date.ts'
import { type Confidence, confidenceOf } from './confidence.ts'
import type { ContractFacts } from './contract-facts.ts'
import { type ContractEnds, contractEnds, extendedByNextOption } from './extension-options.ts'
import {
  backwardPlan,
  type Lead,
  leadTime,
  notBefore,
  type Plan,
  type Window,
  windowBefore,
} from './lead-times.ts'
import { type NextProcurement, nextProcurement } from './linked-notices.ts'
import type { NoticeDue } from './notice-due.ts'
import { noticesDue } from './notices-due.ts'
import { isUpcoming, type Phase, phaseOn } from './phases.ts'
import { type RouteAndFit, routeAndFit } from './route-and-fit.ts'
import type { PlanBand, RulesInForce, Standing, Threshold } from './rule-book.ts'
import {
  type AnnualValue,
  type Answer,
  annualValue,
  planBand,
  reaches,
  thresholdKind,
  type ValueUsed,
  valueUsed,
} from './thresholds.ts'

/** The days before one end at which the contract may stop. `decideBy` only while an option is left after that end. */
export type Scenario = Window & { end: CalendarDate; decideBy: CalendarDate | null }

/** A forecast, not a notice. Scenarios run from the earliest end to the latest; none where no end is known. */
export type Opportunity = {
  scenarios: readonly Scenario[]
  earliestEnd: CalendarDate | null
  latestEnd: CalendarDate | null
  /** The ends after each option that is left, in order. */
  optionEnds: readonly CalendarDate[]
  noticePeriodAssumed: boolean
  phase: Phase | null
  upcoming: boolean
  joint: boolean
  directAward: boolean
  engagementUnderWay: boolean
  confidence: Confidence
  value: ValueUsed | null
  annual: AnnualValue | null
  lead: Lead
  planBand: PlanBand
  aboveThreshold: Answer
  threshold: Threshold & { standing: Standing }
  route: RouteAndFit
  noticesDue: readonly NoticeDue[]
  notes: readonly string[]
}

/** Pure: the same facts and rules give the same opportunity. Facts of a later day than the rules' are not yet known. */
export function deriveOpportunity(stated: ContractFacts, rules: RulesInForce): Opportunity {
  const facts = asKnownOn(stated, rules.on)
  const before = contractEnds(facts)
  const ends = facts.intention?.answer === 'extend' ? extendedByNextOption(before) : before
  const next = nextProcurement(facts, rules.on)
  const kind = thresholdKind(facts)
  const value = valueUsed(facts.value, facts.startOn, ends.maximumEnd ?? ends.currentEnd, rules)
  const threshold = rules.thresholds[kind]
  const aboveThreshold = reaches(value, threshold.amount)
  const band = planBand(value, kind, rules)
  const lead = leadTime(value, facts.coreSystem, rules)
  const { scenarios, plan } = scenariosOf(facts, ends, lead, band, next, rules)
  const end = ends.currentEnd
  const phase = phaseOn({
    on: rules.on,
    window: scenarios[0] ?? null,
    end,
    confirmedOn: facts.confirmedOn,
    intention: facts.intention,
    next,
  })
  const question = {
    facts,
    ends,
    endBeforeExtension: before.currentEnd,
    value,
    kind,
    aboveThreshold,
    plan,
    phase,
    next,
    rules,
  }
  return {
    scenarios,
    earliestEnd: end,
    latestEnd: ends.maximumEnd,
    optionEnds: ends.optionEnds,
    noticePeriodAssumed: facts.noticePeriodMonths === null,
    phase,
    upcoming: isUpcoming(phase, end, rules.on),
    joint: facts.intention?.answer === 'joint',
    directAward: next.directAward,
    engagementUnderWay: next.engaged && next.stage === 'none',
    confidence: confidence(facts, ends, next, rules.on),
    value,
    annual: annualValue(facts.value, facts.startOn, before.currentEnd, before.maximumEnd, rules),
    lead,
    planBand: band,
    aboveThreshold,
    threshold,
    route: routeAndFit(facts, band, aboveThreshold, next),
    noticesDue: noticesDue(question),
    notes: notesOf(stated, facts, ends, next, value, threshold, end, rules.on),
  }
}

/** The facts without those that lie after the day: a confirmation, an intention or a notice of a later day. */
function asKnownOn(facts: ContractFacts, on: CalendarDate): ContractFacts {
  const confirmedLater = facts.confirmedOn !== null && facts.confirmedOn > on
  const saidLater = facts.intention?.saidOn != null && facts.intention.saidOn > on
  if (!confirmedLater && !saidLater) return facts
  return {
    ...facts,
    confirmedOn: confirmedLater ? null : facts.confirmedOn,
    intention: saidLater ? null : facts.intention,
  }
}

function scenariosOf(
  facts: ContractFacts,
  ends: ContractEnds,
  lead: Lead,
  band: PlanBand,
  next: NextProcurement,
  rules: RulesInForce,
): { scenarios: Scenario[]; plan: Plan | null } {
  const end = ends.currentEnd
  if (end === null) return { scenarios: [], plan: null }
  const planOf = (day: CalendarDate) => backwardPlan(day, rules.plans[band], next.plannedOn, rules)
  const scenario = (day: CalendarDate, plan: Plan, decideBy: CalendarDate | null): Scenario => ({
    end: day,
    ...windowBefore(day, facts.startOn, lead, plan),
    decideBy,
  })
  const plan = planOf(end)
  const earliest = scenario(end, plan, decisionDay(facts, ends, rules))
  const last = ends.optionEnds.at(-1)
  const scenarios = last === undefined ? [earliest] : [earliest, scenario(last, planOf(last), null)]
  return { scenarios, plan: { ...plan, tenderLatest: earliest.tenderLatest } }
}

/** The end less the notice period, six months if none is stated, while an option is left; none once the authority said that it extends by one of unstated length; never before the start. */
function decisionDay(facts: ContractFacts, ends: ContractEnds, rules: RulesInForce): CalendarDate | null {
  if (ends.unused !== true || ends.currentEnd === null) return null
  if (facts.intention?.answer === 'extend' && ends.optionEnds.length === 0) return null
  const months = facts.noticePeriodMonths ?? rules.assumptions.notice_period
  return notBefore(facts.startOn, addMonths(ends.currentEnd, -months))
}

function confidence(
  facts: ContractFacts,
  ends: ContractEnds,
  next: NextProcurement,
  on: CalendarDate,
): Confidence {
  return confidenceOf({
    on,
    authoritySaidSo: facts.intention !== null && facts.intention.answer !== 'not decided',
    announced: next.announced,
    confirmedOn: facts.confirmedOn,
    optionsLeft: ends.unused,
    endMeaningKnown: ends.meaningKnown,
    datesFromText: ends.fromText,
    endGivenTo: coarsestEnd(facts),
    hasReference: facts.localReference !== null && facts.localReference.trim() !== '',
    predecessorUnreplaced: facts.predecessorUnreplaced,
  })
}

/** The quarter or year to which the stated end, or the maximum that stands for it, is given. */
function coarsestEnd(facts: ContractFacts): 'quarter' | 'year' | null {
  const precision = facts.currentEndOn !== null ? facts.currentEndPrecision : facts.maximumEndPrecision
  return precision === 'quarter' || precision === 'year' ? precision : null
}

function notesOf(
  stated: ContractFacts,
  facts: ContractFacts,
  ends: ContractEnds,
  next: NextProcurement,
  value: ValueUsed | null,
  threshold: Threshold & { standing: Standing },
  end: CalendarDate | null,
  on: CalendarDate,
): string[] {
  const notes = [...ends.notes]
  const add = (holds: boolean, note: string) => holds && notes.push(note)
  add(stated !== facts, 'what was said on a later day is left out')
  add(
    facts.notices.some(({ publishedOn }) => publishedOn !== null && publishedOn > on),
    'notices of a later day are left out',
  )
  add(facts.startOn !== null && end !== null && end < facts.startOn, 'the end comes before the start')
  add(
    value === null,
    'the value is not stated: lead time of 6 to 12 months and the plan for above the threshold',
  )
  add(value?.from === 'annual value over the term', 'the value is the annual value over the term')
  add(value?.vatBasis === 'unknown', 'not known whether the value includes VAT: read both ways')
  add(next.terminated, 'a procurement was stopped (UK12): back to the phase of the day')
  add(
    facts.intention?.answer === 'stop' && next.stage !== 'none',
    'a notice and the intention to stop contradict each other',
  )
  add(threshold.standing === 'last known', `thresholds of ${threshold.set}, the last known set`)
  add(threshold.standing === 'first known', `thresholds of ${threshold.set}, the first known set`)
  return notes
}
