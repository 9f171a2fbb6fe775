// How is a CSV or TSV file opened as a table?

import { fileIssue } from '../issues.ts'
import type { OpenBytes, ReadIssue, ReadLimits } from '../read-types.ts'
import type { ByteSource } from './byte-source.ts'
import { csvRecords, csvRows } from './csv-rows.ts'
import { asciiCompatibleBytes, byteOrderMark, type Encoding, type Mark, toUtf8 } from './decode.ts'
import { namedSeparator, sniffSeparator } from './dialect.ts'
import type { RecordPlaces } from './record-places.ts'
import { AstrayError, recordReader } from './record-reader.ts'
import { Refusal } from './refusal.ts'
import { type FindRecord, isBlankRow, type RawRow, type Table } from './table.ts'
import { StructureScanner, type TextStructure } from './text-structure.ts'

/** Rows looked at before the columns are decided on. */
const HEAD_ROWS = 200
const FILLED_HEAD_ROWS = 40
const SNIFFED_BYTES = 131_072
/** Bytes parsed at a time, so that a batch of rows stays small however large the chunks are. */
const WRITTEN_BYTES = 65_536

/**
 * Walks over the file once (size, encoding, quotes, cells a row), then opens it again for its rows. `scoreHeadings` says
 * how much a row looks like headings; the separator is the one under which one does most. Throws `Refusal`.
 */
export async function openTextTable(
  source: ByteSource,
  open: OpenBytes,
  limits: ReadLimits,
  scoreHeadings: (cells: string[]) => number,
): Promise<Table> {
  const { mark, length } = byteOrderMark(source.head)
  const beginning = firstText(source.head.subarray(length, length + SNIFFED_BYTES), mark)
  const named = namedSeparator(beginning)
  const delimiter = named?.separator ?? sniffSeparator(beginning, scoreHeadings)
  const structure = await scanned(source, mark, length, delimiter, limits)
  if (structure.filledRecords === (named ? 1 : 0)) throw new Refusal('empty_file', 'There is no text in it.')
  const encoding = encodingOf(mark, structure)
  let find: FindRecord | null = null
  const rows = rowReader(open, {
    find: () => find,
    mark,
    markLength: length,
    encoding,
    delimiter,
    structure,
    hasSeparatorLine: named !== null,
  })
  const head: RawRow[] = []
  let filled = 0
  for await (const batch of rows) {
    for (const row of batch) {
      head.push(row)
      if (!isBlankRow(row.cells)) filled += 1
    }
    if (filled >= FILLED_HEAD_ROWS || head.length >= HEAD_ROWS) break
  }
  return {
    facts: {
      kind: 'csv',
      encoding: encoding === 'mixed' ? 'utf-8' : encoding,
      delimiter,
      headingLine: null,
      sheet: null,
    },
    head,
    issues: encodingIssues(encoding, structure),
    cellCounts: structure.cellCounts,
    records: isDamaged(structure, encoding)
      ? null
      : {
          filled: structure.filledRecords,
          tellBy: (given) => {
            find = given
          },
        },
    rows: () => replayed(head, rows),
    lateIssues: () => [],
    close: rows.close,
  }
}

/** The rows already taken, then the rest; the iterator is kept open between the two. */
async function* replayed(head: RawRow[], rest: AsyncIterable<RawRow[]>): AsyncGenerator<RawRow[]> {
  yield head
  yield* rest
}

function firstText(bytes: Uint8Array, mark: Mark): string {
  const label = mark === 'utf-16le' || mark === 'utf-16be' ? mark : 'utf-8'
  return new TextDecoder(label).decode(bytes)
}

/** A file that is too large is refused for that, whatever else is wrong with it: its bytes are counted to the limit. */
async function scanned(
  source: ByteSource,
  mark: Mark,
  markLength: number,
  delimiter: string,
  limits: ReadLimits,
): Promise<TextStructure> {
  const scanner = new StructureScanner(delimiter.charCodeAt(0), limits)
  const counted = countedBytes(source, limits)
  let refusal: unknown = null
  for await (const chunk of asciiCompatibleBytes(() => counted, mark, markLength)) {
    if (refusal !== null) continue
    try {
      scanner.write(chunk)
    } catch (error) {
      refusal = error
    }
  }
  if (refusal !== null) throw refusal
  return scanner.end()
}

async function* countedBytes(source: ByteSource, limits: ReadLimits): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of source.all()) {
    bytes += chunk.length
    if (bytes > limits.fileBytes)
      throw new Refusal('file_too_large', `The limit is ${limits.fileBytes.toLocaleString('en-GB')} bytes.`)
    yield chunk
  }
}

/** Mark, else strict UTF-8, else Windows-1252 where no letter of several bytes is valid, else only some rows are broken. */
function encodingOf(mark: Mark, structure: TextStructure): Encoding {
  if (mark === 'utf-16le' || mark === 'utf-16be') return mark
  if (structure.undecodable.size === 0) return 'utf-8'
  if (mark === null && structure.strayBytes > 0 && structure.wideLetters === 0) return 'windows-1252'
  return 'mixed'
}

