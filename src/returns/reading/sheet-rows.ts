// Which rows does a sheet hold?
import type { ReadLimits } from '../read-types.ts'
import { serialDate } from '../values/date.ts'
import { Refusal } from './refusal.ts'
import { atMost } from './shared-texts.ts'
import { type CellMark, isBlankRow, type RawRow } from './table.ts'
import { refuseLongText, type WorkbookParts, withoutEscapes } from './workbook-parts.ts'
import { attribute, type XmlHandler, XmlScanner } from './xml.ts'
import { unpackedChunks, type ZipEntry } from './zip.ts'

const DAYS_TO_1904 = 1462
const LAST_SERIAL = 2_958_465
/** What the format itself allows a sheet. */
const MOST_ROWS = 1_048_576
const MOST_CELLS_A_ROW = 16_384
/** Spreadsheet programs take minutes over so many; no register has them. */
const MOST_MERGES = 100_000

/** What stands at the end of a sheet. */
export interface SheetTail {
  /** Ranges such as `A3:A7`. */
  merged: string[]
}

/**
 * The rows of a sheet in batches, blank rows between them included, none after the last filled one. Dates come as
 * `YYYY-MM-DD` text, formulas as their saved results. Throws `Refusal` past the limits on rows and columns.
 */
export function* sheetRows(
  bytes: Buffer,
  entry: ZipEntry,
  parts: WorkbookParts,
  limits: ReadLimits,
  tail: SheetTail,
): Generator<RawRow[]> {
  const assembler = new RowAssembler(parts, limits, tail)
  const scanner = new XmlScanner(assembler)
  for (const chunk of unpackedChunks(bytes, entry)) {
    scanner.write(chunk)
    const rows = assembler.taken()
    if (rows.length > 0) yield rows
  }
  scanner.end()
}

interface CellDraft {
  at: number
  type: string
  style: number
  text: string
  hasFormula: boolean
  hasValue: boolean
}

/** Puts rows together from the elements of a sheet. */
class RowAssembler implements XmlHandler {
  readonly #parts: WorkbookParts
  readonly #limits: ReadLimits
  readonly #tail: SheetTail
  readonly #complete: (rows: RawRow[]) => RawRow[]
  #batch: RawRow[] = []
  #row: RawRow | null = null
  #cell: CellDraft | null = null
  #collecting = false
  #inSheetData = false
  #lastLine = 0
  #phonetic = 0
  #countRow = atMost(MOST_ROWS, 'rows')
  #countMerge = atMost(MOST_MERGES, 'merged cells')
  #countCell: () => void = () => {}

  constructor(parts: WorkbookParts, limits: ReadLimits, tail: SheetTail) {
    this.#parts = parts
    this.#limits = limits
    this.#tail = tail
    this.#complete = filledRows(limits)
  }

  /** The rows finished since the last call. */
  taken(): RawRow[] {
    const rows = this.#batch
    this.#batch = []
    return this.#complete(rows)
  }

