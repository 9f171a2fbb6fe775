// What can be told only from the whole of a file?
import { fileIssue } from '../issues.ts'
import type { ColumnMapping, ReadIssue } from '../read-types.ts'
import { Refusal } from '../reading/refusal.ts'
import type { RawRow } from '../reading/table.ts'
import type { ColumnCell } from '../values/column-cell.ts'
import type { ColumnReader } from '../values/column-reader.ts'

/** Lengths at which exports are known to cut texts. */
const CUT_LENGTHS = new Set([30, 40])
/** A text longer than any of them: how long no longer matters. */
const UNCUT_LENGTH = 41
/** Marks of dates; smaller marks are lengths. */
const EITHER = 64
const DAY_FIRST = 128
/** So many different texts of exactly the longest length look cut; one text that many rows share does not. */
const CUT_TEXTS = 2
const COUNTED_TEXTS = 1000

interface ColumnTally {
  either: number
  dayFirst: number
  firstLine: number
  firstText: string
  longest: number
  /** Different texts of that length, as many as are counted. */
  atLongest: Set<string>
}

interface UnheadedColumn {
  column: number
  rows: number
  line: number
  text: string
}

/** Tallies every data row (`see`) and says at the end what it found. Throws `Refusal` at a date with the month first. */
export class WholeFileTally {
  readonly #readers: readonly ColumnReader[]
  readonly #tallies: ColumnTally[]
  readonly #isCuttable: boolean[]
  readonly #unheaded: UnheadedColumn[]
  #formulas = 0
  #formulaLine = 0

