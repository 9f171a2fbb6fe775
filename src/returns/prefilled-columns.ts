// Which columns does a pre-filled return have, and what stands in each so that reading it gives back the same?
import { decimalPounds } from '../lib/money.ts'
import { FIELDS } from './mapping/fields.ts'
import type { ReturnKind } from './read-types.ts'
import { type NamedSupplier, readSuppliers } from './values/supplier-cell.ts'
import { readTerm } from './values/term-text.ts'

/** What a contract or a system was read as: the values of its current version. */
export type StatedValues = Readonly<Record<string, unknown>>

/** Text, a day, an amount in pence or a count; null where nothing is stated. */
export type PrefilledCell = string | { day: string } | { pence: number } | { count: number } | null

export interface PrefilledColumn {
  heading: string
  /** What to type, for the guide. */
  hint: string
  cell(values: StatedValues): PrefilledCell
}

/** What only the whole register can tell about the columns needed. */
export interface RegisterShape {
  /** Some contract states its first term together with its options, so the column holds both. */
  hasFirstTerm: boolean
  /** Some contract has an amount of which nobody has said what it stands for. */
  hasUndecidedValue: boolean
  /** The most suppliers of each role; the role of a plain supplier is the empty text. */
  suppliers: Map<string, number>
}

export function emptyShape(): RegisterShape {
  return { hasFirstTerm: false, hasUndecidedValue: false, suppliers: new Map([['', 1]]) }
}

/** Widens the shape so that it has room for one more contract. */
export function addToShape(shape: RegisterShape, values: StatedValues): void {
  if (typeof values.initial_term_months === 'number') shape.hasFirstTerm = true
  if (UNDECIDED.some((field) => (values[field] ?? null) !== null) || wordOf(values, 'value') !== null)
    shape.hasUndecidedValue = true
  const counts = new Map<string, number>()
  for (const { role } of supplierCells(values)) counts.set(role, (counts.get(role) ?? 0) + 1)
  for (const [role, count] of counts)
    shape.suppliers.set(role, Math.max(count, shape.suppliers.get(role) ?? 0))
}

const UNDECIDED = ['value', 'value_low', 'value_high']

/** Headings that our reader knows for certain, in the order an officer fills them in. */
const CONTRACT_HEADINGS: [field: string, heading: string][] = [
  ['local_reference', 'Contract reference'],
  ['title', 'Title'],
  ['description', 'Description'],
  ['department', 'Department'],
  ['supplier_name_raw', 'Supplier'],
  ['supplier_company_no', 'Company number'],
  ['supplier_charity_no', 'Charity number'],
  ['supplier_ppon', 'Supplier PPON'],
  ['supplier_vat_no', 'Supplier VAT number'],
  ['supplier_lei', 'Supplier LEI'],
  ['is_sme', 'SME'],
  ['is_vcse', 'VCSE'],
  ['signed_on', 'Signed date'],
  ['start_on', 'Start date'],
  ['current_end_on', 'Current end date'],
  ['max_end_on', 'Maximum end date'],
  ['review_on', 'Review date'],
  ['term_text', 'Extension options'],
  ['has_options', 'Can be extended'],
  ['notice_period_months', 'Notice period in months'],
  ['auto_renews', 'Auto renewal'],
  ['value', 'Value'],
  ['value_whole_term_net', 'Contract value excluding VAT'],
  ['value_whole_term_gross', 'Contract value including VAT'],
  ['value_annual', 'Annual value'],
  ['value_max_incl_options', 'Maximum value'],
  ['irrecoverable_vat', 'Irrecoverable VAT'],
  ['value_basis', 'Value basis'],
  ['process_type', 'Process type'],
  ['route', 'Procurement route'],
  ['framework_reference', 'Framework reference'],
  ['contract_type', 'Contract type'],
  ['technology', 'Technology'],
  ['service_area', 'Service area'],
  ['cpv', 'CPV code'],
  ['proclass', 'ProClass code'],
  ['above_threshold', 'Above threshold'],
  ['reserved', 'Reserved'],
  ['status', 'Status'],
  ['replaces', 'Replaces'],
  ['replaced_by', 'Replaced by'],
  ['ocid', 'Open Contracting ID'],
  ['portal_reference', 'Portal reference'],
  ['contact_url', 'Contact URL'],
  ['tender_doc_url', 'Tender document URL'],
  ['contract_doc_url', 'Contract document URL'],
  ['notes', 'Notes'],
]

