// What did one cell say?
import type { CellIssue } from '../issues.ts'

/** The reading of a cell: its value, or null with the word that stands for it, and what to tell the officer. */
export interface CellReading<Value> {
  value: Value | null
  issues: readonly CellIssue[]
  /** The text as typed where it says something, but not a value. */
  word?: string
}

export const NO_ISSUES: readonly CellIssue[] = []

/** A blank cell: not stated. */
export const BLANK: CellReading<never> = { value: null, issues: NO_ISSUES }

/** Text without white space at its ends and with single spaces inside; the common case costs nothing. */
export function tidy(text: string): string {
  const trimmed = text.trim()
  for (let at = 0; at < trimmed.length; at += 1) {
    const code = trimmed.charCodeAt(at)
    if (code > 126 || code < 32 || (code === 32 && trimmed.charCodeAt(at + 1) === 32))
      return trimmed.replace(/[\s\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]+/g, ' ').trim()
  }
  return trimmed
}

/** Full-width digits and signs as ordinary ones, or null where there are none. */
export function narrowed(text: string): string | null {
  return /[\uFF01-\uFF5E\uFFE1]/.test(text)
    ? text.replace(/[\uFF01-\uFF5E\uFFE1]/g, (letter) => letter.normalize('NFKC'))
    : null
}
