// What does the page of a return's issues show, and of which of them?
import { z } from 'zod'
import type { SuggestionCount } from '../../../returns/return-queries.ts'
import type { IssueGroup, ReturnDetail } from '../../../returns/return-schemas.ts'
import { columnLetters, formatCount, plural } from '../../filters.ts'
import type { FormErrors } from '../../forms.ts'
import { paths, withQuery } from '../../paths.ts'
import { reviewHead } from '../return/review-head.ts'
import { issueKindHeading, issueSections, type ShownGroup } from './issue-view.ts'

/** An empty choice of a form is no filter. */
const chosen = <T extends z.ZodType>(schema: T) =>
  z.preprocess((given) => (given === '' ? undefined : given), schema.optional())

export const issueFilters = z.strictObject({
  severity: chosen(z.enum(['error', 'warning', 'note'])),
  code: chosen(z.string().max(60)),
  column: chosen(z.coerce.number().int().min(1).max(1_000)),
})

export type IssueFilters = z.infer<typeof issueFilters>

export interface IssuesFacts {
  detail: ReturnDetail
  filters: IssueFilters
  /** Of the whole return. */
  counted: IssueGroup[]
  groups: ShownGroup[]
  suggestions: SuggestionCount[]
  columns: number[]
  isFirstPage: boolean
  /** Cells corrected by the act that led here. */
  corrected: number
  /** Empty when nothing can be corrected now. */
  csrfToken: string
  problems: FormErrors
}

const LABELS = { error: 'Errors', warning: 'Warnings', note: 'Notes' } as const

/** The address of the issues under the same filters. */
export function issuesHref(id: string, filters: IssueFilters, more: Record<string, string> = {}): string {
  const { severity, code, column } = filters
  return withQuery(paths.returnIssues(id), { severity, code, column: column?.toString(), ...more })
}

export function issuesView(facts: IssuesFacts) {
  const { detail, filters, csrfToken, problems } = facts
  const here = issuesHref(detail.id, filters)
  return {
    ...reviewHead(detail, here, 'What was found in the cells'),
    ...problems,
    title: `${problems.errors.length > 0 ? 'Error: ' : ''}Issues of ${detail.file.name}`,
    tabs: tabs(facts),
    filterAction: paths.returnIssues(detail.id),
    clearHref: paths.returnIssues(detail.id),
    isFiltered: filters.code !== undefined || filters.column !== undefined,
    severity: filters.severity ?? '',
    chosenCode: filters.code ?? '',
    chosenColumn: filters.column?.toString() ?? '',
    codes: codeChoices(facts),
    columns: columnChoices(facts),
    sections: issueSections(detail, facts.groups, facts.suggestions, filters.column),
    firstHref: facts.isFirstPage ? '' : here,
    corrected:
      facts.corrected > 0
        ? `${plural(facts.corrected, 'cell')} corrected. The file itself stays as it was sent.`
        : '',
    fix: csrfToken === '' ? false : { href: paths.returnCorrections(detail.id), csrfToken },
    correctionsHref: paths.returnCorrections(detail.id),
    issuesCsv: paths.issuesCsv(detail.id),
    correctedCsv: paths.correctedCsv(detail.id),
  }
}

function tabs({ detail, filters, counted }: IssuesFacts) {
  const total = (severity?: IssueGroup['severity']) =>
    formatCount(
      counted
        .filter((group) => severity === undefined || group.severity === severity)
        .reduce((sum, { count }) => sum + count, 0),
    )
  const tab = (label: string, severity?: IssueGroup['severity']) => ({
    label,
    count: total(severity),
    href: severity === undefined ? paths.returnIssues(detail.id) : issuesHref(detail.id, { severity }),
    isCurrent: filters.severity === severity && (severity !== undefined || filters.code === undefined),
  })
  return [
    tab('All'),
    ...(['error', 'warning', 'note'] as const).map((severity) => tab(LABELS[severity], severity)),
  ]
}

function codeChoices({ counted, filters }: IssuesFacts) {
  return counted
    .filter(({ severity }) => filters.severity === undefined || severity === filters.severity)
    .map(({ code, count }) => ({
      value: code,
      text: `${shortened(issueKindHeading(code))} (${formatCount(count)})`,
    }))
}

function columnChoices({ columns, detail }: IssuesFacts) {
  const heading = (column: number) => detail.mapping?.find((one) => one.column === column)?.heading ?? ''
  return columns.map((column) => ({
    value: String(column),
    text: `${columnLetters(column)} ${shortened(heading(column))}`.trim(),
  }))
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
