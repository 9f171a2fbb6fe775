// Which notices does the law ask for around a contract and what follows it, by when, and what is missing?
import { addDays, addMonths, type CalendarDate } from '../lib/calendar-date.ts'
import type { Plan } from './lead-times.ts'
import { due, missingContents, type NoticeDue, type NoticeQuestion, ruleOn } from './notice-due.ts'
import { noticesOfContract } from './notices-of-contract.ts'
import { exceeds, reaches } from './thresholds.ts'

/** UK1 to UK11, those of the next contract first, without those already linked; each under the rule in force when it falls due. */
export function noticesDue(question: NoticeQuestion): NoticeDue[] {
  const { phase, plan } = question
  const over = phase === 'stopping' || phase === 'closed' || phase === 'lapsed'
  const next = over || plan === null ? [] : noticesOfNext(question, plan)
  return [...next, ...noticesOfContract(question)]
}

function noticesOfNext(question: NoticeQuestion, plan: Plan): NoticeDue[] {
  const { next } = question
  const ahead = next.stage === 'none' ? beforeTender(question, plan) : []
  const direct =
    next.directAward || !isDirectAward(question) || next.stage !== 'none' ? [] : transparency(question, plan)
  return [...ahead, ...direct, ...award(question, plan), ...details(question, plan)]
}

function beforeTender(question: NoticeQuestion, plan: Plan): NoticeDue[] {
  const { linked } = question.next
  return [
    ...(linked.has('UK1') ? [] : pipeline(question, plan)),
    ...(question.aboveThreshold === 'no' || linked.has('UK2') ? [] : engagement(question, plan)),
    ...(question.aboveThreshold === 'no' || linked.has('UK3') ? [] : plannedProcurement(question, plan)),
    ...tender(question, plan),
  ]
}

/** Over £2m and to be tendered within 18 months of 1 April: by 26 May of the first such year, if the authority spends over £100m. */
function pipeline(question: NoticeQuestion, plan: Plan): NoticeDue[] {
  const year = Number(addMonths(`${plan.tenderLatest.slice(0, 8)}01`, -17).slice(0, 4))
  const first = `${year}-04-01` >= addMonths(`${plan.tenderLatest.slice(0, 8)}01`, -17) ? year : year + 1
  const rule = ruleOn(question.rules, 'pipeline', `${first}-04-01`)
  const large = rule === null ? 'no' : exceeds(question.value, rule.over ?? 0)
  if (rule === null || large === 'no' || question.aboveThreshold === 'no') return []
  const spend = 'the authority expects to spend more than £100m in the financial year'
  return due(question, {
    rule: 'pipeline',
    for: 'next',
    dueBy: addDays(`${first}-04-01`, (rule.days ?? 1) - 1),
    obligation: 'depends',
    condition: large === 'unknown' ? `the value is over £2m including VAT, and ${spend}` : spend,
    missing: missingContents(
      question,
      ['title', 'description', 'cpv', 'contractType'],
      ['lots', 'commercial model'],
    ),
  })
}

function engagement(question: NoticeQuestion, plan: Plan): NoticeDue[] {
  return due(question, {
    rule: 'preliminary_engagement',
    for: 'next',
    dueBy: addDays(plan.tenderLatest, -1),
    obligation: 'depends',
    condition: ifAbove(question, 'suppliers are engaged before the tender notice'),
    missing: missingContents(question, ['title', 'description', 'cpv', 'contact'], ['engagement questions']),
  })
}

function plannedProcurement(question: NoticeQuestion, plan: Plan): NoticeDue[] {
  return due(question, {
    rule: 'planned_procurement',
    for: 'next',
    dueBy: addDays(plan.tenderLatest, -question.rules.assumptions.planned_notice_shortest),
    obligation: 'optional',
    condition: ifAbove(question, 'a tender period of 10 days is wanted'),
    missing: missingContents(question, ['title', 'description', 'cpv', 'contact'], []),
  })
}

