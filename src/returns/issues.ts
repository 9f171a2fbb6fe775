// How is an issue put into words?
import { withoutNul } from '../lib/json-text.ts'
import { type FileIssueCode, ISSUE_CATALOGUE, type RowIssueCode } from './issue-catalogue.ts'
import type { ReadIssue } from './read-types.ts'

/** What a cell reader found; the place is added by the row. */
export interface CellIssue {
  code: RowIssueCode
  /** Replaces the catalogue's words where they can be more exact. */
  detail?: string
  suggestion?: string
}

/** Where an issue stands. */
export interface IssuePlace {
  line: number | null
  dataRow: number | null
  column: number | null
  heading: string | null
  field: string | null
  value: string | null
}

const SHOWN_CHARACTERS = 200

/** Text as an issue shows it: at most 200 characters, and no character a database refuses. */
function shownText(text: string): string {
  const safe = withoutNul(text)
  return safe.length > SHOWN_CHARACTERS ? `${safe.slice(0, SHOWN_CHARACTERS - 1)}…` : safe
}

/**
 * An issue of a cell or row: the sentence names line, column, text found and what to do. It begins with `Line N`, which
 * `return_issues` puts right for rows that are carried on.
 */
export function rowIssue(issue: CellIssue, place: IssuePlace): ReadIssue {
  const kind = ISSUE_CATALOGUE[issue.code]
  const value = place.value === null ? null : shownText(place.value)
  const where =
    place.column === null
      ? `Line ${place.line}`
      : `Line ${place.line}, column ${place.column} (${place.heading})`
  const found = value === null ? '' : `“${value}” `
  const made: ReadIssue = {
    severity: kind.severity,
    code: issue.code,
    line: place.line,
    dataRow: place.dataRow,
    column: place.column,
    field: place.field,
    value,
    message: `${where}: ${found}${issue.detail ?? kind.what} ${kind.todo}`,
  }
  if (issue.suggestion !== undefined) made.suggestion = issue.suggestion
  return made
}

/** An issue of the file as a whole; `detail` says what exactly was found. */
export function fileIssue(code: FileIssueCode, detail: string, place: Partial<IssuePlace> = {}): ReadIssue {
  const kind = ISSUE_CATALOGUE[code]
  return {
    severity: kind.severity,
    code,
    line: place.line ?? null,
    dataRow: null,
    column: place.column ?? null,
    field: place.field ?? null,
    value: place.value === undefined || place.value === null ? null : shownText(place.value),
    message: `${kind.what} ${detail} ${kind.todo}`.replace(/ {2,}/g, ' '),
  }
}
