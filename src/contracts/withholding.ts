// What of a contract's values may the public see, where its authority withholds some?
import { type CalendarDate, isCalendarDate } from '../lib/calendar-date.ts'
import { type RedactionReason, redactionReason } from '../suppliers/redaction.ts'
import { baseField, isPublicField } from './publication-levels.ts'

export const WITHHOLDING_REASONS = ['personal', 'commercial', 'security', 'other'] as const
export type WithholdingReason = (typeof WITHHOLDING_REASONS)[number]

/** `full`: no value at all; otherwise the quarter or year of a date. */
export const WITHHOLDING_PRECISIONS = ['full', 'quarter', 'year'] as const
export type WithholdingPrecision = (typeof WITHHOLDING_PRECISIONS)[number]

/** What the public is told of a field that is withheld: the fact, the reason and the ground, never the value. */
export interface Withheld {
  field: string
  reason: WithholdingReason
  /** The statutory ground; null where a marker in the return withholds the row. */
  ground: string | null
  review_on: CalendarDate | null
  precision: WithholdingPrecision
}

export interface PublicValues {
  values: Record<string, unknown>
  /** In the order of their names; none: the values are those that were given. */
  withheld: Withheld[]
}

/** Fields that say the same as another, from its cell or beside it, and go with it. */
const TOGETHER: readonly (readonly string[])[] = [
  [
    'supplier_name_raw',
    'suppliers',
    'supplier_company_no',
    'supplier_charity_no',
    'supplier_ppon',
    'supplier_vat_no',
    'supplier_lei',
    'maker',
  ],
  ['term_text', 'options', 'initial_term_months', 'has_options'],
]

/** What stands in place of a text that the register cannot do without. */
const IN_PLACE: Readonly<Record<string, string>> = {
  title: 'Title withheld',
  supplier_name_raw: 'Supplier withheld',
}

/** The fields that a withholding of this one reaches. */
export function fieldsWithheldWith(field: string): readonly string[] {
  const base = baseField(field)
  const group = TOGETHER.find((one) => one.includes(base)) ?? [base]
  return /^value/.test(base) ? [...group, 'value_basis'] : group
}

/** Whether this field can be withheld by a decision, and whether it can be given to the quarter or year instead. */
export function canWithhold(field: string, precision: WithholdingPrecision): boolean {
  if (baseField(field) !== field || !isPublicField(field) || UNWITHHELD.has(field)) return false
  return precision === 'full' || field.endsWith('_on')
}

/** Whose register it is, and for which day it speaks; and what is withheld under the name of another field. */
const UNWITHHELD = new Set([
  'authority_name',
  'effective_date',
  ...TOGETHER.flatMap((group) => group.slice(1)),
])

/**
 * The values without what is withheld. Of two withholdings that reach a field the one that shows less holds. A marker in
 * a column of names (`redacted`) withholds every name of the row. Nothing of a withheld value is left: neither the word
 * that stands for it, nor its bounds, nor that it was not stated.
 */
export function publicValues(
  values: Readonly<Record<string, unknown>>,
  withholdings: readonly Withheld[],
): PublicValues {
  const withheld = strictest([...withholdings, ...redaction(values)])
  if (withheld.length === 0) return { values: { ...values }, withheld }
  const hidden = new Map(
    withheld.flatMap((one) => fieldsWithheldWith(one.field).map((field) => [field, one] as const)),
  )
  const shown = Object.fromEntries(
    Object.entries(values).filter(([key]) => key !== 'redacted' && !hidden.has(baseField(key))),
  )
  const words = withoutFields(values.words, hidden)
  if (words === null) delete shown.words
  else shown.words = words
  for (const { field, precision } of withheld) Object.assign(shown, instead(field, precision, values[field]))
  return { values: shown, withheld }
}

function instead(field: string, precision: WithholdingPrecision, value: unknown): Record<string, unknown> {
  if (precision === 'full') {
    const text = IN_PLACE[field]
    return text === undefined ? {} : { [field]: text }
  }
  if (typeof value !== 'string' || !isCalendarDate(value)) return {}
  return { [field]: coarseDay(field, value, precision), [`${field}_precision`]: precision }
}

/** How exact a day of a contract is, where it is less than a day: as stated, or as its authority lets the public know. */
export const COARSE_PRECISIONS = ['month', 'quarter', 'year'] as const

/** The first day of the quarter or year for a start or a signature, the last for an end or a review. */
export function coarseDay(field: string, day: CalendarDate, precision: 'quarter' | 'year'): CalendarDate {
  const isFirst = field === 'start_on' || field === 'signed_on'
  const year = day.slice(0, 4)
  if (precision === 'year') return `${year}-${isFirst ? '01-01' : '12-31'}`
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3)
  const ends = ['03-31', '06-30', '09-30', '12-31']
  return `${year}-${isFirst ? `${String(quarter * 3 - 2).padStart(2, '0')}-01` : ends[quarter - 1]}`
}

function withoutFields(words: unknown, hidden: ReadonlyMap<string, unknown>): Record<string, unknown> | null {
  if (typeof words !== 'object' || words === null) return null
  const left = Object.entries(words).filter(([field]) => !hidden.has(baseField(field)))
  return left.length === 0 ? null : Object.fromEntries(left)
}

function redaction(values: Readonly<Record<string, unknown>>): Withheld[] {
  if (values.redacted !== true) return []
  const names: { name?: unknown }[] = Array.isArray(values.suppliers) ? values.suppliers : []
  const reasons = names.flatMap(({ name }): RedactionReason[] => {
    const reason = typeof name === 'string' ? redactionReason(name) : null
    return reason === null ? [] : [reason]
  })
  const reason = reasons.find((one) => one !== 'other') ?? 'other'
  return [{ field: 'supplier_name_raw', reason, ground: null, review_on: null, precision: 'full' }]
}

const SHOWS: readonly WithholdingPrecision[] = ['full', 'year', 'quarter']

/** One for each field, a decision before a marker. */
function strictest(all: readonly Withheld[]): Withheld[] {
  const kept = new Map<string, Withheld>()
  for (const one of all) {
    const other = kept.get(one.field)
    if (other === undefined || SHOWS.indexOf(one.precision) < SHOWS.indexOf(other.precision))
      kept.set(one.field, one)
  }
  return [...kept.values()].sort((a, b) => (a.field < b.field ? -1 : 1))
}
