// Which values does a contract have, and from which cell of which file is each known?
import type { ContractDetail, ContractValue } from '../../../contracts/contract-schemas.ts'
import { isCalendarDate } from '../../../lib/calendar-date.ts'
import { FIELDS } from '../../../returns/mapping/fields.ts'
import { columnLetters, dayOf, formatCount, formatDay, formatDecimalPounds, plural } from '../../filters.ts'
import { coarseWords } from '../../withheld-words.ts'

export interface ValueRow {
  label: string
  value: string
  /** The cells it was read from; several where a value came from several columns. */
  cells: { raw: string; where: string; heading: string }[]
  file: string
}

/** Read together with the field that they belong to, so they have no row of their own. */
const BESIDE = new Set(['suppliers'])

/** A row for each value, the cells that hold a word instead of a value among them. */
export function valueRows(contract: ContractDetail): ValueRow[] {
  return contract.values
    .filter(({ field }) => !BESIDE.has(field) && !field.endsWith('_precision'))
    .sort((one, other) => placeOf(one.field) - placeOf(other.field))
    .map((value) => valueRow(value, contract.values))
}

/** What a reader asks first stands first; whatever is not named here follows. */
const ORDER = [
  'title',
  'description',
  'supplier_name_raw',
  'local_reference',
  'department',
  'start_on',
  'current_end_on',
  'max_end_on',
  'term_text',
  'options',
]

function placeOf(field: string): number {
  const place = ORDER.indexOf(field)
  return place < 0 ? ORDER.length : place
}

/** `Current end date`; a field without a label of its own is shown by its name. */
export function fieldLabel(field: string): string {
  const range = /^(.*)_(low|high)$/.exec(field)
  if (range?.[1]) return `${fieldLabel(range[1])}, ${range[2] === 'low' ? 'lowest' : 'highest'}`
  return (FIELDS.contracts[field] ?? FIELDS.systems[field])?.label ?? sentenceCase(field)
}

/** `invitation_to_tender` → `Invitation to tender`. */
function sentenceCase(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`
}

function valueRow({ field, value, word, provenance: own }: ContractValue, all: ContractValue[]): ValueRow {
  const readFrom = field === 'options' ? all.find((one) => one.field === 'term_text') : undefined
  const provenance = readFrom?.provenance ?? own
  const precision = all.find((one) => one.field === `${field}_precision`)?.value
  const coarse = typeof value === 'string' ? coarseWords(value, precision) : null
  const monthOnly = precision === 'month'
  return {
    label: fieldLabel(field),
    value:
      word === undefined
        ? `${coarse ?? valueWords(field, value)}${monthOnly ? ' (only the month is stated)' : ''}`
        : `Not stated: the cell says “${word}”`,
    cells: provenance.map(({ raw, line, column, heading, corrected_to }) => ({
      raw: raw ?? '',
      where: `Row ${formatCount(line)}${column === null ? '' : `, column ${columnLetters(column)}`}${
        corrected_to === undefined ? '' : `, corrected in review to “${corrected_to}”`
      }`,
      heading: heading ?? '',
    })),
    file: provenance[0]
      ? `${provenance[0].file_name}, received ${formatDay(dayOf(provenance[0].received_at))}`
      : '',
  }
}

const MONEY = /^(value|irrecoverable_vat)(?!_basis)/

/** A value of a contract for people: amounts with a pound sign, days in full, options as their lengths. */
export function valueWords(field: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'string' && MONEY.test(field) && /^-?\d+\.\d{2}$/.test(value))
    return formatDecimalPounds(value)
  if (typeof value === 'string' && isCalendarDate(value)) return formatDay(value)
  if (field === 'options')
    return optionMonths(value)
      .map((months) => plural(months, 'month'))
      .join(' + ')
  if (FIELDS.contracts[field]?.type === 'code') return sentenceCase(String(value))
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}

/** Lengths in months of the options that are not used yet. */
export function optionMonths(options: unknown): number[] {
  if (!Array.isArray(options)) return []
  return options.flatMap((option: { months?: unknown; exercised?: unknown }) =>
    typeof option?.months === 'number' && option.months > 0 && option.exercised !== true
      ? [option.months]
      : [],
  )
}