  constructor(readers: readonly ColumnReader[], mapping: readonly ColumnMapping[]) {
    this.#readers = readers
    this.#tallies = readers.map(() => ({
      either: 0,
      dayFirst: 0,
      firstLine: 0,
      firstText: '',
      longest: 0,
      atLongest: new Set(),
    }))
    this.#isCuttable = readers.map(({ definition }) =>
      ['title', 'supplier', 'long text', 'text'].includes(definition.type),
    )
    this.#unheaded = mapping
      .filter((column) => column.heading === '')
      .map(({ column }) => ({ column, rows: 0, line: 0, text: '' }))
  }

  see(raw: RawRow, cells: readonly ColumnCell[]): void {
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at] as ColumnCell
      const tally = this.#tallies[at] as ColumnTally
      if (cell.order !== undefined) tallyOrder(tally, cell, this.#readers[at] as ColumnReader, raw)
      if (this.#isCuttable[at] && typeof cell.value === 'string') tallyLength(tally, cell.value)
    }
    for (const column of this.#unheaded) tallyUnheaded(column, raw)
    for (const mark of raw.marks?.values() ?? []) {
      if (mark !== 'formula') continue
      if (this.#formulas === 0) this.#formulaLine = raw.line
      this.#formulas += 1
    }
  }

  /**
   * What of a row `seeAgain` must know where the same row stands in another file: a byte a column that is read. Null where
   * that is not enough, because something stands under no heading.
   */
  marksOf(raw: RawRow, cells: readonly ColumnCell[]): number[] | null {
    if (this.#unheaded.some(({ column }) => (raw.cells[column - 1] ?? '').trim() !== '')) return null
    const marks: number[] = []
    for (let at = 0; at < cells.length; at += 1) {
      const { order, value } = cells[at] as ColumnCell
      if (order !== undefined) marks.push(order === 'day first' ? DAY_FIRST : EITHER)
      else if (this.#isCuttable[at] && typeof value === 'string')
        marks.push(Math.min(value.length, UNCUT_LENGTH))
      else marks.push(0)
    }
    return marks
  }

  /** Tallies a row by its marks; false, and nothing tallied, where its texts must be seen. */
  seeAgain(marks: ArrayLike<number>): boolean {
    for (let at = 0; at < marks.length; at += 1)
      if (mustBeSeen(marks[at] as number, this.#tallies[at] as ColumnTally)) return false
    for (let at = 0; at < marks.length; at += 1) {
      if (marks[at] === DAY_FIRST) (this.#tallies[at] as ColumnTally).dayFirst += 1
      else if (marks[at] === EITHER) (this.#tallies[at] as ColumnTally).either += 1
    }
    return true
  }

  issues(): ReadIssue[] {
    const found = [
      ...dayFirstIssues(this.#readers, this.#tallies),
      ...this.#tallies.flatMap((tally, at) => cutIssues(this.#readers[at] as ColumnReader, tally)),
    ]
    for (const { column, rows, line, text } of this.#unheaded) {
      const detail = `Column ${column}: ${rows} rows, the first on line ${line} (“${text.slice(0, 80)}”).`
      if (rows > 0) found.push(fileIssue('unheaded_column', detail, { line, column, value: text }))
    }
    if (this.#formulas > 0) {
      const detail = `${this.#formulas} cells, the first in row ${this.#formulaLine}.`
      found.push(fileIssue('formula_result_used', detail, { line: this.#formulaLine }))
    }
    return found
  }
}

/** The first of its kind is told with its text, and texts of the longest length are compared until enough are counted. */
function mustBeSeen(mark: number, { either, longest, atLongest }: ColumnTally): boolean {
  if (mark === DAY_FIRST) return false
  if (mark === EITHER) return either === 0
  if (mark > Math.min(longest, UNCUT_LENGTH)) return true
  return mark === longest && CUT_LENGTHS.has(mark) && atLongest.size < COUNTED_TEXTS
}

function tallyOrder(tally: ColumnTally, cell: ColumnCell, reader: ColumnReader, raw: RawRow): void {
  const text = raw.cells[reader.at] ?? ''
  if (cell.order === 'month first') {
    const detail = `Column ${reader.at + 1} (${reader.mapping.heading}) has “${text.trim()}”.`
    throw new Refusal('month_first_dates', detail, raw.line)
  }
  if (cell.order === 'day first') tally.dayFirst += 1
  else {
    if (tally.either === 0) Object.assign(tally, { firstLine: raw.line, firstText: text })
    tally.either += 1
  }
}

function tallyUnheaded(column: UnheadedColumn, raw: RawRow): void {
  const text = (raw.cells[column.column - 1] ?? '').trim()
  if (text === '') return
  if (column.rows === 0) Object.assign(column, { line: raw.line, text })
  column.rows += 1
}

function tallyLength(tally: ColumnTally, text: string): void {
  const { length } = text
  if (length < tally.longest) return
  if (length > tally.longest) {
    tally.longest = length
    tally.atLongest.clear()
  }
  if (CUT_LENGTHS.has(length) && tally.atLongest.size < COUNTED_TEXTS) tally.atLongest.add(text)
}

/** Columns none of whose dates shows by itself which number is the day: said once, with every column. */
function dayFirstIssues(readers: readonly ColumnReader[], tallies: readonly ColumnTally[]): ReadIssue[] {
  const open = readers
    .map((reader, at) => ({ reader, tally: tallies[at] as ColumnTally }))
    .filter(({ tally }) => tally.either > 0 && tally.dayFirst === 0)
  const [first] = open
  if (first === undefined) return []
  const columns = open.map(
    ({ reader: { at, mapping }, tally }) =>
      `Column ${at + 1} (${mapping.heading}): ${tally.either} dates, the first on line ${tally.firstLine} (“${tally.firstText.trim()}”).`,
  )
  return [
    fileIssue('day_first_assumed', columns.join(' '), {
      column: first.reader.at + 1,
      heading: first.reader.mapping.heading,
      field: first.reader.field,
      line: first.tally.firstLine,
      value: first.tally.firstText.trim(),
    }),
  ]
}

function cutIssues({ at, mapping, field }: ColumnReader, { longest, atLongest }: ColumnTally): ReadIssue[] {
  if (atLongest.size < CUT_TEXTS) return []
  const count = atLongest.size < COUNTED_TEXTS ? String(atLongest.size) : `at least ${COUNTED_TEXTS}`
  const detail = `Column ${at + 1} (${mapping.heading}): ${count} different texts of ${longest} characters.`
  return [fileIssue('text_maybe_cut', detail, { column: at + 1, heading: mapping.heading, field })]
}
