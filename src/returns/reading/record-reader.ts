// Which records of a text file are known by their bytes, and what do the others say?
import { hash } from 'node:crypto'
import { lineBreaks } from './csv-rows.ts'
import type { RecordPlaces } from './record-places.ts'
import type { FindRecord, RawRow } from './table.ts'

/** A record as its bytes, 16 of them: half of SHA-256, a character a byte. */
export const PRINT_BYTES = 16

/** Records and rows do not agree: two readers of the same bytes saw different rows. Nothing that was given may be kept. */
export class AstrayError extends Error {
  readonly code = 'astray'
}

export interface RecordSource {
  places: RecordPlaces
  /** Turns bytes of whole records into UTF-8; see `toUtf8`. */
  decode(bytes: Uint8Array): Uint8Array
  /** The cells of each of some whole records that are not blank; see `csvRecords`. */
  parse(records: readonly Uint8Array[]): string[][]
}

/** A record, and its bytes where they are known or must be parsed. */
interface Entry {
  record: number
  print: string
  known: number | undefined
  bytes: Uint8Array
}

/**
 * Gives the rows of the bytes written to it, each with the print of its record; those that `find` knows are not parsed
 * unless somebody asks for their cells. The first bytes are those of the record `first`.
 * @throws AstrayError
 */
export function recordReader(source: RecordSource, find: FindRecord, first: number) {
  const { places } = source
  let next = first
  let offset = places.start(first)
  let begun: Uint8Array[] = []

  /** The records that a piece completes. */
  function completed(piece: Uint8Array): Entry[] {
    const entries: Entry[] = []
    const stop = offset + piece.length
    for (; next < places.count() && places.end(next) <= stop; next += 1) {
      const here = piece.subarray(Math.max(places.start(next) - offset, 0), places.end(next) - offset)
      const bytes = begun.length > 0 ? Buffer.concat([...begun, here]) : here
      begun = []
      const print = printOf(bytes)
      entries.push({ record: next, print, known: find(print), bytes })
    }
    const rest = Math.max(places.start(next) - offset, 0)
    if (rest < piece.length) begun.push(piece.subarray(rest))
    offset = stop
    return entries
  }

  function rowOf({ record, print, known, bytes }: Entry, parsed: Iterator<string[]>): RawRow {
    const line = places.firstLine(record)
    const lastLine = places.lastLine(record)
    if (known !== undefined) {
      const read = () => source.parse([source.decode(bytes)])[0] ?? ['']
      return new KnownRow({ line, lastLine, known, print, read })
    }
    if (isBlank(bytes)) return { line, lastLine, cells: [''] }
    const cells = parsed.next()
    if (cells.done || lineBreaks(cells.value) !== lastLine - line)
      throw new AstrayError(`The record on line ${line} and its row do not agree.`)
    return { line, lastLine, cells: cells.value, print }
  }

  return (piece: Uint8Array): RawRow[] => {
    const entries = completed(piece)
    const unknown = entries.filter(({ known, bytes }) => known === undefined && !isBlank(bytes))
    const parsed = unknown.length === 0 ? [] : source.parse(unknown.map(({ bytes }) => source.decode(bytes)))
    if (parsed.length !== unknown.length)
      throw new AstrayError(`${unknown.length} records gave ${parsed.length} rows.`)
    const cells = parsed.values()
    return entries.map((entry) => rowOf(entry, cells))
  }
}

/** A row whose cells are looked at only where they are asked for. */
class KnownRow implements RawRow {
  readonly line: number
  readonly lastLine: number
  readonly known: number
  readonly print: string
  readonly #read: () => string[]
  #cells: string[] | null = null

  constructor({
    read,
    ...row
  }: Omit<Required<RawRow>, 'cells' | 'marks' | 'damage'> & { read: () => string[] }) {
    this.line = row.line
    this.lastLine = row.lastLine
    this.known = row.known
    this.print = row.print
    this.#read = read
  }

  get cells(): string[] {
    this.#cells ??= this.#read()
    return this.#cells
  }
}

const LF = 10
const CR = 13

/** Without its line end: the last line of a file may have none. */
function contentEnd(bytes: Uint8Array): number {
  const end = bytes.at(-1) === LF ? bytes.length - 1 : bytes.length
  return bytes[end - 1] === CR ? end - 1 : end
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.length <= 2 && contentEnd(bytes) === 0
}

function printOf(bytes: Uint8Array): string {
  const end = contentEnd(bytes)
  return hash('sha256', bytes.subarray(0, end), 'binary').slice(0, PRINT_BYTES)
}
