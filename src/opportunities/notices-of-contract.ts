// Which notices does a running contract owe?
import { addDays, addMonths, type CalendarDate } from '../lib/calendar-date.ts'
import { due, missingContents, type NoticeDue, type NoticeQuestion, ruleOn } from './notice-due.ts'
import { exceeds, monthsOfTerm, reaches } from './thresholds.ts'

/** The day on which Procurement Act 2023 began to govern new procurements; contracts from before it stay under the 2015 Regulations. */
const ACT_COMMENCED = '2025-02-24'

/** UK7 to UK11 of the current contract; none for a contract from before the Act, and on condition where no day of it is known. */
export function noticesOfContract(question: NoticeQuestion): NoticeDue[] {
  const { facts, aboveThreshold } = question
  const began = facts.signedOn ?? facts.startOn
  if (began !== null && began < ACT_COMMENCED) return []
  if (question.phase === 'closed' && question.ends.currentEnd === null) return []
  if (aboveThreshold === 'no') return belowThresholdDetails(question)
  return [
    ...contractDetails(question),
    ...payments(question),
    ...performance(question),
    ...change(question),
    ...termination(question),
  ]
}

function belowThresholdDetails(question: NoticeQuestion): NoticeDue[] {
  const { facts, value, rules, next } = question
  const notifiable = reaches(value, rules.thresholds.notifiable_below_threshold.amount)
  if (notifiable === 'no' || next.linkedToCurrent.has('UK7') || !isMade(question)) return []
  const missing = missingOfDetails(question)
  const condition = conditions(
    question,
    notifiable === 'yes' ? null : 'the value including VAT is £30k or more',
  )
  const signed = facts.signedOn === null ? [...missing, 'day of signing'] : missing
  return due(question, {
    rule: 'below_threshold_details',
    for: 'current',
    dueBy: null,
    missing: signed,
    ...obligation(condition),
  })
}

/** The details and, over £5m, the copy of the contract; where no day of signing is known there is no last day either. */
function contractDetails(question: NoticeQuestion): NoticeDue[] {
  const { facts, value, rules, next } = question
  if (!isMade(question)) return []
  const missing = missingOfDetails(question)
  const signed = facts.signedOn === null ? [...missing, 'day of signing'] : missing
  const light = facts.regime === 'light_touch'
  const by = (rule: string) => {
    const row = facts.signedOn === null ? null : ruleOn(rules, rule, facts.signedOn)
    const days = light ? row?.daysLightTouch : row?.days
    return facts.signedOn === null ? null : addDays(facts.signedOn, (days ?? 1) - 1)
  }
  const details = next.linkedToCurrent.has('UK7')
    ? []
    : due(question, {
        rule: 'contract_details',
        for: 'current',
        dueBy: by('contract_details'),
        missing: signed,
        ...obligation(conditions(question, null)),
      })
  const copy = exceeds(value, ruleOn(rules, 'contract_copy', rules.on)?.over ?? 0)
  if (copy === 'no' || value === null) return details
  const condition = conditions(question, copy === 'yes' ? null : 'the value including VAT is over £5m')
  const last = by('contract_copy')
  if (last !== null && last < rules.on && next.linkedToCurrent.has('UK7')) return details
  const missingCopy = ['copy of the contract', ...(facts.signedOn === null ? ['day of signing'] : [])]
  return [
    ...details,
    ...due(question, {
      rule: 'contract_copy',
      for: 'current',
      dueBy: last,
      missing: missingCopy,
      ...obligation(condition),
    }),
  ]
}

/** Payments of over £30k in the quarter of the day asked. */
function payments(question: NoticeQuestion): NoticeDue[] {
  if (!isRunning(question)) return []
  const quarterEnd = endOfQuarter(question.rules.on)
  const days = ruleOn(question.rules, 'payments', question.rules.on)?.days
  return days == null
    ? []
    : due(question, {
        rule: 'payments',
        for: 'current',
        dueBy: addDays(quarterEnd, days - 1),
        obligation: 'depends',
        condition: conditions(question, 'a payment of more than £30k is made in the quarter'),
        missing: ['payments of the quarter'],
      })
}

/** Over £5m, not light touch nor concession: by the end of the current twelve months since the start. */
function performance(question: NoticeQuestion): NoticeDue[] {
  const { facts, value, rules } = question
  const over = ruleOn(rules, 'performance', rules.on)?.over
  if (over == null || value === null || !isRunning(question)) return []
  if (facts.regime === 'light_touch' || facts.contractType === 'concession') return []
  const large = exceeds(value, over)
  if (large === 'no') return []
  return due(question, {
    rule: 'performance',
    for: 'current',
    dueBy: facts.startOn === null ? null : endOfYearOfContract(facts.startOn, rules.on),
    missing: [
      'key performance indicators and how they were met',
      ...(facts.startOn === null ? ['start'] : []),
    ],
    ...obligation(conditions(question, large === 'yes' ? null : 'the value including VAT is over £5m')),
  })
}

