// How do the bytes of a CSV become rows? The one door to csv-parse.
import { type InfoRecord, type Options, parse } from 'csv-parse'
import { parse as parseWhole } from 'csv-parse/sync'
import type { RawRow } from './table.ts'

const RULES: Options = {
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
}

/** The cells of each of some whole records in UTF-8, none of them blank, read as `csvRows` reads them. */
export function csvRecords(
  delimiter: string,
  usualCells: number,
): (records: readonly Uint8Array[]) => string[][] {
  const priming = Buffer.from(primingRecord(delimiter, usualCells))
  return (records) => {
    const rows: string[][] = parseWhole(Buffer.concat([priming, ...records]), { ...RULES, delimiter })
    return rows.slice(1)
  }
}

/**
 * Feeds chunks of UTF-8 and gives the rows each completes, blank lines between them included. Line numbers are counted
 * here: csv-parse counts a CRLF inside quotes twice. `relax_quotes` because a quote inside an unquoted cell is just a
 * character; quotes that swallow rows were refused before. `usualCells` is how many cells most rows have: the first
 * record sets the length csv-parse expects, and every record of another length costs it an error object, so a made-up
 * record goes in first and is dropped.
 */
export function csvRows(delimiter: string, usualCells: number) {
  let batch: RawRow[] = []
  let line = 1
  let blankLines = 0
  let isPrimed = false
  const options: Options = {
    ...RULES,
    delimiter,
    skip_empty_lines: true,
    on_record: (cells: string[], info: InfoRecord) => {
      if (isPrimed) addRow(cells, info.empty_lines)
      isPrimed = true
      return null
    },
  }
  const parser = parse(options)
  let failure: Error | null = null
  parser.on('error', (error) => {
    failure = error
  })
  parser.resume()
  parser.write(primingRecord(delimiter, usualCells))

  function addRow(cells: string[], emptyLines: number): void {
    for (; blankLines < emptyLines; blankLines += 1) {
      batch.push({ line, lastLine: line, cells: [''] })
      line += 1
    }
    const lastLine = line + lineBreaks(cells)
    batch.push({ line, lastLine, cells })
    line = lastLine + 1
  }

  function taken(): RawRow[] {
    if (failure) throw failure
    const rows = batch
    batch = []
    return rows
  }

  async function write(chunk: Uint8Array): Promise<RawRow[]> {
    await new Promise<void>((done) => {
      parser.write(chunk, () => done())
    })
    return taken()
  }

  async function end(): Promise<RawRow[]> {
    await new Promise<void>((done) => {
      parser.once('close', done)
      parser.end()
    })
    return taken()
  }

  return { write, end }
}

function primingRecord(delimiter: string, usualCells: number): string {
  return `${delimiter.repeat(Math.max(usualCells, 2) - 1)}\n`
}

/** How many lines the cells of a record run over, besides the first. */
export function lineBreaks(cells: readonly string[]): number {
  let breaks = 0
  for (const cell of cells) breaks += breaksIn(cell)
  return breaks
}

function breaksIn(cell: string): number {
  let breaks = 0
  for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) breaks += 1
  for (let at = cell.indexOf('\r'); at !== -1; at = cell.indexOf('\r', at + 1)) {
    if (cell.charCodeAt(at + 1) !== 10) breaks += 1
  }
  return breaks
}
