// Which reader opens the bytes of a return as a table, and where are its headings?
import { authorityFinder } from './checks/authority-names.ts'
import { fileIssue } from './issues.ts'
import { headingDrift } from './mapping/heading-drift.ts'
import type { MappedColumn } from './mapping/mapped-column.ts'
import { mappingIssues } from './mapping/mapping-issues.ts'
import { repeatedHeadings } from './mapping/settle-columns.ts'
import type { OpenBytes, ReadIssue, ReadLimits, ReadSettings, ReturnKind } from './read-types.ts'
import { type ByteSource, openSource } from './reading/byte-source.ts'
import { type FoundHeadings, findHeadings, headingScore } from './reading/heading-row.ts'
import { Refusal } from './reading/refusal.ts'
import { isBlankRow, type Table } from './reading/table.ts'
import { openTextTable } from './reading/text-table.ts'
import { triage } from './reading/triage.ts'
import { openWorkbookTable } from './reading/workbook-table.ts'

const HEAD_BYTES = 1_048_576

/** A table with its headings found and its columns mapped. */
export interface OpenedReturn {
  table: Table
  headings: FoundHeadings
  /** Columns, each with its heading as typed. */
  mapping: MappedColumn[]
  issues: ReadIssue[]
  authorities: ReturnType<typeof authorityFinder>
}

/** Opens text or workbook and finds the headings. Throws `Refusal`; `onTable` hears of the table before that where there is one. */
export async function openReturn(
  open: OpenBytes,
  settings: ReadSettings,
  limits: ReadLimits,
  onTable: (table: Table, headings: FoundHeadings | null) => void,
): Promise<OpenedReturn> {
  const kinds: ReturnKind[] = settings.kind ? [settings.kind] : ['contracts', 'systems']
  const source = await openSource(open(), HEAD_BYTES)
  const table = await openKnownKind(source, open, settings, limits, kinds)
  const headings = findHeadings(table.head, kinds, settings.profiles)
  onTable(table, headings)
  if (headings === null || headings.mapped === 0) throw await largerOr(noHeadings(table), table, limits)
  const line = table.head[headings.at]?.line ?? 1
  if (headings.missing.length > 0) throw await largerOr(missingHeadings(headings, line, table), table, limits)
  refuseRepeated(headings.mapping, line)
  if (headings.mapping.length > limits.columns)
    throw new Refusal('too_many_columns', `There are more than ${limits.columns}.`, line)
  const authorities = authorityFinder(settings.authority, settings.otherAuthorities ?? [])
  const issues = [
    ...table.issues,
    ...titleRowIssues(table, headings, authorities),
    ...mappingIssues(headings.mapping, headings.kind, line),
    ...headingDrift(headings.mapping, headings.kind, line, settings),
  ]
  return { table, headings, mapping: headings.mapping, issues, authorities }
}

async function openKnownKind(
  source: ByteSource,
  open: OpenBytes,
  settings: ReadSettings,
  limits: ReadLimits,
  kinds: ReturnKind[],
): Promise<Table> {
  try {
    if (source.head.length === 0) throw new Refusal('empty_file', 'It has no bytes.')
    const score = (cells: string[]): number => headingScore(cells, kinds, settings.profiles)
    if (triage(source.head, settings.fileName) === 'text')
      return await openTextTable(source, open, limits, score)
    return await openWorkbookTable(source, limits, settings, (head) => {
      const found = findHeadings(head, kinds, settings.profiles)
      return found !== null && found.missing.length === 0 && found.mapped > 1
    })
  } finally {
    await source.close()
  }
}

/** A workbook without headings is refused for its size where it has too many rows: nobody should add headings to it. */
async function largerOr(refusal: Refusal, table: Table, limits: ReadLimits): Promise<Refusal> {
  if (table.facts.kind !== 'xlsx') return refusal
  let filled = 0
  for await (const batch of table.rows()) {
    filled += batch.filter((row) => !isBlankRow(row.cells)).length
    if (filled > limits.rows)
      return new Refusal('too_many_rows', `There are more than ${limits.rows.toLocaleString('en-GB')}.`)
  }
  return refusal
}

function noHeadings(table: Table): Refusal {
  if (!table.head.some((row) => !isBlankRow(row.cells)))
    return new Refusal('empty_file', 'No cell is filled.')
  const first = table.head.find((row) => !isBlankRow(row.cells))
  const shown = (first?.cells ?? [])
    .slice(0, 6)
    .map((cell) => `“${cell.trim().slice(0, 40)}”`)
    .join(', ')
  return new Refusal('no_header_row', `The first row that is not blank holds ${shown}.`, first?.line ?? null)
}

function missingHeadings(
  { missing, mapping, mapped }: FoundHeadings,
  line: number,
  { head }: Table,
): Refusal {
  const named = mapping
    .filter((column) => column.heading !== '')
    .map((column) => `“${column.heading.slice(0, 60)}”`)
  const isLoneCell = named.length === 1 && head.some(({ cells }) => cells.filter(isFilled).length > 2)
  const isGuess = named.length > 3 && !mapping.some((column) => column.confidence > 0.9)
  if (mapped < 2 && (isLoneCell || isGuess))
    return new Refusal('no_header_row', `The likeliest row holds ${named.slice(0, 6).join(', ')}.`, line)
  return new Refusal(
    'missing_required_heading',
    `Not found: ${missing.join(', ')}. Found: ${named.slice(0, 40).join(', ')}.`,
    line,
  )
}

const isFilled = (cell: string): boolean => cell.trim() !== ''

function refuseRepeated(mapping: readonly MappedColumn[], line: number): void {
  const [one, other] = repeatedHeadings(mapping)
  if (one && other)
    throw new Refusal(
      'duplicate_heading',
      `“${one.heading}” stands over columns ${one.column} and ${other.column}.`,
      line,
    )
}

function titleRowIssues(
  table: Table,
  headings: FoundHeadings,
  authorities: ReturnType<typeof authorityFinder>,
): ReadIssue[] {
  const above = table.head.slice(0, headings.at).filter((row) => !isBlankRow(row.cells))
  if (above.length === 0) return []
  const texts = above.map((row) =>
    row.cells
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '')
      .join(' | '),
  )
  const shown = texts.map((text, at) => `line ${above[at]?.line} “${text.slice(0, 80)}”`).join('; ')
  const issues = [
    fileIssue('title_rows_skipped', `${above.length}: ${shown}.`, {
      line: above[0]?.line ?? null,
      value: texts[0] ?? null,
    }),
  ]
  const other = authorities.otherInText(texts.join(' '))
  if (other !== null)
    issues.push(
      fileIssue('title_names_other_authority', `It names ${other}.`, {
        line: above[0]?.line ?? null,
        value: texts[0] ?? null,
      }),
    )
  return issues
}
