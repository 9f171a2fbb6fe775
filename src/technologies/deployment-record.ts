// Which of the values read from a row of a systems return stand in columns of their own, and which may the public see?

/** Columns of `deployments` that are read from a version's values by the same name, with their SQL types. */
const FIELDS = {
  technology: 'text',
  service_area: 'text',
  maker: 'text',
  supplier_name_raw: 'text',
  hosting: 'text',
  status: 'text',
  users: 'bigint',
  local_reference: 'text',
  current_end_on: 'date',
  planned_replacement_on: 'date',
  satisfaction: 'smallint',
  notes: 'text',
} as const

export const deploymentColumns = Object.keys(FIELDS)

/** The values as typed columns: `values` is an SQL expression of type jsonb, `alias` the name of the record. */
export function deploymentRecord(values: string, alias: string): string {
  const fields = Object.entries(FIELDS).map(([name, type]) => `${name} ${type}`)
  return `jsonb_to_record(${values}) as ${alias}(${fields.join(', ')})`
}

/**
 * What the public may see of a row, in the order in which it is shown. What is not named here stays with the authority:
 * satisfaction and notes, and whatever a later version of the reader adds.
 */
export const PUBLIC_FIELDS = [
  'technology',
  'maker',
  'service_area',
  'department',
  'hosting',
  'users',
  'status',
  'supplier_name_raw',
  'local_reference',
  'current_end_on',
  'planned_replacement_on',
  'value_annual',
] as const

/** Read from the cell of the field before the suffix. */
const SUFFIXES = ['_precision', '_low', '_high']

/** Every key of a version's values that is public. */
export const publicKeys: readonly string[] = PUBLIC_FIELDS.flatMap((field) => [
  field,
  ...SUFFIXES.map((suffix) => `${field}${suffix}`),
])

/** The field whose column a value was read from. */
export function readFromField(key: string): string {
  const suffix = SUFFIXES.find((one) => key.endsWith(one))
  return suffix === undefined ? key : key.slice(0, -suffix.length)
}
