// What changed in a contract, field by field, in words?
import { fieldLabel, valueWords } from './pages/contract/contract-values.ts'

export interface FieldChange {
  field: string
  before?: unknown
  after?: unknown
}

export interface ChangeWords {
  label: string
  before: string
  after: string
}

const NOT_STATED = 'Not stated'

/** One line a field as an officer knows it; values that only repeat another field's change are left out. */
export function changeWords(fields: readonly FieldChange[]): ChangeWords[] {
  const names = new Set(fields.map(({ field }) => field))
  return fields.flatMap((change) => {
    if (change.field === 'words') return wordChanges(change)
    if (change.field === 'suppliers') return names.has('supplier_name_raw') ? [] : [suppliersChange(change)]
    if (change.field.endsWith('_precision')) return [precisionChange(change)]
    return [
      {
        label: fieldLabel(change.field),
        before: written(change.field, change.before),
        after: written(change.field, change.after),
      },
    ]
  })
}

function written(field: string, value: unknown): string {
  return value === null || value === undefined ? NOT_STATED : valueWords(field, value)
}

/** Cells that hold a word instead of a value: `TBC`. */
function wordChanges({ before, after }: FieldChange): ChangeWords[] {
  const [earlier, later] = [wordsOf(before), wordsOf(after)]
  const fields = [...new Set([...Object.keys(earlier), ...Object.keys(later)])]
  return fields
    .filter((field) => earlier[field] !== later[field])
    .map((field) => ({
      label: `${fieldLabel(field)}, word instead of a value`,
      before: quoted(earlier[field]),
      after: quoted(later[field]),
    }))
}

function wordsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function quoted(word: unknown): string {
  return word === undefined ? 'None' : `“${String(word)}”`
}

function suppliersChange({ before, after }: FieldChange): ChangeWords {
  return { label: 'Suppliers', before: names(before), after: names(after) }
}

function names(suppliers: unknown): string {
  if (!Array.isArray(suppliers)) return NOT_STATED
  return suppliers
    .map(({ name, role }: { name?: unknown; role?: unknown }) =>
      role === undefined ? String(name) : `${String(name)} (${String(role)})`,
    )
    .join('; ')
}

function precisionChange({ field, before, after }: FieldChange): ChangeWords {
  const exactness = (value: unknown) => (typeof value === 'string' ? `Only the ${value}` : 'The day')
  return {
    label: `${fieldLabel(field.replace(/_precision$/, ''))}, how exact`,
    before: exactness(before),
    after: exactness(after),
  }
}
