// How are rules shown, and one of them as a form?
import { type CalendarDate, isCalendarDate } from '../../../lib/calendar-date.ts'
import type { KeptRule } from '../../../opportunities/rule-queries.ts'
import { RULE_TABLES, type RuleTable, SUBJECT_COLUMN } from '../../../opportunities/rule-tables.ts'
import { formatDay } from '../../filters.ts'
import { type FormErrors, typed } from '../../forms.ts'
import { paths } from '../../paths.ts'

const TABLES: Record<RuleTable, [heading: string, about: string]> = {
  thresholds: [
    'Thresholds',
    'Pounds, VAT included. Judged by the set in force; past its period the last known one, said to be so.',
  ],
  'lead-times': [
    'Lead times',
    'Months before the end of a contract at which to start talking and by which to have talked.',
  ],
  'plan-days': [
    'Plan of a procurement',
    'Calendar days, working days of standstill, months of mobilisation, by which the latest day of a tender is counted back.',
  ],
  assumptions: ['Assumptions', 'What is taken to be so where nothing is stated.'],
  'notice-rules': ['Notices', 'Which notices the law asks for, and by when.'],
  'bank-holidays': [
    'Bank holidays of England',
    'A year with any day here is taken to be whole; other years follow the standing pattern.',
  ],
}

const words = (column: string) => {
  const plain = column.replaceAll('_', ' ').replace(/\buk(\d)/, 'UK$1')
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`
}

export function rulesView(rules: readonly KeptRule[], today: CalendarDate) {
  return {
    title: 'Thresholds, lead times and other rules',
    section: 'users' as const,
    tables: RULE_TABLES.map((table) => {
      const own = rules.filter((rule) => rule.table === table)
      const [heading, about] = TABLES[table]
      const columns = columnsOf(own)
      return {
        id: table,
        heading,
        about,
        hasPeriods: table !== 'bank-holidays',
        columns: columns.map(words),
        rows: own.map((rule) => ({
          href: paths.rule(rule.id),
          name: nameOf(rule),
          cells: columns.map((column) => rule.cells[column] || '–'),
          period: period(rule),
          holds: holdsOn(rule, today),
          source: rule.source,
          link: /^https:\/\/\S+$/.test(rule.source) ? rule.source : '',
          isOurs: rule.isOurs,
        })),
      }
    }),
  }
}

function columnsOf([first]: readonly KeptRule[]): string[] {
  return first === undefined
    ? []
    : Object.keys(first.cells).filter((column) => column !== SUBJECT_COLUMN[first.table])
}

function nameOf({ table, subject }: KeptRule): string {
  return isCalendarDate(subject)
    ? formatDay(subject)
    : table === 'thresholds'
      ? words(subject)
      : subject.replaceAll('_', ' ')
}

function period({ from, to }: KeptRule): string {
  if (from === null && to === null) return 'always'
  return `${from === null ? 'always' : formatDay(from)} to ${to === null ? 'further notice' : formatDay(to)}`
}

function holdsOn({ from, to }: KeptRule, today: CalendarDate): boolean {
  return (from ?? '') <= today && (to === null || today <= to)
}

/** One row with what was typed where it could not be used. */
export function ruleForm(rule: KeptRule, body: unknown, { errors, errorOf }: FormErrors) {
  const columns = columnsOf([rule])
  const given =
    body === undefined || body === null ? {} : typed(body, [...columns, 'from', 'to', 'source', 'reason'])
  return {
    title: `${TABLES[rule.table][0]}: ${nameOf(rule)}`,
    section: 'users' as const,
    backLink: { text: 'All rules', href: paths.rules },
    action: paths.rule(rule.id),
    period: period(rule),
    hasPeriods: rule.table !== 'bank-holidays',
    about: TABLES[rule.table][1],
    cells: columns.map((column) => ({
      name: column,
      label: words(column),
      value: given[column] ?? rule.cells[column] ?? '',
      isLong: column === 'requirement',
    })),
    from: given.from ?? '',
    to: given.to ?? (rule.to === null ? '' : formatDay(rule.to)),
    source: given.source ?? rule.source,
    reason: given.reason ?? '',
    errors,
    errorOf,
  }
}
