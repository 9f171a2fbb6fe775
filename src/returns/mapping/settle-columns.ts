// What do the columns of one table say about each other?
import type { ReturnKind } from '../read-types.ts'
import type { MappedColumn } from './mapped-column.ts'

/** Words that say which of two ends an end date is. */
const END_SAID = new Set([
  'current',
  'initial',
  'original',
  'excluding',
  'maximum',
  'latest',
  'final',
  'including',
])

/** Changes the columns in place: context first, then what is ambiguous, then one column a field. */
export function settleColumns(columns: MappedColumn[], kind: ReturnKind): void {
  if (kind === 'systems') settleMaker(columns)
  if (kind === 'contracts') {
    settleCompletion(columns)
    settleEntity(columns)
    settleDepartment(columns)
    markAskedColumns(columns)
  }
  keepOneColumnAField(columns)
}

/** Where a system has a reseller or another supplier, its vendor is who makes it. */
function settleMaker(columns: MappedColumn[]): void {
  const suppliers = columns.filter(
    (column) => column.field === 'supplier_name_raw' && column.basis !== 'profile',
  )
  const vendor = suppliers.find((column) => column.words.words.includes('vendor'))
  if (vendor && suppliers.length > 1 && !has(columns, 'maker'))
    Object.assign(vendor, { field: 'maker', confidence: 0.8 })
}

const has = (columns: readonly MappedColumn[], field: string): boolean =>
  columns.some((column) => column.field === field)

/** `Completion date` beside an end date is the day of signing; alone it stays a question. */
function settleCompletion(columns: MappedColumn[]): void {
  if (!has(columns, 'current_end_on') || has(columns, 'signed_on')) return
  const asked = columns.find(
    (column) => column.field === null && column.words.words.includes('completion') && column.choices,
  )
  if (asked) Object.assign(asked, { field: 'signed_on', confidence: 0.6, basis: 'tokens', ambiguous: true })
}

/** `Entity` is the buying body in a register of contracts, and the department in a list of payments. */
function settleEntity(columns: MappedColumn[]): void {
  const entity = columns.find((column) => column.words.key === 'entity' && column.basis !== 'profile')
  if (!entity) return
  const field = has(columns, 'title') && !has(columns, 'authority_name') ? 'authority_name' : 'department'
  if (has(columns, field)) return
  Object.assign(entity, {
    field,
    confidence: 0.6,
    basis: 'synonym',
    ambiguous: true,
    choices: ['authority_name', 'department'],
  })
}

/** Where no column names the department, the service area is what a register calls it. */
function settleDepartment(columns: MappedColumn[]): void {
  if (has(columns, 'department')) return
  const service = columns.find((column) => column.field === 'service_area' && column.basis !== 'profile')
  if (service)
    Object.assign(service, {
      field: 'department',
      confidence: 0.7,
      ambiguous: true,
      choices: ['department', 'service_area'],
    })
}

function markAskedColumns(columns: MappedColumn[]): void {
  const maximumKnown = has(columns, 'max_end_on')
  for (const column of columns) {
    if (column.basis === 'profile') continue
    if (column.field === 'value') {
      column.ambiguous = true
      column.choices = [
        'value_whole_term_net',
        'value_annual',
        'value_max_incl_options',
        'value_whole_term_gross',
      ]
    }
    const saysWhich = column.words.words.some((word) => END_SAID.has(word))
    if (column.field === 'current_end_on' && !maximumKnown && !saysWhich) {
      column.ambiguous = true
      column.choices = ['current_end_on', 'max_end_on']
    }
  }
}

/** Of several differently worded columns for one field the surest is used; all are flagged. Suppliers may be several. */
function keepOneColumnAField(columns: MappedColumn[]): void {
  const byField = new Map<string, MappedColumn[]>()
  for (const column of columns) {
    if (column.field === null || isExtraSupplier(column)) continue
    const list = byField.get(column.field) ?? []
    list.push(column)
    byField.set(column.field, list)
  }
  for (const [field, rivals] of byField) {
    if (rivals.length < 2 || repeatsHeading(rivals)) continue
    const best = rivals.reduce((a, b) => (sureness(b) > sureness(a) ? b : a))
    for (const column of rivals) {
      column.ambiguous = true
      column.choices = [...new Set([field, ...(column.choices ?? [])])]
      if (column !== best) Object.assign(column, { field: null, confidence: 0.3 })
    }
  }
}

/** Of two equally sure columns the one that says `contract` is meant: the other may be of the notice or the tender. */
function sureness({ confidence, words }: MappedColumn): number {
  return (
    confidence +
    (words.words.includes('contract') ? 0.01 : 0) +
    (words.words.includes('reference') ? 0.005 : 0)
  )
}

/** Supplier columns that are numbered, name a role or were said to be one stand beside each other. */
function isExtraSupplier(column: MappedColumn): boolean {
  if (column.field !== 'supplier_name_raw') return false
  return (
    column.basis === 'profile' ||
    column.role !== undefined ||
    column.words.words.some((word) => /^\d{1,2}$/.test(word)) ||
    /\b(second|third|fourth|additional|other|secondary)\b/.test(column.words.key)
  )
}

function repeatsHeading(columns: readonly MappedColumn[]): boolean {
  return new Set(columns.map((column) => column.words.key)).size < columns.length
}

/** Columns whose headings are the same and stand for a field in use: choosing one would lose the other. */
export function repeatedHeadings(columns: readonly MappedColumn[]): MappedColumn[] {
  const first = new Map<string, MappedColumn>()
  const repeated: MappedColumn[] = []
  for (const column of columns) {
    if (column.field === null) continue
    const key = `${column.field}|${column.words.key}`
    const earlier = first.get(key)
    if (earlier) repeated.push(earlier, column)
    else first.set(key, column)
  }
  return repeated
}