/**
 * An extension the authority has said it will make, before the end it moves: not where it adds 10 % or less to the
 * longest term provided for on award; otherwise unless it changes the value by 10 % or less (works 15 %).
 */
function change(question: NoticeQuestion): NoticeDue[] {
  const { facts, ends, rules, next } = question
  const old = question.endBeforeExtension
  if (
    facts.intention?.answer !== 'extend' ||
    old === null ||
    ends.currentEnd === null ||
    old >= ends.currentEnd
  )
    return []
  if (facts.regime === 'light_touch' || next.linkedToCurrent.has('UK10')) return []
  const rule = ruleOn(rules, 'change', old)
  const longest = ends.maximumEnd ?? ends.currentEnd
  if (rule === null) return []
  const added = monthsOfTerm(addDays(old, 1), ends.currentEnd)
  const share = facts.startOn === null ? null : (added * 100) / monthsOfTerm(facts.startOn, longest)
  if (share !== null && share <= (rule.percent ?? 0)) return []
  const percent = facts.contractType === 'works' ? rule.percentWorks : rule.percent
  const value = `the extension changes the value by more than ${percent} %`
  const term = share === null ? `${value} and the term by more than ${rule.percent} %` : value
  const missing = ['change of the value', 'reason', ...(facts.startOn === null ? ['start'] : [])]
  return due(question, {
    rule: 'change',
    for: 'current',
    dueBy: old,
    obligation: 'depends',
    condition: conditions(question, term),
    missing,
  })
}

/** Within 30 days of the end, the last day of the contract being the first of them. */
function termination(question: NoticeQuestion): NoticeDue[] {
  const { ends, rules, next } = question
  if (ends.currentEnd === null || next.linkedToCurrent.has('UK11')) return []
  const days = ruleOn(rules, 'termination', ends.currentEnd)?.days ?? 1
  return due(question, {
    rule: 'termination',
    for: 'current',
    dueBy: addDays(ends.currentEnd, days - 1),
    missing: ['how the supplier performed'],
    ...obligation(conditions(question, null)),
  })
}

/** What must be so for a duty to hold: where no day of the contract is known, that the Act governs it; where the threshold is not, that it is reached. */
function conditions({ facts, aboveThreshold }: NoticeQuestion, also: string | null): string | null {
  const asked = [
    facts.signedOn === null && facts.startOn === null
      ? 'the contract was procured under Procurement Act 2023'
      : null,
    aboveThreshold === 'unknown' ? 'the value including VAT reaches the threshold' : null,
    also,
  ].filter((one) => one !== null)
  return asked.length === 0 ? null : asked.join(', and ')
}

function obligation(condition: string | null) {
  return { obligation: condition === null ? 'owed' : 'depends', condition } as const
}

function missingOfDetails(question: NoticeQuestion): string[] {
  const asked = [
    'title',
    'description',
    'cpv',
    'contractType',
    'supplier',
    'supplierIdentifier',
    'supplierSize',
    'procedure',
  ] as const
  return missingContents(question, asked, [])
}

/** Signed, or at least begun, by the day asked. */
function isMade({ facts, rules }: NoticeQuestion): boolean {
  const made = facts.signedOn ?? facts.startOn
  return made === null || made <= rules.on
}

function isRunning({ facts, ends, rules }: NoticeQuestion): boolean {
  const begun = facts.startOn === null || facts.startOn <= rules.on
  return begun && (ends.currentEnd === null || rules.on <= ends.currentEnd)
}

function endOfQuarter(on: CalendarDate): CalendarDate {
  const month = Math.ceil(Number(on.slice(5, 7)) / 3) * 3
  return addDays(addMonths(`${on.slice(0, 4)}-${String(month).padStart(2, '0')}-01`, 1), -1)
}

/** The last day of the twelve months since the start that a day falls in. */
function endOfYearOfContract(startOn: CalendarDate, on: CalendarDate): CalendarDate {
  const years = Number(on.slice(0, 4)) - Number(startOn.slice(0, 4))
  const anniversary = addMonths(startOn, years * 12)
  return addDays(anniversary > on ? anniversary : addMonths(startOn, (years + 1) * 12), -1)
}