function encodingIssues(encoding: Encoding, structure: TextStructure): ReadIssue[] {
  if (encoding !== 'windows-1252') return []
  return [
    fileIssue(
      'encoding_guessed',
      `${structure.undecodable.size.toLocaleString('en-GB')} rows hold such letters.`,
    ),
  ]
}

interface RowReaderFacts {
  /** Null while nobody asks for records. */
  find(): FindRecord | null
  mark: Mark
  markLength: number
  encoding: Encoding
  delimiter: string
  structure: TextStructure
  hasSeparatorLine: boolean
}

/** One iterator over the rows; `for await` with `break` does not close it, `close` does. */
function rowReader(
  open: OpenBytes,
  facts: RowReaderFacts,
): AsyncIterable<RawRow[]> & { close(): Promise<void> } {
  const iterator = batches(open, facts)
  const kept = { next: () => iterator.next() }
  const close = async (): Promise<void> => {
    await iterator.return(undefined)
  }
  return { [Symbol.asyncIterator]: () => kept, close }
}

async function* batches(open: OpenBytes, facts: RowReaderFacts): AsyncGenerator<RawRow[]> {
  const { encoding, structure, mark, markLength } = facts
  const usual = commonestCells(structure)
  const parser = csvRows(facts.delimiter, usual)
  const decode = toUtf8(encoding)
  const isMarked = isDamaged(structure, encoding)
  let records: ReturnType<typeof recordReader> | null = null
  let first = 0
  let boundary = Number.POSITIVE_INFINITY
  let isParserDone = false
  let record = 0
  let bytes = 0
  const finished = (given: RawRow[]): RawRow[] => {
    // What comes after the last row that holds something is no row, wherever a piece happens to end.
    const rows = given.slice(0, Math.max(structure.lastFilled + 1 - record, 0))
    if (isMarked) for (const [at, row] of rows.entries()) markDamage(row, record + at, facts)
    record += rows.length
    return facts.hasSeparatorLine && record === rows.length ? rows.slice(1) : rows
  }
  /** The record that was begun is parsed to its end, and from the next on records are told by their bytes. */
  const begin = (find: FindRecord): void => {
    const { places } = structure
    first = record
    while (first < places.count() && places.start(first) < bytes) first += 1
    boundary = places.start(first)
    const parse = csvRecords(facts.delimiter, usual)
    records = recordReader({ places, decode, parse }, find, first)
  }
  const written = async (piece: Uint8Array): Promise<RawRow[]> => {
    if (isParserDone && records !== null) return records(piece)
    const rows = await parser.write(decode(piece.subarray(0, boundary - bytes)))
    if (bytes + piece.length < boundary || records === null) return rows
    isParserDone = true
    const last = [...rows, ...(await parser.end())]
    // Blank lines come out of the parser with the record after them, which it never sees.
    while (record + last.length < first) last.push(blankRow(structure.places, record + last.length))
    if (record + last.length > first) throw new AstrayError(`There are more rows than ${first} records.`)
    return [...last, ...records(piece.subarray(boundary - bytes))]
  }
  for await (const chunk of asciiCompatibleBytes(open, mark, markLength)) {
    for (let from = 0; from < chunk.length; from += WRITTEN_BYTES) {
      const piece = chunk.subarray(from, from + WRITTEN_BYTES)
      const find = facts.find()
      if (find !== null && records === null) begin(find)
      const rows = await written(piece)
      bytes += piece.length
      if (rows.length > 0) yield finished(rows)
      if (record > structure.lastFilled) return
    }
  }
  if (isParserDone) return
  const last = decode(null)
  const rows = last.length > 0 ? await parser.write(last) : []
  if (rows.length > 0) yield finished(rows)
  const lastRows = await parser.end()
  if (lastRows.length > 0) yield finished(lastRows)
}

const LINE_END_BYTES = 2

function blankRow(places: RecordPlaces, record: number): RawRow {
  const line = places.firstLine(record)
  if (places.end(record) - places.start(record) > LINE_END_BYTES)
    throw new AstrayError(`The record on line ${line} gave no row.`)
  return { line, lastLine: line, cells: [''] }
}

/** Whether some rows are unfit for what their bytes are: such a file is read whole, record by record. */
function isDamaged({ malformed }: TextStructure, encoding: Encoding): boolean {
  return malformed.size > 0 || encoding === 'mixed'
}

function commonestCells({ cellCounts }: TextStructure): number {
  let commonest = { cells: 1, times: 0 }
  for (const [cells, times] of cellCounts) if (times > commonest.times) commonest = { cells, times }
  return commonest.cells
}

function markDamage(row: RawRow, record: number, { structure, encoding }: RowReaderFacts): void {
  if (structure.malformed.has(record)) row.damage = 'malformed_quote'
  else if (encoding === 'mixed' && structure.undecodable.has(record)) row.damage = 'mixed_encoding'
}
