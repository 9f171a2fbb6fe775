// Which rows does a sheet hold?
import type { ReadLimits } from '../read-types.ts'
import { serialDate } from '../values/date.ts'
import { Refusal } from './refusal.ts'
import { type CellMark, isBlankRow, type RawRow } from './table.ts'
import { type WorkbookParts, withoutEscapes } from './workbook-parts.ts'
import { attribute, xmlScanner } from './xml.ts'
import { unpackedChunks, type ZipEntry } from './zip.ts'

const DAYS_TO_1904 = 1462
const LAST_SERIAL = 2_958_465

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
  const assembler = rowAssembler(parts, limits, tail)
  const scanner = xmlScanner(assembler.handler)
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

function rowAssembler(parts: WorkbookParts, limits: ReadLimits, tail: SheetTail) {
  let batch: RawRow[] = []
  let row: RawRow | null = null
  let cell: CellDraft | null = null
  let collecting = false
  let inSheetData = false
  let lastLine = 0
  let phonetic = 0

  function open(name: string, tag: string): void {
    if (name === 'c') openCell(tag)
    else if (name === 'v' || name === 't') openText(name)
    else if (name === 'row' && inSheetData) openRow(tag)
    else if (name === 'f' && cell) cell.hasFormula = true
    else if (name === 'rPh') phonetic += 1
    else if (name === 'sheetData') inSheetData = true
    else if (name === 'mergeCell') tail.merged.push(attribute(tag, 'ref') ?? '')
  }

  function openRow(tag: string): void {
    const stated = Number(attribute(tag, 'r') ?? 0)
    const line = Number.isInteger(stated) && stated > lastLine ? stated : lastLine + 1
    row = { line, lastLine: line, cells: [] }
    lastLine = line
  }

  function openCell(tag: string): void {
    if (!row) return
    const reference = attribute(tag, 'r')
    const at = reference === null ? row.cells.length : columnOf(reference)
    cell = {
      at,
      type: attribute(tag, 't') ?? 'n',
      style: Number(attribute(tag, 's') ?? 0),
      text: '',
      hasFormula: false,
      hasValue: false,
    }
  }

  function openText(name: string): void {
    if (!cell || phonetic > 0) return
    collecting = true
    if (name === 'v' || cell.type === 'inlineStr') cell.hasValue = true
  }

  function close(name: string): void {
    if (name === 'c') closeCell()
    else if (name === 'v' || name === 't') collecting = false
    else if (name === 'row') closeRow()
    else if (name === 'rPh') phonetic -= 1
    else if (name === 'sheetData') inSheetData = false
  }

  function closeCell(): void {
    if (!row || !cell) return
    const { text, mark } = cellText(cell, parts)
    const { at } = cell
    cell = null
    if (text === '' && mark === undefined) return
    if (at >= limits.columns)
      throw new Refusal('too_many_columns', `There are more than ${limits.columns}.`, row.line)
    while (row.cells.length < at) row.cells.push('')
    row.cells[at] = text
    if (mark) {
      row.marks ??= new Map()
      row.marks.set(at, mark)
    }
  }

  function closeRow(): void {
    if (row) batch.push(row)
    row = null
  }

  const text = (found: string): void => {
    if (collecting && cell) cell.text += found
  }

  const filled = filledRows(limits)
  function taken(): RawRow[] {
    const rows = batch
    batch = []
    return filled(rows)
  }

  return { handler: { open, close, text }, taken }
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
  if (cell.type === 's') return { text: parts.sharedStrings[Number(cell.text)] ?? '' }
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