const SYSTEM_HEADINGS: [field: string, heading: string][] = [
  ['technology', 'Technology'],
  ['maker', 'Maker'],
  ['supplier_name_raw', 'Supplier'],
  ['service_area', 'Service area'],
  ['department', 'Department'],
  ['hosting', 'Hosting'],
  ['users', 'Number of users'],
  ['status', 'Status'],
  ['local_reference', 'Contract reference'],
  ['current_end_on', 'Contract end date'],
  ['value_annual', 'Annual value'],
  ['satisfaction', 'Satisfaction'],
  ['planned_replacement_on', 'Planned replacement'],
  ['notes', 'Notes'],
]

const HEADINGS = { contracts: CONTRACT_HEADINGS, systems: SYSTEM_HEADINGS }

/** Every field of a return of the kind, each under one heading; `authority` stands in each row. */
export function prefilledColumns(
  kind: ReturnKind,
  shape: RegisterShape,
  authority: string,
): PrefilledColumn[] {
  const columns = HEADINGS[kind].flatMap(([field, heading]) => {
    if (field === 'value' && !shape.hasUndecidedValue) return []
    if (field === 'supplier_name_raw') return supplierColumns(shape.suppliers)
    if (field === 'term_text') return [termColumn(shape.hasFirstTerm)]
    return [
      { heading, hint: hintOf(field, kind), cell: (values: StatedValues) => cellOf(field, kind, values) },
    ]
  })
  return [
    ...columns,
    { heading: 'Authority', hint: 'Your authority; leave it as it is.', cell: () => authority },
  ]
}

function cellOf(field: string, kind: ReturnKind, values: StatedValues): PrefilledCell {
  const word = wordOf(values, field)
  if (word !== null) return word
  const value = values[field] ?? null
  switch (FIELDS[kind][field]?.type) {
    case 'date':
      return typeof value === 'string' ? dayCell(value, values[`${field}_precision`]) : null
    case 'money':
      return typeof value === 'number'
        ? { pence: value }
        : range(values[`${field}_low`], values[`${field}_high`])
    case 'yes-no':
      return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : null
    case 'code':
      return typeof value === 'string' ? codeWords(value) : null
    case 'months':
    case 'whole number':
    case 'satisfaction':
      return typeof value === 'number' ? { count: value } : null
    default:
      return typeof value === 'string' ? value : null
  }
}

/** The word that stood in the cell instead of a value, or beside it. */
function wordOf({ words }: StatedValues, field: string): string | null {
  if (typeof words !== 'object' || words === null) return null
  const word: unknown = (words as Record<string, unknown>)[field]
  return typeof word === 'string' ? word : null
}

function dayCell(day: string, precision: unknown): PrefilledCell {
  return precision === 'month' ? day.slice(0, 7) : { day }
}

function range(low: unknown, high: unknown): string | null {
  if (typeof low !== 'number' || typeof high !== 'number') return null
  return `${decimalPounds(low)} - ${decimalPounds(high)}`
}

