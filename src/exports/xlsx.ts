// How is a table written as an Excel workbook, row by row?
import { Zip, ZipDeflate } from 'fflate'
import { type CalendarDate, dayNumber } from '../lib/calendar-date.ts'
import { guarded } from '../lib/formula-guard.ts'

/** Text, an amount or a count, or a day; null is a blank cell. Text that starts like a formula gets an apostrophe. */
export type SheetCell = string | { number: number; style: 'money' | 'count' } | { day: CalendarDate } | null

export interface Sheet {
  name: string
  /** Widths of the columns in characters; columns beyond are as wide as usual. */
  widths: readonly number[]
  /** The first row stays in sight and is bold. */
  hasHeadings: boolean
  rows: AsyncIterable<readonly SheetCell[]> | Iterable<readonly SheetCell[]>
}

const STYLES = { text: 1, heading: 2, day: 3, money: 4, count: 5, wrapped: 6 } as const
/** Excel counts days from 1899-12-30, since it believes in a 29 February 1900. */
const DAYS_BEFORE_1970 = 25_569
const PIECE = 65_536

/** The workbook in pieces of bytes as the rows come; holds one piece of a sheet at a time, never a sheet. */
export async function* workbook(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  const taken = (): Uint8Array[] => {
    const chunks = ready
    ready = []
    return chunks
  }
  for (const [name, text] of parts(sheets)) {
    const entry = new ZipDeflate(name, { level: 6 })
    zip.add(entry)
    entry.push(Buffer.from(text), true)
  }
  yield* taken()
  for (const [at, sheet] of sheets.entries()) {
    const entry = new ZipDeflate(`xl/worksheets/sheet${at + 1}.xml`, { level: 6 })
    zip.add(entry)
    for await (const piece of sheetXml(sheet)) {
      entry.push(Buffer.from(piece))
      yield* taken()
    }
    entry.push(new Uint8Array(0), true)
  }
  zip.end()
  yield* taken()
}

async function* sheetXml(sheet: Sheet): AsyncGenerator<string> {
  const columns = sheet.widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" style="1" customWidth="1"/>`)
    .join('')
  const frozen = sheet.hasHeadings
    ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    : ''
  let piece = `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>${columns === '' ? '' : `<cols>${columns}</cols>`}<sheetData>`
  let line = 0
  for await (const row of sheet.rows) {
    line += 1
    const text = sheet.hasHeadings ? (line === 1 ? STYLES.heading : STYLES.text) : STYLES.wrapped
    piece += `<row r="${line}">${row.map((cell, at) => cellXml(cell, `${letters(at + 1)}${line}`, text)).join('')}</row>`
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield `${piece}</sheetData></worksheet>`
}

function cellXml(cell: SheetCell, place: string, textStyle: number): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'string') {
    const text = xmlText(guarded(cell))
    return `<c r="${place}" s="${textStyle}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
  }
  if ('day' in cell)
    return `<c r="${place}" s="${STYLES.day}"><v>${dayNumber(cell.day) + DAYS_BEFORE_1970}</v></c>`
  return `<c r="${place}" s="${STYLES[cell.style]}"><v>${cell.number}</v></c>`
}

/** Characters that XML cannot hold, and text that looks like their escape, are written as `_xHHHH_`. */
function xmlText(text: string): string {
  const held = text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(UNHELD, (letter) => `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
  return held.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNHELD = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g

/** Column letters: 1 → `A`, 28 → `AB`. */
function letters(column: number): string {
  const before = Math.floor((column - 1) / 26)
  return `${before > 0 ? letters(before) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** The parts around the sheets (ECMA-376 part 1): what is in the file, which sheets there are, how cells look. */
function parts(sheets: readonly Sheet[]): [name: string, text: string][] {
  const numbered = sheets.map((sheet, at) => ({
    name: xmlText(sheet.name).replaceAll('"', '&quot;'),
    id: at + 1,
  }))
  const types = numbered.map(
    ({ id }) =>
      `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  )
  const relations = numbered.map(
    ({ id }) => `<Relationship Id="rId${id}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${id}.xml"/>`,
  )
  const named = numbered.map(({ name, id }) => `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"/>`)
  return [
    [
      '[Content_Types].xml',
      `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${types.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${named.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', STYLE_SHEET],
  ]
}

/** Number formats by their built-in ids: 49 text, 14 a short date as the machine writes it, 4 `#,##0.00`, 3 `#,##0`. */
const STYLE_SHEET = `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFD9EAEA"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="3" applyNumberFormat="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`
