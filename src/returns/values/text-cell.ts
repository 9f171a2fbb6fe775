// What does a cell of text say?
import { collapseSpace, foldText, removeInvisible } from '../../lib/text.ts'
import { personalData } from '../checks/personal-data.ts'
import { hashText } from '../checks/repeats.ts'
import { isLongerThan, isPlainAscii, textIssues } from '../checks/text-checks.ts'
import { ISSUE_CATALOGUE } from '../issue-catalogue.ts'
import type { CellIssue } from '../issues.ts'
import { NO_ISSUES } from './cell-reading.ts'
import { type ColumnCell, EMPTY } from './column-cell.ts'

export interface TextRules {
  /** Line breaks become spaces. */
  oneLine: boolean
  isName: boolean
  /** Free text may hold personal data. */
  isFree: boolean
}

/** Text as sent, outer white space off; its letters, its length and what it may tell of persons looked at. */
export function textCell(text: string, longest: number, rules: TextRules): ColumnCell {
  const trimmed = text.trim()
  if (trimmed === '' || isInvisible(trimmed)) return EMPTY
  const value = rules.oneLine ? onOneLine(trimmed) : trimmed
  const odd = textIssues(text, rules.isName)
  const personal = rules.isFree ? personalData(trimmed) : null
  const tooLong = isLongerThan(trimmed, longest)
  const print = hashText(rules.oneLine ? folded(value) : value)
  if (odd.length === 0 && personal === null && !tooLong)
    return { value, issues: NO_ISSUES, isBad: false, print }
  const issues: CellIssue[] = [...odd]
  if (personal) issues.push(personal)
  if (tooLong)
    issues.push({
      code: 'text_too_long',
      detail: `is longer than the ${longest.toLocaleString('en-GB')} characters the field allows.`,
    })
  const isBad = issues.some((issue) => ISSUE_CATALOGUE[issue.code].severity === 'error')
  return { value, issues, isBad, print }
}

/** Line breaks, and the white space around them, as single spaces. */
function onOneLine(text: string): string {
  if (!/[\r\n\u0085\u2028\u2029]/.test(text)) return text
  const lines = text.split(/[\r\n\u0085\u2028\u2029]+/).map((line) => line.trim())
  return lines.filter((line) => line !== '').join(' ')
}

/** Whether nothing can be seen of the text: it counts as blank. */
export function isInvisible(text: string): boolean {
  return text.length < 20 && !isPlainAscii(text) && collapseSpace(removeInvisible(text)) === ''
}

/** The form in which titles and references are compared; the common case costs little. */
function folded(text: string): string {
  return isPlainAscii(text) && !text.includes('  ') ? text.toLowerCase() : foldText(text)
}