function tender(question: NoticeQuestion, plan: Plan): NoticeDue[] {
  const { aboveThreshold } = question
  const asked = ['title', 'description', 'cpv', 'contractType', 'contact'] as const
  const missing = missingContents(question, asked, [
    'award criteria',
    'submission route',
    'conditions of participation',
  ])
  const draft = { for: 'next', dueBy: plan.tenderLatest, missing } as const
  if (aboveThreshold === 'no') {
    if (isNotifiable(question) === 'no') return []
    const condition = 'it is advertised; none is owed if only a closed list is invited'
    return due(question, { ...draft, rule: 'below_threshold_tender', obligation: 'depends', condition })
  }
  const another = isCallOff(question)
    ? 'not called off a framework again'
    : isDirectAward(question)
      ? 'competed'
      : null
  const condition = ifAbove(question, another)
  return due(question, {
    ...draft,
    rule: 'tender',
    obligation: condition === null ? 'owed' : 'depends',
    condition,
  })
}

function transparency(question: NoticeQuestion, plan: Plan): NoticeDue[] {
  if (question.aboveThreshold === 'no') return []
  return due(question, {
    rule: 'transparency',
    for: 'next',
    dueBy: plan.awardNotice,
    obligation: 'depends',
    condition: ifAbove(question, 'it is awarded directly again'),
    missing: missingContents(question, ['title', 'description', 'cpv'], ['justification for direct award']),
  })
}

function award(question: NoticeQuestion, plan: Plan): NoticeDue[] {
  if (question.aboveThreshold === 'no' || question.next.stage === 'awarded') return []
  const condition = ifAbove(question, null)
  return due(question, {
    rule: 'award',
    for: 'next',
    dueBy: plan.awardNotice,
    obligation: condition === null ? 'owed' : 'depends',
    condition,
    missing: missingContents(question, ['title', 'cpv'], ['winning supplier', 'assessment summaries']),
  })
}

function details(question: NoticeQuestion, plan: Plan): NoticeDue[] {
  if (question.next.detailed) return []
  const missing = missingContents(
    question,
    ['title', 'description', 'cpv'],
    ['winning supplier', 'day of signing'],
  )
  if (question.aboveThreshold === 'no') {
    if (isNotifiable(question) === 'no') return []
    return due(question, { rule: 'below_threshold_details', for: 'next', dueBy: null, missing })
  }
  const condition = ifAbove(question, null)
  return due(question, {
    rule: 'contract_details',
    for: 'next',
    dueBy: afterSigning(question, 'contract_details', plan.signing),
    obligation: condition === null ? 'owed' : 'depends',
    condition,
    missing,
  })
}

/** Last day of a period that begins with the day of signing: 30 days, 120 for light touch. */
function afterSigning({ facts, rules }: NoticeQuestion, name: string, signing: CalendarDate): CalendarDate {
  const rule = ruleOn(rules, name, signing) ?? ruleOn(rules, name, rules.on)
  const days = (facts.regime === 'light_touch' ? rule?.daysLightTouch : rule?.days) ?? 1
  return addDays(signing, days - 1)
}

/** What must be so for a duty of contracts above the threshold to hold; null where nothing need be. */
function ifAbove({ aboveThreshold, value }: NoticeQuestion, also: string | null): string | null {
  if (aboveThreshold === 'yes') return also
  const above =
    value === null ? 'the value reaches the threshold' : 'the value including VAT reaches the threshold'
  return also === null ? above : `${above}, and ${also}`
}

function isNotifiable({ value, rules }: NoticeQuestion) {
  return reaches(value, rules.thresholds.notifiable_below_threshold.amount)
}

const isCallOff = ({ facts }: NoticeQuestion) => /framework|call[ -]?off/i.test(facts.route ?? '')
const isDirectAward = ({ facts }: NoticeQuestion) =>
  /direct/i.test(facts.route ?? '') && !/framework/i.test(facts.route ?? '')
