// What does a return say, row by row, and what is wrong with it?
import { withoutNul } from '../lib/json-text.ts'
import { type Carrier, type Carrying, openCarrier, readingBasis } from './carry-rows.ts'
import { comparison } from './checks/compare-rows.ts'
import { rowKinds } from './checks/row-kinds.ts'
import { RowReader, type RowReaderSettings } from './checks/row-reader.ts'
import { WholeFileTally } from './checks/whole-file.ts'
import { ISSUE_CATALOGUE } from './issue-catalogue.ts'
import { correctionLayer } from './lay-corrections.ts'
import { REQUIRED_FIELDS } from './mapping/fields.ts'
import { nameColumns } from './mapping/name-columns.ts'
import { type OpenedReturn, openReturn } from './open-table.ts'
import type {
  ColumnMapping,
  OpenBytes,
  ReadCounts,
  ReadFileFacts,
  ReadIssue,
  ReadLimits,
  ReadRow,
  ReadSettings,
  ReadVerdict,
  ReturnKind,
  RowAmendment,
} from './read-types.ts'
import { Refusal } from './reading/refusal.ts'
import { isBlankRow, type RawRow } from './reading/table.ts'
import { usualCells } from './reading/usual-cells.ts'
import { type ColumnReader, columnReaders } from './values/column-reader.ts'

export type * from './read-types.ts'

/** The limits of the rules for returns; a deployment may raise them. */
export const DEFAULT_LIMITS: ReadLimits = {
  fileBytes: 10 * 1024 * 1024,
  rows: 50_000,
  columns: 200,
  fieldBytes: 1024 * 1024,
  titleCharacters: 500,
  supplierCharacters: 300,
  descriptionCharacters: 32_767,
  workbookEntries: 1_000,
  workbookUnpackedBytes: 100 * 1024 * 1024,
  workbookRatio: 100,
}

/** Blank rows allowed for each data row of the limit, so that a file of line ends cannot run for ever. */
const BLANK_ALLOWANCE = 4
const BATCH_ROWS = 1000

/** What is known of a file so far; the verdict is made of it, whatever happens next. */
interface Progress {
  file: ReadFileFacts
  returnKind: ReturnKind
  mapping: ColumnMapping[]
  counts: ReadCounts
  issues: ReadIssue[]
  amendments: RowAmendment[]
  /** Where rows were told by their bytes: on which basis. */
  basis?: string
}

/**
 * Reads a return in batches of rows and ends with the verdict on the whole file. Never throws for what the file holds.
 * `open` is called up to twice and must give the same bytes. Rows already given of a file that is refused in the end
 * must be thrown away. Memory: a few hashes a row for what is compared across rows, never the rows.
 * With `carrying`, rows that an earlier return states in the same bytes are given as such, without being read.
 * @throws AstrayError with `carrying`, where the records of the file turn out not to be its rows
 */
export async function* readReturn(
  open: OpenBytes,
  settings: ReadSettings = {},
  carrying: Carrying | null = null,
): AsyncGenerator<ReadRow[], ReadVerdict> {
  const limits = settings.limits ?? DEFAULT_LIMITS
  const progress: Progress = {
    file: { kind: 'unknown', encoding: null, delimiter: null, headingLine: null, sheet: null },
    returnKind: settings.kind ?? 'contracts',
    mapping: [],
    counts: { read: 0, good: 0, bad: 0, ignored: 0, blank: 0 },
    issues: [],
    amendments: [],
  }
  let close = async (): Promise<void> => {}
  try {
    const opened = await openReturn(open, settings, limits, (table, headings) => {
      close = table.close
      progress.file = {
        ...table.facts,
        headingLine: headings === null ? null : (table.head[headings.at]?.line ?? null),
      }
      progress.issues = table.issues
      if (headings === null) return
      progress.returnKind = headings.kind
      progress.mapping = headings.mapping.map(({ words, ...column }) => column)
    })
    progress.issues = opened.issues
    yield* readRows(opened, { settings, limits, carrying }, progress)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refused(progress, error)
  } finally {
    await close()
  }
  return accepted(progress)
}

interface Reading {
  settings: ReadSettings
  limits: ReadLimits
  carrying: Carrying | null
}

