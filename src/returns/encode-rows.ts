// How do rows and issues travel to PostgreSQL?
import { copyField, copyTextArray } from '../lib/copy-text.ts'
import type { ReadIssue, ReadRow } from './read-types.ts'

/** One line of `return_rows` in COPY's text format. */
export function encodeRow(returnId: string, given: ReadRow): string {
  const row = storable(given)
  const values = copyField(JSON.stringify(row.values))
  return `${returnId}\t${row.dataRow}\t${row.line}\t${row.lastLine}\t${row.state}\t${copyTextArray(row.cells)}\t${values}\n`
}

/** One line of `return_issues` in COPY's text format. */
export function encodeIssue(returnId: string, issue: ReadIssue): string {
  const { severity, code, line, dataRow, column, field, value, message, suggestion } = issue
  const cells = [severity, code, line, dataRow, column, field, value, message, suggestion ?? null]
  return `${returnId}\t${cells.map((cell) => copyField(withoutNul(cell))).join('\t')}\n`
}

/** PostgreSQL text cannot hold NUL; an issue about one still shows where it stood. */
function withoutNul(cell: string | number | null): string | number | null {
  return typeof cell === 'string' && cell.includes('\0') ? cell.replaceAll('\0', '\u2400') : cell
}

/** A row with NUL in a cell is bad already; its cells are kept with the mark that stands for NUL. */
function storable(row: ReadRow): ReadRow {
  if (!row.cells.some((cell) => cell.includes('\0'))) return row
  return { ...row, cells: row.cells.map((cell) => cell.replaceAll('\0', '\u2400')), values: {} }
}
