// How is each cell of a column read, and read once only where its text repeats?

import { unguarded } from '../../lib/formula-guard.ts'
import type { authorityFinder } from '../checks/authority-names.ts'
import { hashText } from '../checks/repeats.ts'
import { hasControlCharacter, isExcelError, isLongerThan, textIssues } from '../checks/text-checks.ts'
import { ISSUE_CATALOGUE } from '../issue-catalogue.ts'
import type { CellIssue } from '../issues.ts'
import { FIELDS, type FieldDefinition } from '../mapping/fields.ts'
import type { AuthorityNames, ColumnMapping, ReadLimits, ReturnKind } from '../read-types.ts'
import type { CellMark } from '../reading/table.ts'
import type { CellReading } from './cell-reading.ts'
import { readCode } from './codes.ts'
import { type ColumnCell, EMPTY } from './column-cell.ts'
import { readDate } from './date.ts'
import { readCharityNumber, readCompanyNumber, readCpv } from './identifiers.ts'
import { type MoneyReading, POUNDS, readMoney, readStoredNumber } from './money.ts'
import { readCount, readSatisfaction } from './numbers.ts'
import { readSuppliers } from './supplier-cell.ts'
import { supplierKey } from './supplier-key.ts'
import { readMonths, readTerm } from './term-text.ts'
import { isInvisible, textCell } from './text-cell.ts'
import { readYesNo } from './yes-no.ts'

export interface ColumnContext {
  kind: ReturnKind
  limits: ReadLimits
  authority: AuthorityNames | undefined
  authorities: ReturnType<typeof authorityFinder>
}

export interface ColumnReader {
  /** 0-based place of the cell in a row. */
  at: number
  mapping: ColumnMapping
  field: string
  definition: FieldDefinition
  read(text: string, mark?: CellMark): ColumnCell
}

const KEPT_READINGS = 2000
const LONGEST_KEPT = 120
const LONGEST_REFERENCE = 100
const NAMES = { oneLine: false, isName: true, isFree: false }

/** The readers of the mapped columns, in the order of the columns. */
export function columnReaders(mapping: readonly ColumnMapping[], context: ColumnContext): ColumnReader[] {
  const readers: ColumnReader[] = []
  for (const column of mapping) {
    const definition = FIELDS[context.kind][column.field ?? '']
    if (column.field === null || definition === undefined) continue
    const read = cached(typedReader(column.field, column, definition, context))
    readers.push({ at: column.column - 1, mapping: column, field: column.field, definition, read })
  }
  return readers
}

type TypedReader = (text: string, mark: CellMark | undefined) => ColumnCell

/** Keeps readings by text while that pays: after 2,000 texts a column of which hardly one came twice keeps no more. */
function cached(reader: TypedReader): TypedReader {
  const kept = new Map<string, ColumnCell>()
  let asked = 0
  let found = 0
  let pays = true
  const uncached: TypedReader = (text, mark) => {
    if (mark === 'formula-no-result') return spoilt('formula_no_result', text)
    if (isExcelError(text.trim())) return spoilt('excel_error', text)
    return reader(text, mark)
  }
  const read: TypedReader = (text, mark) => {
    if (text === '' && mark === undefined) return EMPTY
    if (!pays || mark !== undefined || text.length > LONGEST_KEPT) return uncached(text, mark)
    asked += 1
    const known = kept.get(text)
    if (known !== undefined) {
      found += 1
      return known
    }
    const cell = uncached(text, mark)
    if (kept.size >= KEPT_READINGS) {
      pays = found > asked / 5
      kept.clear()
    }
    kept.set(text, cell)
    return cell
  }
  return (text, mark) => {
    const bare = unguarded(text)
    return bare === text ? read(text, mark) : withoutGuard(read(bare, mark))
  }
}

/** The apostrophe that a download of ours, or of another careful program, put in front of what looks like a formula. */
function withoutGuard(cell: ColumnCell): ColumnCell {
  return { ...cell, issues: [...cell.issues, { code: 'formula_guard_removed' }] }
}

function spoilt(code: 'formula_no_result' | 'excel_error', text: string): ColumnCell {
  return { value: null, issues: [{ code }], isBad: true, print: hashText(text) }
}