async function* readRows(
  opened: OpenedReturn,
  { settings, limits, carrying }: Reading,
  progress: Progress,
): AsyncGenerator<ReadRow[]> {
  const { table, headings } = opened
  const readers = columnReaders(opened.mapping, {
    kind: headings.kind,
    limits,
    authority: settings.authority,
    authorities: opened.authorities,
  })
  const rowSettings = readerSettings(opened, readers, settings)
  const reader = new RowReader(rowSettings)
  const tally = new WholeFileTally(readers, opened.mapping)
  const compared = comparison(headings.kind, readers, progress)
  const corrections = correctionLayer(settings.corrections ?? [])
  let carrier: Carrier | null = null
  if (carrying !== null && isCarried(opened, carrying)) {
    progress.basis = readingBasis(opened, rowSettings, limits, settings, carrying.rules())
    carrier = openCarrier(opened, reader, tally, rowSettings, await carrying.ask(progress.basis))
  }
  const { counts } = progress
  let batch: ReadRow[] = []
  for await (const raw of dataRows(table.rows(), headings.at)) {
    const dataRow = counts.read + 1
    refuseTooMany(dataRow, counts, limits, raw)
    const corrected = corrections.lay(raw, dataRow)
    const isCorrected = corrected !== raw
    const reading = (isCorrected ? null : carrier?.again(raw, dataRow)) ?? reader.read(corrected, dataRow)
    if (isCorrected) reading.row.cells = raw.cells.map(withoutNul)
    if (reading.cells.length > 0) tally.see(corrected, reading.cells)
    const told = compared(reading)
    const isAlone = told === reading.row && !isCorrected
    const row = carrier !== null && isAlone ? carrier.printed(told, raw, reading) : told
    counts.read += 1
    counts[row.state] += 1
    batch.push(row)
    if (batch.length >= BATCH_ROWS) {
      yield batch
      batch = []
    }
  }
  progress.issues = [...opened.issues, ...tally.issues(), ...corrections.issues(), ...table.lateIssues()]
  if (batch.length > 0) yield batch
}

function refuseTooMany(dataRow: number, { blank }: ReadCounts, { rows }: ReadLimits, { line }: RawRow): void {
  if (dataRow - blank > rows || dataRow > rows * (1 + BLANK_ALLOWANCE))
    throw new Refusal('too_many_rows', `There are more than ${rows.toLocaleString('en-GB')}.`, line)
}

/** Only contracts are many enough, and only text has bytes of its own for each row. */
function isCarried({ table, headings }: OpenedReturn, { from }: Carrying): boolean {
  return headings.kind === 'contracts' && (table.records?.filled ?? 0) >= from
}

function readerSettings(
  opened: OpenedReturn,
  readers: readonly ColumnReader[],
  settings: ReadSettings,
): RowReaderSettings {
  const { table, headings, mapping } = opened
  const { kind } = headings
  const places = REQUIRED_FIELDS[kind].map((field) =>
    readers.filter((reader) => reader.field === field).map((reader) => reader.at),
  )
  return {
    kind,
    mapping,
    readers,
    kindOfRow: rowKinds(mapping, places),
    usualCells: usualCells(table, headings.at),
    nameColumns: nameColumns(mapping),
    headedCells: mapping.findLastIndex((column) => column.heading !== '') + 1,
    today: settings.today ?? null,
    hasReferenceColumn: kind === 'contracts' && mapping.some((column) => column.field === 'local_reference'),
  }
}

/** Rows under the headings; blank rows only where a filled one follows. */
async function* dataRows(batches: AsyncIterable<RawRow[]>, headingAt: number): AsyncGenerator<RawRow> {
  let at = -1
  let blanks: RawRow[] = []
  for await (const batch of batches) {
    for (const row of batch) {
      at += 1
      if (at <= headingAt) continue
      if (row.known === undefined && isBlankRow(row.cells)) blanks.push(row)
      else {
        if (blanks.length > 0) {
          yield* blanks
          blanks = []
        }
        yield row
      }
    }
  }
}

function accepted(progress: Progress): ReadVerdict {
  const { counts } = progress
  if (counts.read === 0) return refused(progress, new Refusal('header_only', '', progress.file.headingLine))
  if (counts.good === 0)
    return refused(
      progress,
      new Refusal('no_good_rows', `${counts.bad} rows have errors, ${counts.ignored} were left out.`),
    )
  return { ...progress, outcome: counts.bad > 0 ? 'accepted-with-row-errors' : 'accepted' }
}

function refused(progress: Progress, refusal: Refusal): ReadVerdict {
  const issue: ReadIssue = {
    severity: ISSUE_CATALOGUE[refusal.code].severity,
    code: refusal.code,
    line: refusal.line,
    dataRow: null,
    column: null,
    field: null,
    value: null,
    message: refusal.message,
  }
  return {
    ...progress,
    outcome: 'rejected-with-reason',
    code: refusal.code,
    message: refusal.message,
    issues: [issue, ...progress.issues],
  }
}
