// What does one row say, and what is wrong with it?
import type { CalendarDate } from '../../lib/calendar-date.ts'
import { withoutNul } from '../../lib/json-text.ts'
import { ISSUE_CATALOGUE } from '../issue-catalogue.ts'
import { type CellIssue, rowIssue } from '../issues.ts'
import type { ColumnMapping, ReadIssue, ReadRow, ReturnKind } from '../read-types.ts'
import { isBlankRow, type RawRow } from '../reading/table.ts'
import type { ColumnCell } from '../values/column-cell.ts'
import type { ColumnReader } from '../values/column-reader.ts'
import { isMarker } from '../values/supplier-cell.ts'
import { mix, type RowIdentity } from './repeats.ts'
import { rowChecks } from './row-checks.ts'
import type { rowKinds } from './row-kinds.ts'

export interface RowReaderSettings {
  kind: ReturnKind
  mapping: readonly ColumnMapping[]
  readers: readonly ColumnReader[]
  kindOfRow: ReturnType<typeof rowKinds>
  /** More cells than this make a row bad; null where rows have no length of their own. */
  usualCells: number | null
  /** Headings up to the last one that is not blank. */
  headedCells: number
  /** Columns of names that are not read as suppliers: contacts, officers, makers, whether they are used or not. */
  nameColumns: readonly ColumnMapping[]
  today: CalendarDate | null
  hasReferenceColumn: boolean
}

/** A row read, and what the rows around it are compared by; null where there is nothing to compare. */
export interface RowReading {
  row: ReadRow
  identity: RowIdentity | null
  cells: readonly ColumnCell[]
  /** Of a row that was carried on without being read: what reading it gives. */
  whole?: () => ReadRow
}

/** Reads rows one by one; the same settings and the same row always give the same reading. */
export class RowReader {
  readonly #settings: RowReaderSettings

  constructor(settings: RowReaderSettings) {
    this.#settings = settings
  }

  read(raw: RawRow, dataRow: number): RowReading {
    const { line, lastLine } = raw
    const row: ReadRow = {
      dataRow,
      line,
      lastLine,
      cells: safeCells(raw.cells),
      state: 'good',
      values: {},
      issues: [],
    }
    if (isBlankRow(raw.cells) && !raw.marks)
      return { row: { ...row, state: 'blank' }, identity: null, cells: [] }
    const ignoredAs = this.#settings.kindOfRow(raw.cells)
    if (ignoredAs) return ended(row, 'ignored', { code: ignoredAs })
    if (raw.damage) return ended(row, 'bad', { code: raw.damage })
    const surplus = surplusCells(raw, this.#settings)
    if (surplus) return ended(row, 'bad', surplus)
    return this.#readCells(raw, row)
  }

  #readCells(raw: RawRow, row: ReadRow): RowReading {
    const { readers } = this.#settings
    const cells: ColumnCell[] = []
    for (const reader of readers) {
      const text = raw.cells[reader.at] ?? ''
      const cell = reader.read(text, raw.marks?.get(reader.at))
      cells.push(cell)
      if (cell.isBad) row.state = 'bad'
      for (const issue of cell.issues) row.issues.push(cellIssue(issue, row, reader, text))
    }
    row.values = rowValues(readers, cells)
    for (const column of this.#settings.nameColumns) {
      const text = raw.cells[column.column - 1] ?? ''
      if (text === '' || !isMarker(text)) continue
      row.values.redacted = true
      row.issues.push(markerIssue(column, row, text))
    }
    for (const [issue, field] of this.#rowIssues(raw, row.values)) {
      if (ISSUE_CATALOGUE[issue.code].severity === 'error') row.state = 'bad'
      row.issues.push(this.#issueOfRow(issue, row, field))
    }
    return { row, identity: identityOf(readers, cells), cells }
  }

  #rowIssues(raw: RawRow, values: Record<string, unknown>): [CellIssue, string | null][] {
    const { kind, hasReferenceColumn, usualCells, headedCells, today } = this.#settings
    const issues: [CellIssue, string | null][] = []
    const required = kind === 'contracts' ? contractsRequired(values) : systemsRequired(values)
    for (const issue of required) issues.push([issue, fieldOf(issue)])
    if (hasReferenceColumn && (values.local_reference ?? null) === null)
      issues.push([{ code: 'reference_missing' }, 'local_reference'])
    if (usualCells !== null && raw.cells.length < headedCells)
      issues.push([tooFewCells(raw, headedCells), null])
    for (const issue of rowChecks(values, today)) issues.push([issue, 'current_end_on'])
    return issues
  }

  #issueOfRow(issue: CellIssue, row: ReadRow, field: string | null): ReadIssue {
    const column =
      field === null ? undefined : this.#settings.mapping.find((candidate) => candidate.field === field)
    const value = column === undefined ? '' : (row.cells[column.column - 1] ?? '')
    return rowIssue(issue, {
      line: row.line,
      dataRow: row.dataRow,
      column: column?.column ?? null,
      heading: column?.heading ?? null,
      field,
      value: value === '' ? null : value,
    })
  }
}

function tooFewCells(raw: RawRow, headedCells: number): CellIssue {
  const detail = `The row has ${raw.cells.length} cells and there are ${headedCells} headings; the missing ones were taken as blank.`
  return { code: 'too_few_cells', detail }
}

/** Adds one issue to a row and sets its state. */
export function ended(row: ReadRow, state: ReadRow['state'], issue: CellIssue): RowReading {
  const value = row.cells.find((cell) => cell.trim() !== '') ?? null
  const told = rowIssue(issue, {
    line: row.line,
    dataRow: row.dataRow,
    column: null,
    heading: null,
    field: null,
    value,
  })
  return { row: { ...row, state, issues: [told] }, identity: null, cells: [] }
}