/** `framework_call_off` → `Framework call off`. */
function codeWords(code: string): string {
  const words = code.replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

function termColumn(hasFirstTerm: boolean): PrefilledColumn {
  return hasFirstTerm
    ? {
        heading: 'Contract term',
        hint: 'First term, then the options: 4+1+1 years. “plus 12 months” for options alone.',
        cell: (values) => termCell(values, true),
      }
    : {
        heading: 'Extension options',
        hint: 'Options to extend, in order: 1+1 years, 12 months + 12 months, None.',
        cell: (values) => termCell(values, false),
      }
}

/** As typed where that reads the same under this heading; spelt out in months where it stood under the other one. */
function termCell(values: StatedValues, startsWithTerm: boolean): string | null {
  const word = wordOf(values, 'term_text')
  const typed = word ?? values.term_text
  const first = typeof values.initial_term_months === 'number' ? values.initial_term_months : null
  const options = Array.isArray(values.options) ? (values.options as { months: number }[]) : null
  if (typeof typed === 'string') {
    const read = readTerm(typed, startsWithTerm)
    const same = JSON.stringify(read.options) === JSON.stringify(options)
    if (same && (read.initialMonths ?? null) === first) return typed
  }
  if (options === null) return typeof typed === 'string' ? typed : null
  const steps = options.map(({ months }) => `${months} months`).join(' + ')
  if (first !== null) return steps === '' ? `${first} months` : `${first} months + ${steps}`
  return steps === '' ? 'None' : startsWithTerm ? `plus ${steps}` : steps
}

const ROLE_HEADINGS: Record<string, string> = {
  '': 'Supplier',
  prime: 'Main contractor',
  sub: 'Sub contractor',
  reseller: 'Reseller',
  consortium: 'Consortium member',
}

function supplierColumns(counts: Map<string, number>): PrefilledColumn[] {
  return [...counts].flatMap(([role, count]) =>
    Array.from({ length: count }, (_, nth) => ({
      heading: `${ROLE_HEADINGS[role] ?? 'Supplier'}${nth === 0 ? '' : ` ${nth + 1}`}`,
      hint:
        nth === 0 && role === ''
          ? 'The legal name, as on the contract.'
          : 'A further supplier of the contract.',
      cell: (values: StatedValues) =>
        supplierCells(values).filter((cell) => cell.role === role)[nth]?.text ?? null,
    })),
  )
}

/** The cells that named the suppliers: the first as typed, each further one by itself. */
function supplierCells(values: StatedValues): { role: string; text: string }[] {
  const raw = typeof values.supplier_name_raw === 'string' ? values.supplier_name_raw : ''
  const suppliers = Array.isArray(values.suppliers) ? (values.suppliers as NamedSupplier[]) : []
  const inFirst = readSuppliers(raw).value?.length ?? 0
  const rest = suppliers
    .slice(inFirst)
    .map((supplier) => ({ role: supplier.role ?? '', text: nameCell(supplier) }))
  return [{ role: suppliers[0]?.role ?? '', text: raw }, ...rest]
}

function nameCell({ name, tradingAs }: NamedSupplier): string {
  return tradingAs === undefined ? name : `${name} t/a ${tradingAs}`
}

/** What may be typed into the cells of a field. */
function hintOf(field: string, kind: ReturnKind): string {
  return OWN_HINTS[field] ?? TYPE_HINTS[FIELDS[kind][field]?.type ?? ''] ?? 'Text, or leave it blank.'
}

const OWN_HINTS: Record<string, string> = {
  title: 'What the contract is for. Needed.',
  local_reference: 'Your own number of the contract. Keep it the same from return to return.',
  current_end_on: 'The end as it stands now, without options not yet used.',
  max_end_on: 'The end if every option is used.',
  value: 'An amount nobody has said what it stands for. Move it to the column it belongs to.',
  cpv: 'Eight digits, such as 48000000.',
  technology: 'The name of the system. Needed in a systems return.',
  maker: 'Who makes it, which may not be who sells it.',
  satisfaction: '1 (poor) to 5 (good).',
  users: 'A number of people or licences.',
  supplier_company_no: 'Eight characters, as Companies House writes it.',
}

const TYPE_HINTS: Record<string, string> = {
  date: 'A day such as 31/03/2027, or a month such as 2027-03.',
  money: 'Pounds, such as 12500.00.',
  'yes-no': 'Yes or No. Blank means not stated, never no.',
  months: 'A number of months.',
}