  open(name: string, tag: string): void {
    if (name === 'c') this.#openCell(tag)
    else if (name === 'v' || name === 't') this.#openText(name)
    else if (name === 'row' && this.#inSheetData) this.#openRow(tag)
    else if (name === 'f' && this.#cell) this.#cell.hasFormula = true
    else if (name === 'rPh') this.#phonetic += 1
    else if (name === 'sheetData') this.#inSheetData = true
    else if (name === 'mergeCell') {
      this.#countMerge()
      this.#tail.merged.push(attribute(tag, 'ref') ?? '')
    }
  }

  close(name: string): void {
    if (name === 'c') this.#closeCell()
    else if (name === 'v' || name === 't') this.#collecting = false
    else if (name === 'row') this.#closeRow()
    else if (name === 'rPh') this.#phonetic -= 1
    else if (name === 'sheetData') this.#inSheetData = false
  }

  text(text: string): void {
    if (!this.#collecting || !this.#cell) return
    this.#cell.text += text
    refuseLongText(this.#cell.text, this.#limits, this.#lastLine)
  }

  #openRow(tag: string): void {
    this.#countRow()
    this.#countCell = atMost(MOST_CELLS_A_ROW, 'cells in a row')
    const stated = Number(attribute(tag, 'r') ?? 0)
    const line = Number.isInteger(stated) && stated > this.#lastLine ? stated : this.#lastLine + 1
    this.#row = { line, lastLine: line, cells: [] }
    this.#lastLine = line
  }

  #openCell(tag: string): void {
    if (!this.#row) return
    this.#countCell()
    const reference = attribute(tag, 'r')
    const at = reference === null ? this.#row.cells.length : columnOf(reference)
    const style = Number(attribute(tag, 's') ?? 0)
    this.#cell = { at, type: attribute(tag, 't') ?? 'n', style, text: '', hasFormula: false, hasValue: false }
  }

  #openText(name: string): void {
    if (!this.#cell || this.#phonetic > 0) return
    this.#collecting = true
    if (name === 'v' || this.#cell.type === 'inlineStr') this.#cell.hasValue = true
  }

  #closeCell(): void {
    const row = this.#row
    if (!row || !this.#cell) return
    const { text, mark } = cellText(this.#cell, this.#parts)
    const { at } = this.#cell
    this.#cell = null
    if (text === '' && mark === undefined) return
    if (at >= this.#limits.columns)
      throw new Refusal('too_many_columns', `There are more than ${this.#limits.columns}.`, row.line)
    while (row.cells.length < at) row.cells.push('')
    row.cells[at] = text
    if (mark) {
      row.marks ??= new Map()
      row.marks.set(at, mark)
    }
  }

  #closeRow(): void {
    if (this.#row) this.#batch.push(this.#row)
    this.#row = null
  }
}

/** Puts the rows the file leaves out back between filled ones, and drops blank ones at the end. */
function filledRows(limits: ReadLimits): (rows: RawRow[]) => RawRow[] {
  let given = 0
  return (rows) => {
    const complete: RawRow[] = []
    for (const row of rows) {
      if (isBlankRow(row.cells) && !row.marks) continue
      if (row.line > limits.rows * 5 + 1000)
        throw new Refusal(
          'too_many_rows',
          `There are more than ${limits.rows.toLocaleString('en-GB')}.`,
          row.line,
        )
      for (let line = given + 1; line < row.line; line += 1)
        complete.push({ line, lastLine: line, cells: [] })
      complete.push(row)
      given = row.line
    }
    return complete
  }
}

/** 0-based column of a reference such as `AB12`. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length && at < 4; at += 1) {
    const code = reference.charCodeAt(at) & 0xdf
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return Math.max(0, column - 1)
}

function cellText(cell: CellDraft, parts: WorkbookParts): { text: string; mark?: CellMark } {
  if (cell.hasFormula && !cell.hasValue) return { text: '', mark: 'formula-no-result' }
  const formula: { mark?: CellMark } = cell.hasFormula ? { mark: 'formula' } : {}
  if (cell.type === 's') {
    const shared = parts.sharedStrings.at(Number(cell.text))
    if (shared === undefined) throw new Refusal('corrupt_file', 'A cell refers to a text that is missing.')
    return { text: shared }
  }
  if (cell.type === 'inlineStr' || cell.type === 'str')
    return { text: withoutEscapes(cell.text), ...(cell.text === '' ? {} : formula) }
  if (cell.type === 'b') return { text: cell.text === '1' ? 'TRUE' : 'FALSE', ...formula }
  if (cell.type === 'e') return { text: cell.text, mark: 'error' }
  if (cell.type === 'd') return { text: cell.text, mark: 'date' }
  if (cell.text === '') return { text: '' }
  const number = Number(cell.text)
  if (!Number.isFinite(number)) return { text: cell.text, ...formula }
  if (parts.dateStyles[cell.style]) return dateText(number, parts.from1904, cell)
  return { text: numberText(number), mark: cell.hasFormula ? 'formula' : 'number' }
}

/** A serial with a date style as `YYYY-MM-DD`, and the time where there is one. */
function dateText(number: number, from1904: boolean, cell: CellDraft): { text: string; mark: CellMark } {
  const serial = from1904 ? number + DAYS_TO_1904 : number
  if (serial < 1 || serial > LAST_SERIAL) return { text: numberText(number), mark: 'number' }
  const seconds = Math.floor((serial - Math.floor(serial)) * 86_400)
  const time = seconds === 0 ? '' : `T${new Date(seconds * 1000).toISOString().slice(11, 19)}`
  return { text: serialDate(serial) + time, mark: cell.hasFormula ? 'formula' : 'date' }
}

/** A stored number as the spreadsheet program shows it in full: fifteen digits, no exponent. */
function numberText(number: number): string {
  const rounded = Number(number.toPrecision(15))
  if (Number.isInteger(rounded) && Math.abs(rounded) < 1e21) return BigInt(rounded).toString()
  const text = String(rounded)
  return text.includes('e') ? rounded.toFixed(20).replace(/0+$/, '') : text
}
