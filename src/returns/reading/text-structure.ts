// How are the bytes of a text file laid out: lines, cells, quotes, and letters that cannot be decoded?
import type { ReadLimits } from '../read-types.ts'
import { Refusal } from './refusal.ts'
import { type Utf8Counts, utf8Checker } from './utf8.ts'

/** What one walk over the bytes of a text file tells. Records are counted from 0, blank ones included. */
export interface TextStructure extends Utf8Counts {
  /** Records that hold something besides separators, quotes and white space. */
  filledRecords: number
  /** The last record that holds something. */
  lastFilled: number
  /** How many filled records have so many cells. */
  cellCounts: Map<number, number>
  /** Records in which text follows a closing quote. */
  malformed: Set<number>
  /** Records with bytes that are not UTF-8. */
  undecodable: Set<number>
}

const QUOTE = 34
const LF = 10
const CR = 13

const PLAIN = 0
const SPECIAL = 1
const HIGH = 2

type Place = 'field start' | 'unquoted' | 'quoted' | 'quote seen'

/** Rows above the headings that may stand in a file besides its data. */
const HEAD_ALLOWANCE = 1000
/** Rows that may stand in a file, blank ones between the others included, for each row of the limit. */
const BLANK_ALLOWANCE = 5

/**
 * Walks over ASCII-compatible bytes (UTF-8 or Windows-1252) chunk by chunk. Throws `Refusal` for a quote that swallows
 * rows (`unclosed_quote`), and past the limits on rows, columns and the size of a field.
 */
export function structureScanner(delimiter: number, limits: ReadLimits) {
  const cellCounts = new Map<number, number>()
  const malformed = new Set<number>()
  const undecodable = new Set<number>()
  const classes = byteClasses(delimiter)
  let place: Place = 'field start'
  let records = 0
  let filledRecords = 0
  let lastFilled = -1
  let line = 1
  let cells = 1
  let filled = false
  let begun = false
  let fieldBytes = 0
  let openedOn = 0
  let previousCr = false
  const markUndecodable = () => {
    if (undecodable.size <= limits.rows) undecodable.add(records)
  }
  const utf8 = utf8Checker(markUndecodable)

  function endRecord(): void {
    if (filled) {
      filledRecords += 1
      lastFilled = records
      cellCounts.set(cells, (cellCounts.get(cells) ?? 0) + 1)
      if (
        filledRecords > limits.rows + HEAD_ALLOWANCE ||
        records > limits.rows * BLANK_ALLOWANCE + HEAD_ALLOWANCE
      )
        throw new Refusal(
          'too_many_rows',
          `There are more than ${limits.rows.toLocaleString('en-GB')}.`,
          line,
        )
    }
    records += 1
    cells = 1
    filled = false
    begun = false
    place = 'field start'
    fieldBytes = 0
  }

  function endCell(): void {
    cells += 1
    place = 'field start'
    fieldBytes = 0
    if (cells > limits.columns)
      throw new Refusal('too_many_columns', `There are more than ${limits.columns}.`, line)
  }

  function textAfterQuote(): void {
    if (line > openedOn)
      throw new Refusal(
        'unclosed_quote',
        'The cell runs over several lines and text follows its end.',
        openedOn,
      )
    malformed.add(records)
    place = 'unquoted'
  }

  function grow(bytes: number): void {
    fieldBytes += bytes
    if (fieldBytes > limits.fieldBytes)
      throw new Refusal(
        'field_too_large',
        `It is over ${limits.fieldBytes.toLocaleString('en-GB')} bytes.`,
        line,
      )
  }

  /** Bytes that are neither separator, quote nor line end. */
  function plainRun(chunk: Uint8Array, from: number, to: number): void {
    previousCr = false
    begun = true
    if (place === 'quote seen') textAfterQuote()
    else if (place === 'field start') place = 'unquoted'
    if (!filled) filled = holdsText(chunk, from, to)
    grow(to - from)
  }

  function quote(): void {
    if (place === 'quoted') place = 'quote seen'
    else if (place === 'quote seen') {
      place = 'quoted'
      grow(1)
    } else if (place === 'field start') {
      place = 'quoted'
      openedOn = line
    } else grow(1)
  }

  function lineEnd(byte: number): void {
    const secondOfPair = byte === LF && previousCr
    previousCr = byte === CR
    if (place === 'quoted') grow(1)
    if (secondOfPair) return
    if (place !== 'quoted') endRecord()
    line += 1
  }

  function special(byte: number): void {
    if (byte === LF || byte === CR) {
      lineEnd(byte)
      return
    }
    previousCr = false
    begun = true
    if (byte === QUOTE) quote()
    else if (place === 'quoted') grow(1)
    else endCell()
  }

  function write(chunk: Uint8Array): void {
    const length = chunk.length
    let at = utf8.isPending() ? utf8.run(chunk, 0) : 0
    let runStart = 0
    while (at < length) {
      const byte = chunk[at] as number
      const kind = classes[byte]
      if (kind === PLAIN) at += 1
      else if (kind === HIGH) at = utf8.run(chunk, at)
      else {
        if (at > runStart) plainRun(chunk, runStart, at)
        special(byte)
        at += 1
        runStart = at
      }
    }
    if (at > runStart) plainRun(chunk, runStart, at)
  }

  function end(): TextStructure {
    if (utf8.isPending()) markUndecodable()
    if (place === 'quoted') throw new Refusal('unclosed_quote', 'It is never closed.', openedOn)
    if (begun) endRecord()
    return { ...utf8.counts, filledRecords, lastFilled, cellCounts, malformed, undecodable }
  }

  return { write, end }
}

function byteClasses(delimiter: number): Uint8Array {
  const classes = new Uint8Array(256).fill(HIGH, 128)
  for (const byte of [delimiter, QUOTE, LF, CR]) classes[byte] = SPECIAL
  return classes
}

/** Whether the bytes hold anything but spaces, tabs and the non-breaking space. */
function holdsText(chunk: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = chunk[at] as number
    if (byte !== 32 && byte !== 9 && byte !== 0xa0 && byte !== 0xc2) return true
  }
  return false
}
