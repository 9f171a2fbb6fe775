// How are the kept rule tables read?
import { isCalendarDate } from '../lib/calendar-date.ts'
import {
  ASSUMPTIONS,
  type Assumption,
  type BankHoliday,
  type LeadTime,
  type NoticeRule,
  PLAN_BANDS,
  type PlanDays,
  type RuleBook,
  THRESHOLD_KINDS,
  type Threshold,
} from './rule-book.ts'

/** The tables of `fixtures/rules`, by file name without `.csv`. */
export const RULE_TABLES = [
  'thresholds',
  'lead-times',
  'plan-days',
  'assumptions',
  'notice-rules',
  'bank-holidays',
] as const
export type RuleTable = (typeof RULE_TABLES)[number]

/** One row of a table as text by column; an empty text is a cell that says nothing. */
export type RuleCells = Readonly<Record<string, string>>

/** The column that says what a row is about; with the day from which it holds it makes the row. */
export const SUBJECT_COLUMN: Record<RuleTable, string> = {
  thresholds: 'kind',
  'lead-times': 'band',
  'plan-days': 'band',
  assumptions: 'name',
  'notice-rules': 'rule',
  'bank-holidays': 'day',
}

/** The rule book from the text of its tables. Throws on the first cell that is not what its column holds, naming table, line and column. */
export function readRuleBook(text: (table: RuleTable) => string): RuleBook {
  return ruleBookOf((table) => readRuleTable(table, text(table)))
}

/** The same from rows that are in cells already, wherever they were kept. */
export function ruleBookOf(cells: (table: RuleTable) => readonly RuleCells[]): RuleBook {
  const rows = <Row>(table: RuleTable, read: (row: TableRow) => Row): Row[] =>
    cells(table).map((row, index) => read(tableRow(`${table}.csv line ${index + 2}`, row)))
  return {
    thresholds: rows('thresholds', readThreshold),
    leadTimes: rows('lead-times', readLeadTime),
    planDays: rows('plan-days', readPlanDays),
    assumptions: rows('assumptions', readAssumption),
    noticeRules: rows('notice-rules', readNoticeRule),
    bankHolidays: rows('bank-holidays', readBankHoliday),
  }
}

const readThreshold = (row: TableRow): Threshold => ({
  ...effective(row),
  set: row.text('set'),
  kind: row.oneOf('kind', THRESHOLD_KINDS),
  amount: row.number('amount_pounds') * 100,
})

const readLeadTime = (row: TableRow): LeadTime => ({
  ...effective(row),
  band: row.text('band'),
  from: pence(row.optional('from_pounds')),
  below: pence(row.optional('below_pounds')),
  leadMaxMonths: row.number('lead_max_months'),
  leadMinMonths: row.number('lead_min_months'),
})

const readPlanDays = (row: TableRow): PlanDays => ({
  ...effective(row),
  band: row.oneOf('band', PLAN_BANDS),
  tenderDays: row.number('tender_days'),
  tenderDaysAfterUk3: row.number('tender_days_after_uk3'),
  evaluationDays: row.number('evaluation_days'),
  approvalDays: row.number('approval_days'),
  standstillWorkingDays: row.number('standstill_working_days'),
  mobilisationDays: row.number('mobilisation_days'),
  mobilisationMonths: row.number('mobilisation_months'),
})

const readAssumption = (row: TableRow): Assumption => ({
  ...effective(row),
  name: row.oneOf('name', ASSUMPTIONS),
  value: row.number('value'),
  unit: row.text('unit'),
})

const readNoticeRule = (row: TableRow): NoticeRule => ({
  ...effective(row),
  notice: row.text('notice'),
  rule: row.text('rule'),
  days: row.optional('days'),
  daysLightTouch: row.optional('days_light_touch'),
  over: pence(row.optional('over_pounds')),
  percent: row.optional('percent'),
  percentWorks: row.optional('percent_works'),
  requirement: row.text('requirement'),
})

const readBankHoliday = (row: TableRow): BankHoliday => ({
  day: row.day('day') ?? row.wrong('day'),
  name: row.text('name'),
  source: row.text('source'),
})

function effective(row: TableRow) {
  return {
    effectiveFrom: row.day('effective_from'),
    effectiveTo: row.day('effective_to'),
    source: row.text('source'),
  }
}

const pence = (pounds: number | null) => (pounds === null ? null : pounds * 100)

type TableRow = {
  text: (column: string) => string
  optional: (column: string) => number | null
  number: (column: string) => number
  day: (column: string) => string | null
  oneOf: <Word extends string>(column: string, words: readonly Word[]) => Word
  wrong: (column: string) => never
}

/** The rows under the headings of one table, with the cells of every heading. Throws on a row of another width. */
export function readRuleTable(table: RuleTable, text: string): RuleCells[] {
  const [headings = [], ...lines] = text.trim().split(/\r?\n/).map(readLine)
  return lines.map((cells, index) => {
    if (cells.length !== headings.length)
      throw new Error(
        `${table}.csv line ${index + 2}: ${cells.length} cells under ${headings.length} headings`,
      )
    return Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? '']))
  })
}

function tableRow(place: string, cells: RuleCells): TableRow {
  const at = (column: string) => cells[column] ?? ''
  const wrong = (column: string): never => {
    throw new Error(`${place}, ${column}: ${JSON.stringify(at(column))} does not belong here`)
  }
  const optional = (column: string) =>
    at(column) === '' ? null : /^\d+$/.test(at(column)) ? Number(at(column)) : wrong(column)
  return {
    text: (column) => at(column) || wrong(column),
    optional,
    number: (column) => optional(column) ?? wrong(column),
    day: (column) => (at(column) === '' ? null : isCalendarDate(at(column)) ? at(column) : wrong(column)),
    oneOf: (column, words) => words.find((word) => word === at(column)) ?? wrong(column),
    wrong,
  }
}

/** The cells of one line: our own tables have no line breaks inside a cell. */
function readLine(line: string): string[] {
  const cells = `,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)
  return Array.from(cells, ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}
