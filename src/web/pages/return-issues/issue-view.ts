// How are the issues of a return shown: by severity, then by kind, each with its cells?
import { ISSUE_CATALOGUE, type IssueCode } from '../../../returns/issue-catalogue.ts'
import type { SuggestionCount } from '../../../returns/return-queries.ts'
import type { IssueGroup, ReturnDetail, ReturnIssue } from '../../../returns/return-schemas.ts'
import { columnLetters, formatCount, plural } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'

type IssueKind = (typeof ISSUE_CATALOGUE)[IssueCode]

/** A kind of issue with its first cells, or with a page of them when it alone is shown. */
export interface ShownGroup extends IssueGroup {
  issues: ReturnIssue[]
  /** There are more cells than shown. */
  hasMore: boolean
}

export interface IssueSection {
  severity: ReturnIssue['severity']
  heading: string
  explanation: string
  groups: GroupView[]
}

export interface IssueRow {
  id: number
  line: string
  column: string
  heading: string
  typed: string
  /** Of a corrected cell: what the file says. */
  correctedFrom: string
  detail: string
  suggestion: string
  /** Where a correction goes; false where there is no one cell to correct. */
  cell: { dataRow: number; column: number; label: string } | false
}

interface GroupView {
  code: string
  heading: string
  advice: string
  /** Where a heading is answered for; empty for other kinds. */
  answerHref: string
  count: string
  rows: IssueRow[]
  /** Suggestions that can be taken all at once, a column each. */
  alike: { code: string; column: number; text: string }[]
  /** Each is about the file as a whole, so there are no cells to list. */
  isOfFile: boolean
  hasColumns: boolean
  hasTyped: boolean
  hasSuggestions: boolean
  /** Some cell of it can be corrected. */
  hasFixes: boolean
  hasDetails: boolean
  more: { href: string; text: string } | false
}

const ANSWERED = new Set<string>([
  'ambiguous_heading',
  'column_not_used',
  'heading_new',
  'heading_vanished',
] satisfies IssueCode[])

const SECTIONS = [
  {
    severity: 'error',
    heading: 'Errors',
    explanation: 'These rows cannot be used until they are corrected.',
  },
  {
    severity: 'warning',
    heading: 'Warnings',
    explanation: 'These rows are used. Check each one.',
  },
  { severity: 'note', heading: 'Notes', explanation: 'What was done without being asked.' },
] as const

/** Sections without a group are left out. */
export function issueSections(
  detail: ReturnDetail,
  groups: ShownGroup[],
  suggestions: SuggestionCount[] = [],
  column?: number,
): IssueSection[] {
  return SECTIONS.map(({ severity, heading, explanation }) => ({
    severity,
    heading,
    explanation,
    groups: groups
      .filter((group) => group.severity === severity)
      .map((group) => groupView(detail, group, suggestions, column)),
  })).filter((section) => section.groups.length > 0)
}

function groupView(
  detail: ReturnDetail,
  group: ShownGroup,
  suggestions: readonly SuggestionCount[],
  column: number | undefined,
): GroupView {
  const kind: IssueKind | undefined = ISSUE_CATALOGUE[group.code as IssueCode]
  const rows = group.issues.map((issue) => issueRow(detail, issue, kind))
  const last = group.issues.at(-1)
  return {
    code: group.code,
    heading: groupHeading(kind, group),
    advice: kind?.todo ?? '',
    answerHref: ANSWERED.has(group.code) ? paths.returnMapping(detail.id) : '',
    count: formatCount(group.count),
    rows,
    alike: suggestions
      .filter(({ code, count }) => code === group.code && count > 1)
      .map(({ code, column, count }) => ({
        code,
        column,
        text: `Accept all ${plural(count, 'suggestion')} in column ${columnLetters(column)}`,
      })),
    isOfFile: group.issues.every(({ line }) => line === null),
    hasColumns: rows.some(({ column }) => column !== ''),
    hasTyped: rows.some(({ typed }) => typed !== ''),
    hasSuggestions: rows.some(({ suggestion }) => suggestion !== ''),
    hasFixes: rows.some(({ cell }) => cell !== false),
    hasDetails: rows.some(({ detail: words }) => words !== ''),
    more:
      group.hasMore && last
        ? {
            href: withQuery(paths.returnIssues(detail.id), {
              code: group.code,
              column: column?.toString(),
              after: String(last.id),
            }),
            text: `Show more of these ${formatCount(group.count)}`,
          }
        : false,
  }
}

/** The catalogue's words follow a cell's text there; here they begin a sentence. */
function groupHeading(kind: IssueKind | undefined, group: ShownGroup): string {
  const what = kind?.what ?? group.issues[0]?.message ?? group.code
  return /^[a-z]/.test(what) ? `A cell ${what}` : what
}

/** What a kind of issue says, as a heading; the code itself where the catalogue knows it no more. */
export function issueKindHeading(code: string): string {
  const what = ISSUE_CATALOGUE[code as IssueCode]?.what ?? code
  return /^[a-z]/.test(what) ? `A cell ${what}` : what
}

function issueRow(detail: ReturnDetail, issue: ReturnIssue, kind: IssueKind | undefined): IssueRow {
  const mapped = detail.mapping?.find(({ column }) => column === issue.column)
  const { data_row: dataRow, column } = issue
  return {
    id: issue.id,
    line: issue.line === null ? 'Whole file' : formatCount(issue.line),
    column: issue.column === null ? '' : columnLetters(issue.column),
    heading: mapped?.heading ?? '',
    typed: issue.value ?? '',
    detail: exactWords(issue, kind),
    correctedFrom: issue.corrected_from ?? '',
    suggestion: issue.suggestion ?? '',
    cell:
      dataRow === null || column === null
        ? false
        : { dataRow, column, label: `line ${issue.line}, column ${columnLetters(column)}` },
  }
}

/** What the message says beyond the heading of its group; empty when it says no more. */
function exactWords(issue: ReturnIssue, kind: IssueKind | undefined): string {
  if (kind && issue.message.endsWith(`${kind.what} ${kind.todo}`)) return ''
  const words =
    issue.line === null ? issue.message : issue.message.replace(/^Line \d+(?:, column \d+ \(.*?\))?: /, '')
  const quoted = `“${issue.value ?? ''}” `
  const own = [quoted, `${kind?.what} `].reduce(
    (rest, before) => (rest.startsWith(before) ? rest.slice(before.length) : rest),
    words,
  )
  return kind && own.endsWith(kind.todo) ? own.slice(0, -kind.todo.length).trim() : own
}
