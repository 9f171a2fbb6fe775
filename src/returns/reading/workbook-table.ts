// How is an .xlsx workbook opened as a table?
import { fileIssue } from '../issues.ts'
import type { ReadIssue, ReadLimits } from '../read-types.ts'
import type { ByteSource } from './byte-source.ts'
import { Refusal } from './refusal.ts'
import { type SheetTail, sheetRows } from './sheet-rows.ts'
import { isBlankRow, type RawRow, type Table } from './table.ts'
import { refuseWorkbookName } from './triage.ts'
import { type SheetPart, type WorkbookParts, workbookParts } from './workbook-parts.ts'
import { verifyEntries, zipEntries } from './zip.ts'

const FILLED_HEAD_ROWS = 40

/**
 * Checks the whole ZIP against the limits, then picks the sheet: the named one, else the only visible one with headings
 * (`hasHeadings`), else the first with anything in it. Throws `Refusal`. Memory: the packed file and the shared texts.
 */
export async function openWorkbookTable(
  source: ByteSource,
  limits: ReadLimits,
  named: { sheet?: string; fileName?: string },
  hasHeadings: (head: RawRow[]) => boolean,
): Promise<Table> {
  const bytes = await wholeFile(source, limits)
  const entries = zipEntries(bytes, limits)
  verifyEntries(bytes, entries, limits)
  const parts = workbookParts(bytes, entries, limits)
  refuseWorkbookName(named.fileName)
  const visible = parts.sheets.filter((sheet) => !sheet.isHidden)
  const looked = visible.map((sheet) => ({ sheet, head: headOf(bytes, sheet, parts, limits) }))
  const chosen = chooseSheet(looked, named.sheet, hasHeadings)
  const tail: SheetTail = { merged: [] }
  return {
    facts: { kind: 'xlsx', encoding: null, delimiter: null, headingLine: null, sheet: chosen.sheet.name },
    head: chosen.head,
    issues: sheetIssues(parts, looked, chosen.sheet),
    cellCounts: null,
    records: null,
    rows: async function* () {
      yield* sheetRows(bytes, chosen.sheet.entry, parts, limits, tail)
    },
    lateIssues: () => mergedIssues(tail, chosen.head),
    close: async () => {},
  }
}

interface LookedSheet {
  sheet: SheetPart
  head: RawRow[]
}

async function wholeFile(source: ByteSource, limits: ReadLimits): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of source.all()) {
    bytes += chunk.length
    if (bytes > limits.fileBytes)
      throw new Refusal('file_too_large', `The limit is ${limits.fileBytes.toLocaleString('en-GB')} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function headOf(bytes: Buffer, sheet: SheetPart, parts: WorkbookParts, limits: ReadLimits): RawRow[] {
  const head: RawRow[] = []
  let filled = 0
  for (const batch of sheetRows(bytes, sheet.entry, parts, limits, { merged: [] })) {
    for (const row of batch) {
      head.push(row)
      if (!isBlankRow(row.cells)) filled += 1
    }
    if (filled >= FILLED_HEAD_ROWS) break
  }
  return head
}

function chooseSheet(
  looked: LookedSheet[],
  wanted: string | undefined,
  hasHeadings: (head: RawRow[]) => boolean,
): LookedSheet {
  const named = wanted === undefined ? undefined : looked.find(({ sheet }) => sheet.name === wanted)
  if (named) return named
  const filled = looked.filter(({ head }) => head.length > 0)
  const first = filled[0]
  if (!first) throw new Refusal('empty_file', 'No visible sheet has anything in it.')
  const data = filled.filter(({ head }) => hasHeadings(head))
  if (data.length > 1)
    throw new Refusal(
      'several_data_sheets',
      `They are: ${data.map(({ sheet }) => `“${sheet.name}”`).join(', ')}.`,
    )
  return data[0] ?? first
}

function sheetIssues(parts: WorkbookParts, looked: LookedSheet[], chosen: SheetPart): ReadIssue[] {
  const issues: ReadIssue[] = []
  const others = looked.filter(({ sheet, head }) => sheet !== chosen && head.length > 0)
  if (others.length > 0)
    issues.push(
      fileIssue(
        'sheet_chosen',
        `“${chosen.name}” was read; left out: ${others.map(({ sheet }) => `“${sheet.name}”`).join(', ')}.`,
        { value: chosen.name },
      ),
    )
  const hidden = parts.sheets.filter((sheet) => sheet.isHidden)
  if (hidden.length > 0)
    issues.push(
      fileIssue('hidden_sheet_ignored', `They are: ${hidden.map((sheet) => `“${sheet.name}”`).join(', ')}.`, {
        value: hidden[0]?.name ?? null,
      }),
    )
  return issues
}

/** Merges that reach over several rows and begin below the first filled row; title bands above the headings are no matter. */
function mergedIssues(tail: SheetTail, head: RawRow[]): ReadIssue[] {
  const firstLine = head.find((row) => row.cells.filter((cell) => cell.trim() !== '').length > 2)?.line ?? 1
  const among = tail.merged.filter((range) => {
    const match = /^[A-Z]+(\d+):[A-Z]+(\d+)$/.exec(range)
    return match !== null && Number(match[1]) > firstLine && match[1] !== match[2]
  })
  return among.length === 0
    ? []
    : [
        fileIssue('merged_cells', `${among.length} ranges, the first ${among[0]}.`, {
          value: among[0] ?? null,
        }),
      ]
}