function typedReader(
  field: string,
  column: ColumnMapping,
  definition: FieldDefinition,
  context: ColumnContext,
): TypedReader {
  const plain =
    (read: (text: string) => CellReading<unknown>): TypedReader =>
    (text) =>
      checked(text, read(text))
  const { limits } = context
  switch (definition.type) {
    case 'date':
      return (text, mark) => dateCell(text, field, definition.side ?? 'end', mark)
    case 'money':
      return (text, mark) => moneyCell(text, field, column.multiplier ?? POUNDS, mark)
    case 'yes-no':
      return plain((text) => readYesNo(text, field))
    case 'code':
      return plain((text) => readCode(text, field, context.kind === 'systems'))
    case 'months':
      return plain(readMonths)
    case 'whole number':
      return plain(readCount)
    case 'satisfaction':
      return plain(readSatisfaction)
    case 'cpv':
      return plain(readCpv)
    case 'company number':
      return plain(readCompanyNumber)
    case 'charity number':
      return plain(readCharityNumber)
    case 'term':
      return termReader(
        /\b(term|length|duration|initial)\b|contract period/.test(column.heading.toLowerCase()) &&
          !/exten|option/i.test(column.heading),
      )
    case 'supplier':
      return (text) => supplierCell(text, column.role, limits)
    case 'authority':
      return authorityReader(context)
    case 'title':
      return (text) => textCell(text, limits.titleCharacters, { oneLine: true, isName: false, isFree: true })
    case 'long text':
      return (text) =>
        textCell(text, limits.descriptionCharacters, { oneLine: false, isName: false, isFree: true })
    case 'reference':
      return (text) => textCell(text, LONGEST_REFERENCE, { oneLine: true, isName: false, isFree: false })
    case 'text':
      return (text) =>
        textCell(text, limits.descriptionCharacters, { oneLine: true, isName: false, isFree: false })
  }
}

/** Adds what holds for every cell: no control characters, and a print of its value or its text. */
function checked(text: string, reading: CellReading<unknown>, extras?: Record<string, unknown>): ColumnCell {
  const issues = hasControlCharacter(text.trim())
    ? [...reading.issues, { code: 'control_character' } as const]
    : reading.issues
  const isBad = issues.some((issue) => ISSUE_CATALOGUE[issue.code].severity === 'error')
  const print = reading.value === null ? hashText(text.trim()) : hashText(String(reading.value))
  const cell: ColumnCell = { value: reading.value, issues, isBad, print }
  if (reading.word !== undefined) cell.word = reading.word
  if (extras) cell.extras = extras
  return cell
}

function dateCell(
  text: string,
  field: string,
  side: 'start' | 'end',
  mark: CellMark | undefined,
): ColumnCell {
  const reading = readDate(text, side)
  const cell = checked(
    text,
    reading,
    reading.precision ? { [`${field}_precision`]: reading.precision } : undefined,
  )
  if (reading.order !== undefined && mark === undefined) cell.order = reading.order
  return cell
}

function moneyCell(text: string, field: string, multiplier: number, mark: CellMark | undefined): ColumnCell {
  const isStored = mark === 'number' || mark === 'formula'
  const reading: MoneyReading = isStored ? readStoredNumber(text, multiplier) : readMoney(text, multiplier)
  const extras: Record<string, unknown> = {}
  if (reading.low !== undefined) extras[`${field}_low`] = reading.low
  if (reading.high !== undefined) extras[`${field}_high`] = reading.high
  const expected = field === 'value_annual' ? 'annual' : undefined
  if (reading.period === undefined || reading.period === expected) return checked(text, reading, extras)
  extras.value_basis = reading.period
  return checked(text, { ...reading, issues: [...reading.issues, { code: 'value_basis_in_cell' }] }, extras)
}

function termReader(startsWithTerm: boolean): TypedReader {
  return (text) => {
    const reading = readTerm(text, startsWithTerm)
    const extras: Record<string, unknown> = {}
    if (reading.options !== null) extras.options = reading.options
    if (reading.initialMonths !== undefined) extras.initial_term_months = reading.initialMonths
    if (reading.hasOptions !== null) extras.has_options = reading.hasOptions
    return checked(text, reading, extras)
  }
}

function supplierCell(text: string, role: string | undefined, limits: ReadLimits): ColumnCell {
  if (text.length > limits.descriptionCharacters) return textCell(text, limits.descriptionCharacters, NAMES)
  const reading = readSuppliers(text)
  if (reading.value === null || isInvisible(text)) return EMPTY
  const issues: CellIssue[] = [...reading.issues, ...textIssues(text, true)]
  if (reading.value.some((supplier) => isLongerThan(supplier.name, limits.supplierCharacters)))
    issues.push({
      code: 'text_too_long',
      detail: `has a name longer than ${limits.supplierCharacters} characters.`,
    })
  const cell = checked('', { value: text.trim(), issues })
  cell.print = hashText(
    reading.value
      .map(({ name }) => supplierKey(name))
      .sort()
      .join('\n'),
  )
  cell.suppliers =
    role === undefined ? reading.value : reading.value.map((supplier) => ({ ...supplier, role }))
  if (reading.redacted) cell.redacted = true
  return cell
}

function authorityReader({ authority, authorities }: ColumnContext): TypedReader {
  return (text) => {
    const value = text.trim()
    if (value === '') return EMPTY
    const issues: CellIssue[] = [...textIssues(text, false)]
    if (authority !== undefined) {
      const named = authorities.ofCell(value)
      if (named === 'unknown') issues.push({ code: 'authority_unrecognised' })
      else if (named !== 'own') issues.push({ code: 'other_authority' })
    }
    return checked('', { value, issues })
  }
}
