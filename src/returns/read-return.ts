// What does a return say, row by row, and what is wrong with it?
import { findingIssue } from './checks/repeat-issues.ts'
import { type RepeatFinding, repeatFinder } from './checks/repeats.ts'
import { rowKinds } from './checks/row-kinds.ts'
import {
  ended,
  RowReader,
  type RowReaderSettings,
  type RowReading,
  systemIdentity,
} from './checks/row-reader.ts'
import { WholeFileTally } from './checks/whole-file.ts'
import { ISSUE_CATALOGUE } from './issue-catalogue.ts'
import { type CellIssue, rowIssue, withoutNul } from './issues.ts'
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
}

/**
 * Reads a return in batches of rows and ends with the verdict on the whole file. Never throws for what the file holds.
 * `open` is called up to twice and must give the same bytes. Rows already given of a file that is refused in the end
 * must be thrown away. Memory: a few hashes a row for what is compared across rows, never the rows.
 */
export async function* readReturn(
  open: OpenBytes,
  settings: ReadSettings = {},
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
    yield* readRows(opened, settings, limits, progress)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refused(progress, error)
  } finally {
    await close()
  }
  return accepted(progress)
}

async function* readRows(
  opened: OpenedReturn,
  settings: ReadSettings,
  limits: ReadLimits,
  progress: Progress,
): AsyncGenerator<ReadRow[]> {
  const { table, headings } = opened
  const readers = columnReaders(opened.mapping, {
    kind: headings.kind,
    limits,
    authority: settings.authority,
    authorities: opened.authorities,
  })
  const reader = new RowReader(readerSettings(opened, readers, settings))
  const tally = new WholeFileTally(readers, opened.mapping)
  const compared = comparison(headings.kind, readers, progress)
  const corrections = correctionLayer(settings.corrections ?? [])
  const { counts } = progress
  let batch: ReadRow[] = []
  for await (const raw of dataRows(table.rows(), headings.at)) {
    const dataRow = counts.read + 1
    if (dataRow - counts.blank > limits.rows || dataRow > limits.rows * (1 + BLANK_ALLOWANCE))
      throw new Refusal(
        'too_many_rows',
        `There are more than ${limits.rows.toLocaleString('en-GB')}.`,
        raw.line,
      )
    const corrected = corrections.lay(raw, dataRow)
    const reading = reader.read(corrected, dataRow)
    if (corrected !== raw) reading.row.cells = raw.cells.map(withoutNul)
    if (reading.cells.length > 0) tally.see(corrected, reading.cells)
    const row = compared(reading)
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

/** Compares each row with those before it. */
function comparison(
  kind: ReturnKind,
  readers: readonly ColumnReader[],
  progress: Progress,
): (reading: RowReading) => ReadRow {
  const repeats = repeatFinder()
  return ({ row, identity, cells }) => {
    if (identity === null) return row
    const known = kind === 'systems' ? systemIdentity(readers, cells) : identity
    const findings = repeats.see(known, row.dataRow, row.line, row.state === 'good')
    return findings.length === 0 ? row : withFindings(row, findings, kind, progress)
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
      if (isBlankRow(row.cells)) blanks.push(row)
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

function withFindings(
  row: ReadRow,
  findings: readonly RepeatFinding[],
  kind: ReturnKind,
  progress: Progress,
): ReadRow {
  let told = row
  for (const finding of findings) {
    if (finding.kind === 'repeat')
      return ended(row, 'ignored', {
        code: 'exact_duplicate_ignored',
        detail: `The row repeats line ${finding.line} and was left out.`,
      }).row
    const { code, detail } = findingIssue(finding, kind)
    told = {
      ...told,
      issues: [...told.issues, placed({ code, detail: detail(finding.line) }, row.line, row.dataRow)],
    }
    if (finding.kind === 'conflict') told.state = 'bad'
    if (finding.isNew) amend(finding, { code, detail: detail(row.line) }, progress)
  }
  return told
}

function amend(finding: RepeatFinding, issue: CellIssue, { counts, amendments }: Progress): void {
  const amendment: RowAmendment = {
    dataRow: finding.dataRow,
    issues: [placed(issue, finding.line, finding.dataRow)],
  }
  if (finding.kind === 'conflict') {
    amendment.state = 'bad'
    counts.good -= 1
    counts.bad += 1
  }
  amendments.push(amendment)
}

function placed(issue: CellIssue, line: number, dataRow: number): ReadIssue {
  return rowIssue(issue, { line, dataRow, column: null, heading: null, field: null, value: null })
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
