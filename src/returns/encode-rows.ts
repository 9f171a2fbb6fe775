// How do rows and issues travel to PostgreSQL?
import { copyField, copyTextArray } from '../lib/copy-text.ts'
import { storableJson, withoutNul } from '../lib/json-text.ts'
import type { CarriedRow, ReadIssue, ReadRow } from './read-types.ts'

/** One line of `stated_rows` in COPY's text format. */
export function encodeRow(returnId: string, row: ReadRow): string {
  const values = copyField(storableJson(row.values))
  return `${returnId}\t${row.dataRow}\t${row.line}\t${row.lastLine}\t${row.state}\t${copyTextArray(row.cells)}\t${values}\n`
}

/** One line of `carried_rows` in COPY's text format. */
export function encodeCarried(returnId: string, row: ReadRow, source: CarriedRow): string {
  const { dataRow, line, lastLine, state } = row
  return `${returnId}\t${dataRow}\t${line}\t${lastLine}\t${state}\t${source.returnId}\t${source.dataRow}\n`
}

/** One line of `row_prints` in COPY's text format. */
export function encodePrints(returnId: string, position: number, prints: Uint8Array): string {
  return `${returnId}\t${position}\t\\\\x${Buffer.from(prints.buffer, prints.byteOffset, prints.byteLength).toString('hex')}\n`
}

/** One line of `stated_issues` in COPY's text format. */
export function encodeIssue(returnId: string, issue: ReadIssue): string {
  const { severity, code, line, dataRow, column, field, value, message, suggestion } = issue
  const cells = [severity, code, line, dataRow, column, field, value, message, suggestion ?? null]
  return `${returnId}\t${cells.map((cell) => copyField(typeof cell === 'string' ? withoutNul(cell) : cell)).join('\t')}\n`
}
