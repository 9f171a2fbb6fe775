// Which sheets does a workbook have, which texts do they share, and which styles mean a date?
import type { ReadLimits } from '../read-types.ts'
import { Refusal } from './refusal.ts'
import { atMost, SharedTexts } from './shared-texts.ts'
import { attribute, type XmlHandler, XmlScanner } from './xml.ts'
import { unpackedChunks, type ZipEntry } from './zip.ts'

/** More than the format or any program allows. */
const MOST_SHEETS = 1_000
const MOST_STYLES = 200_000

export interface SheetPart {
  name: string
  isHidden: boolean
  entry: ZipEntry
}

export interface WorkbookParts {
  sheets: SheetPart[]
  sharedStrings: SharedTexts
  /** By style number: whether its cells show dates. */
  dateStyles: boolean[]
  /** Days are counted from 1904 instead of 1900. */
  from1904: boolean
}

/** Reads the parts around the sheets. Throws `Refusal` for what is no macro-free .xlsx. */
export function workbookParts(
  bytes: Buffer,
  entries: Map<string, ZipEntry>,
  limits: ReadLimits,
): WorkbookParts {
  refuseOtherKinds(bytes, entries)
  const workbook = entries.get('xl/workbook.xml')
  if (!workbook) throw new Refusal('unsupported_type', 'It is a ZIP file, but not an Excel workbook (.xlsx).')
  const targets = relationTargets(bytes, entries.get('xl/_rels/workbook.xml.rels'))
  const sheets: SheetPart[] = []
  const countSheet = atMost(MOST_SHEETS, 'sheets')
  let from1904 = false
  scanPart(bytes, workbook, {
    open(name, tag) {
      if (name === 'workbookPr') from1904 = ['1', 'true', 'on'].includes(attribute(tag, 'date1904') ?? '')
      if (name !== 'sheet') return
      countSheet()
      addSheet(sheets, tag, targets, entries)
    },
    close() {},
    text() {},
  })
  const sharedStrings = readSharedStrings(
    bytes,
    entries.get(targets.byType.get('sharedStrings') ?? 'xl/sharedstrings.xml'),
    limits,
  )
  const dateStyles = readDateStyles(bytes, entries.get(targets.byType.get('styles') ?? 'xl/styles.xml'))
  return { sheets, sharedStrings, dateStyles, from1904 }
}

function refuseOtherKinds(bytes: Buffer, entries: Map<string, ZipEntry>): void {
  if (entries.has('xl/workbook.bin'))
    throw new Refusal('unsupported_type', 'It is a binary Excel workbook (.xlsb).')
  const types = entries.get('[content_types].xml')
  if (!types) {
    const isOpenDocument = entries.has('mimetype') && entries.has('content.xml')
    throw new Refusal(
      'unsupported_type',
      isOpenDocument ? 'It is an OpenDocument file.' : 'It is a ZIP file, but not an Excel workbook (.xlsx).',
    )
  }
  let macros = [...entries.keys()].some((name) => name.endsWith('vbaproject.bin'))
  scanPart(bytes, types, {
    open(name, tag) {
      if (name === 'Override' && /macroEnabled|vbaProject/i.test(tag)) macros = true
    },
    close() {},
    text() {},
  })
  if (macros) throw new Refusal('macro_file', '')
}

function addSheet(sheets: SheetPart[], tag: string, targets: Targets, entries: Map<string, ZipEntry>): void {
  const relation = /\s(?:[a-z0-9]+:)?id\s*=\s*["']([^"']+)["']/i.exec(tag.replace(/\ssheetId\s*=/i, ' '))?.[1]
  const target = targets.sheets.get(relation ?? '')
  if (target === undefined) return
  const entry = entries.get(target)
  if (!entry) throw new Refusal('corrupt_file', 'One of its sheets is missing.')
  const state = attribute(tag, 'state')
  sheets.push({
    name: attribute(tag, 'name') ?? '',
    isHidden: state === 'hidden' || state === 'veryHidden',
    entry,
  })
}

interface Targets {
  sheets: Map<string, string>
  byType: Map<string, string>
}

function relationTargets(bytes: Buffer, part: ZipEntry | undefined): Targets {
  const targets: Targets = { sheets: new Map(), byType: new Map() }
  const count = atMost(MOST_SHEETS, 'relations')
  if (!part) throw new Refusal('corrupt_file', 'Its list of sheets is missing.')
  scanPart(bytes, part, {
    open(name, tag) {
      if (name !== 'Relationship') return
      count()
      const path = partPath(attribute(tag, 'Target') ?? '')
      const type = (attribute(tag, 'Type') ?? '').split('/').at(-1) ?? ''
      if (type === 'worksheet') targets.sheets.set(attribute(tag, 'Id') ?? '', path)
      else targets.byType.set(type, path)
    },
    close() {},
    text() {},
  })
  return targets
}

/** A target as the name of a part, in lower case: relative to `xl/` unless it starts at the root. */
function partPath(target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
  return path
    .replaceAll('/./', '/')
    .replace(/[^/]+\/\.\.\//g, '')
    .toLowerCase()
}

function readSharedStrings(bytes: Buffer, part: ZipEntry | undefined, limits: ReadLimits): SharedTexts {
  const strings = new SharedTexts()
  if (!part) return strings
  let current: string | null = null
  let isText = false
  let phonetic = 0
  scanPart(bytes, part, {
    open(name) {
      if (name === 'si') current = ''
      else if (name === 'rPh') phonetic += 1
      else if (name === 't') isText = phonetic === 0
    },
    close(name) {
      if (name === 'si') {
        strings.add(withoutEscapes(current ?? ''))
        current = null
      } else if (name === 'rPh') phonetic -= 1
      else if (name === 't') isText = false
    },
    text(text) {
      if (!isText || current === null) return
      current += text
      refuseLongText(current, limits)
    },
  })
  return strings
}

/** `_x000D_` is how the format writes a character that XML cannot hold. */
export function withoutEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

function readDateStyles(bytes: Buffer, part: ZipEntry | undefined): boolean[] {
  const styles: boolean[] = []
  if (!part) return styles
  const formats = new Map<number, string>()
  const count = atMost(MOST_STYLES, 'styles')
  let inCellFormats = false
  scanPart(bytes, part, {
    open(name, tag) {
      if (name === 'numFmt' || name === 'xf') count()
      if (name === 'numFmt')
        formats.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '')
      else if (name === 'cellXfs') inCellFormats = true
      else if (name === 'xf' && inCellFormats)
        styles.push(isDateFormat(Number(attribute(tag, 'numFmtId') ?? 0), formats))
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false
    },
    text() {},
  })
  return styles
}

function isDateFormat(id: number, formats: Map<number, string>): boolean {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return true
  const code = formats.get(id)
  if (code === undefined) return false
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';')[0] ?? ''
  return /[dy]/i.test(bare) || (/m/i.test(bare) && !/[hs0#?]/i.test(bare))
}

/** A cell's text is refused as it grows: put together whole it could take all the memory there is. */
export function refuseLongText(text: string, limits: ReadLimits, line: number | null = null): void {
  if (text.length > limits.fieldBytes)
    throw new Refusal(
      'field_too_large',
      `It is over ${limits.fieldBytes.toLocaleString('en-GB')} characters.`,
      line,
    )
}

/** Runs one part through the scanner. */
function scanPart(bytes: Buffer, part: ZipEntry, handler: XmlHandler): void {
  const scanner = new XmlScanner(handler)
  for (const chunk of unpackedChunks(bytes, part)) scanner.write(chunk)
  scanner.end()
}
