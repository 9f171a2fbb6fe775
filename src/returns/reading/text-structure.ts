// How are the bytes of a text file laid out: lines, cells, quotes, and letters that cannot be decoded?
import type { ReadLimits } from '../read-types.ts'
import { type RecordPlaces, recordPlaces } from './record-places.ts'
import { Refusal } from './refusal.ts'
import { type Utf8Counts, utf8Checker } from './utf8.ts'

/** What one walk over the bytes of a text file tells. Records are counted from 0, blank ones included. */
export interface TextStructure extends Utf8Counts {
  /** Records that hold something besides separators, quotes around cells and white space. */
  filledRecords: number
  /** The last record that holds something. */
  lastFilled: number
  /** How many filled records have so many cells. */
  cellCounts: Map<number, number>
  /** Records in which text follows a closing quote. */
  malformed: Set<number>
  /** Records with bytes that are not UTF-8. */
  undecodable: Set<number>
  places: RecordPlaces
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
 * Walks over ASCII-compatible bytes (UTF-8 or Windows-1252) chunk by chunk: `write` each, then `end`. Throws `Refusal`
 * for a quote that swallows rows (`unclosed_quote`), and past the limits on rows, columns and the size of a field.
 */
export class StructureScanner {
  readonly #limits: ReadLimits
  readonly #classes: Uint8Array
  readonly #cellCounts = new Map<number, number>()
  readonly #malformed = new Set<number>()
  readonly #undecodable = new Set<number>()
  readonly #utf8 = utf8Checker(() => this.#markUndecodable())
  readonly #places = recordPlaces()
  #place: Place = 'field start'
  #records = 0
  #filledRecords = 0
  #lastFilled = -1
  #line = 1
  #cells = 1
  #filled = false
  #begun = false
  #fieldBytes = 0
  #openedOn = 0
  #previousCr = false
  /** Bytes of the chunks before this one. */
  #before = 0

  constructor(delimiter: number, limits: ReadLimits) {
    this.#limits = limits
    this.#classes = byteClasses(delimiter)
  }

  write(chunk: Uint8Array): void {
    const classes = this.#classes
    const length = chunk.length
    let at = this.#utf8.isPending() ? this.#utf8.run(chunk, 0) : 0
    let runStart = 0
    while (at < length) {
      const byte = chunk[at] as number
      const kind = classes[byte]
      if (kind === PLAIN) at += 1
      else if (kind === HIGH) at = this.#utf8.run(chunk, at)
      else {
        if (at > runStart) this.#plainRun(chunk, runStart, at)
        at += 1
        this.#special(byte, this.#before + at)
        runStart = at
      }
    }
    if (at > runStart) this.#plainRun(chunk, runStart, at)
    this.#before += length
  }

  end(): TextStructure {
    if (this.#utf8.isPending()) this.#markUndecodable()
    if (this.#place === 'quoted') throw new Refusal('unclosed_quote', 'It is never closed.', this.#openedOn)
    if (this.#begun) this.#endRecord(this.#before)
    return {
      ...this.#utf8.counts,
      filledRecords: this.#filledRecords,
      lastFilled: this.#lastFilled,
      cellCounts: this.#cellCounts,
      malformed: this.#malformed,
      undecodable: this.#undecodable,
      places: this.#places.places,
    }
  }

  #markUndecodable(): void {
    if (this.#undecodable.size <= this.#limits.rows) this.#undecodable.add(this.#records)
  }

  /** Bytes that are neither separator, quote nor line end. */
  #plainRun(chunk: Uint8Array, from: number, to: number): void {
    this.#previousCr = false
    this.#begun = true
    if (this.#place === 'quote seen') this.#textAfterQuote()
    else if (this.#place === 'field start') this.#place = 'unquoted'
    if (!this.#filled) this.#filled = holdsText(chunk, from, to)
    this.#grow(to - from)
  }

  /** `end` is the place after it in the file. */
  #special(byte: number, end: number): void {
    if (byte === LF || byte === CR) {
      this.#lineEnd(byte, end)
      return
    }
    this.#previousCr = false
    this.#begun = true
    if (byte === QUOTE) this.#quote()
    else if (this.#place === 'quoted') this.#grow(1)
    else this.#endCell()
  }

  #quote(): void {
    if (this.#place === 'quoted') this.#place = 'quote seen'
    else if (this.#place === 'quote seen') {
      this.#place = 'quoted'
      this.#filled = true
      this.#grow(1)
    } else if (this.#place === 'field start') {
      this.#place = 'quoted'
      this.#openedOn = this.#line
    } else {
      this.#filled = true
      this.#grow(1)
    }
  }

  #lineEnd(byte: number, end: number): void {
    const secondOfPair = byte === LF && this.#previousCr
    this.#previousCr = byte === CR
    if (this.#place === 'quoted') this.#grow(1)
    else if (secondOfPair) this.#places.lengthenLast()
    if (secondOfPair) return
    if (this.#place !== 'quoted') this.#endRecord(end)
    this.#line += 1
  }

  #textAfterQuote(): void {
    if (this.#line > this.#openedOn)
      throw new Refusal(
        'unclosed_quote',
        'The cell runs over several lines and text follows its end.',
        this.#openedOn,
      )
    this.#malformed.add(this.#records)
    this.#place = 'unquoted'
  }

  #grow(bytes: number): void {
    this.#fieldBytes += bytes
    if (this.#fieldBytes > this.#limits.fieldBytes)
      throw new Refusal(
        'field_too_large',
        `It is over ${this.#limits.fieldBytes.toLocaleString('en-GB')} bytes.`,
        this.#line,
      )
  }

  #endCell(): void {
    this.#cells += 1
    this.#place = 'field start'
    this.#fieldBytes = 0
    if (this.#cells > this.#limits.columns)
      throw new Refusal('too_many_columns', `There are more than ${this.#limits.columns}.`, this.#line)
  }

  #endRecord(end: number): void {
    this.#places.add(end, this.#line)
    if (this.#filled) this.#endFilledRecord()
    this.#records += 1
    this.#cells = 1
    this.#filled = false
    this.#begun = false
    this.#place = 'field start'
    this.#fieldBytes = 0
  }

  #endFilledRecord(): void {
    const { rows } = this.#limits
    this.#filledRecords += 1
    this.#lastFilled = this.#records
    this.#cellCounts.set(this.#cells, (this.#cellCounts.get(this.#cells) ?? 0) + 1)
    if (
      this.#filledRecords > rows + HEAD_ALLOWANCE ||
      this.#records > rows * BLANK_ALLOWANCE + HEAD_ALLOWANCE
    )
      throw new Refusal('too_many_rows', `There are more than ${rows.toLocaleString('en-GB')}.`, this.#line)
  }
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
