// How is a table written as CSV that every spreadsheet program reads alike and none calculates?
import { guarded } from '../lib/formula-guard.ts'

/** UTF-8's mark: without it Excel takes the file for Windows-1252. */
const MARK = '\uFEFF'
/** Characters gathered before they are handed on. */
const PIECE = 65_536

/** One line with its end (RFC 4180: commas, CRLF); a cell that starts like a formula gets an apostrophe in front. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(text: string): string {
  const safe = guarded(text)
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The file in pieces as the rows come: mark, then a line a row; holds one piece at a time. */
export async function* csvFile(
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): AsyncGenerator<string> {
  let piece = MARK
  for await (const row of rows) {
    piece += csvLine(row)
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

/** A heading and what stands under it; nothing is nothing known. */
export type CsvColumn<Row> = readonly [
  heading: string,
  cell: (row: Row) => string | number | boolean | null | undefined,
]

/** The headings, then a line a row as they come; yes and no for what is so or not. */
export function csvTable<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<string> {
  return csvFile(tableLines(columns, rows))
}

async function* tableLines<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<string[]> {
  yield columns.map(([heading]) => heading)
  for await (const row of rows) yield columns.map(([, cell]) => cellText(cell(row)))
}

function cellText(value: ReturnType<CsvColumn<never>[1]>): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value ?? '')
}
