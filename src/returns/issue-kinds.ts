// How grave is an issue?
import type { Severity } from './read-types.ts'

/** One kind of issue: `what` follows the place and the text found; `todo` says what to do about it. */
export interface IssueKind {
  severity: Severity
  what: string
  todo: string
}

/** The row, or the file, cannot be used. */
export const error = (what: string, todo: string): IssueKind => ({ severity: 'error', what, todo })
/** Used, but somebody should look. */
export const warning = (what: string, todo: string): IssueKind => ({ severity: 'warning', what, todo })
/** For information. */
export const note = (what: string, todo = 'Nothing needs doing.'): IssueKind => ({
  severity: 'note',
  what,
  todo,
})