function safeCells(cells: string[]): string[] {
  for (let at = 0; at < cells.length; at += 1) {
    if ((cells[at] as string).includes('\0')) return cells.map(withoutNul)
  }
  return cells
}

/** Surplus cells, filled cells past the headings, or a figure that an unquoted comma has split in two. */
function surplusCells(
  raw: RawRow,
  { usualCells, headedCells, readers }: RowReaderSettings,
): CellIssue | null {
  const { cells } = raw
  if (cells.length <= headedCells) return null
  const limit = usualCells ?? Number.POSITIVE_INFINITY
  const past =
    usualCells === null ? cells.findIndex((cell, at) => at >= headedCells && cell.trim() !== '') : -1
  const filledPast =
    past !== -1 || cells.some((cell, at) => at >= Math.max(limit, headedCells) && cell.trim() !== '')
  if (cells.length <= limit && !filledPast && !splitFigure(cells, readers)) return null
  return {
    code: 'too_many_cells',
    detail: `The row has ${cells.length} cells and there are ${headedCells} headings, so its cells may be shifted.`,
  }
}

function splitFigure(cells: readonly string[], readers: readonly ColumnReader[]): boolean {
  return readers.some(
    ({ at, definition }) =>
      definition.type === 'money' &&
      /^\s*£?\s?\d{1,3}\s*$/.test(cells[at] ?? '') &&
      /^\d{3}(\.\d\d)?\s*$/.test(cells[at + 1] ?? ''),
  )
}

function cellIssue(issue: CellIssue, row: ReadRow, reader: ColumnReader, text: string): ReadIssue {
  return rowIssue(issue, {
    line: row.line,
    dataRow: row.dataRow,
    column: reader.at + 1,
    heading: reader.mapping.heading,
    field: reader.field,
    value: text,
  })
}

function markerIssue(column: ColumnMapping, row: ReadRow, text: string): ReadIssue {
  return rowIssue(
    { code: 'redaction_marker' },
    {
      line: row.line,
      dataRow: row.dataRow,
      column: column.column,
      heading: column.heading,
      field: column.field,
      value: text,
    },
  )
}

function rowValues(readers: readonly ColumnReader[], cells: readonly ColumnCell[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  let words: Record<string, string> | null = null
  for (let at = 0; at < readers.length; at += 1) {
    const { field } = readers[at] as ColumnReader
    const cell = cells[at] as ColumnCell
    if (cell.suppliers !== undefined) addSuppliers(values, cell)
    else if (field !== 'supplier_name_raw' || values[field] === undefined) values[field] = cell.value
    if (cell.extras !== undefined) Object.assign(values, cell.extras)
    if (cell.word !== undefined) {
      words ??= {}
      words[field] = withoutNul(cell.word)
    }
  }
  if (words !== null) values.words = words
  return values
}

function addSuppliers(values: Record<string, unknown>, cell: ColumnCell): void {
  const earlier = Array.isArray(values.suppliers) ? values.suppliers : []
  values.suppliers = [...earlier, ...(cell.suppliers ?? [])]
  values.supplier_name_raw ??= cell.value
  if (cell.redacted) values.redacted = true
}

function contractsRequired(values: Record<string, unknown>): CellIssue[] {
  const issues: CellIssue[] = []
  if ((values.title ?? null) === null) issues.push({ code: 'title_missing' })
  if ((values.supplier_name_raw ?? null) === null) issues.push({ code: 'supplier_missing' })
  return issues
}

function systemsRequired(values: Record<string, unknown>): CellIssue[] {
  const issues: CellIssue[] = []
  if ((values.technology ?? null) === null) issues.push({ code: 'technology_missing' })
  if ((values.supplier_name_raw ?? null) === null) issues.push({ code: 'supplier_not_stated' })
  return issues
}

function fieldOf(issue: CellIssue): string {
  if (issue.code === 'title_missing') return 'title'
  return issue.code === 'technology_missing' ? 'technology' : 'supplier_name_raw'
}

/** Hashes of what tells contracts (or systems) apart; the fingerprint takes in every mapped column. */
function identityOf(readers: readonly ColumnReader[], cells: readonly ColumnCell[]): RowIdentity {
  const identity: RowIdentity = { reference: null, title: 0, supplier: 0, start: 0, fingerprint: 0 }
  for (let at = 0; at < readers.length; at += 1) {
    const { field } = readers[at] as ColumnReader
    const cell = cells[at] as ColumnCell
    identity.fingerprint = mix(identity.fingerprint, cell.print)
    if (field === 'local_reference' && cell.value !== null) identity.reference = cell.print
    else if (field === 'title') identity.title = cell.print
    else if (field === 'supplier_name_raw' && cell.suppliers !== undefined)
      identity.supplier = identity.supplier === 0 ? cell.print : mix(identity.supplier, cell.print)
    else if (field === 'start_on') identity.start = cell.print
  }
  return identity
}

/** Of a systems return: technology and service area tell the systems apart, whatever contract they share. */
export function systemIdentity(readers: readonly ColumnReader[], cells: readonly ColumnCell[]): RowIdentity {
  const identity = identityOf(readers, cells)
  const printOf = (field: string): number =>
    cells[readers.findIndex((reader) => reader.field === field)]?.print ?? 0
  return {
    ...identity,
    reference: null,
    title: printOf('technology'),
    supplier: printOf('service_area'),
    start: 0,
  }
}
