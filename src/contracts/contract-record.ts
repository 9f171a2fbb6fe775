// Which of the values read from a row stand in columns of their own, so that they can be searched and sorted?

/** Columns of `contracts` that are read from a version's values by the same name, with their SQL types. */
const FIELDS = {
  local_reference: 'text',
  title: 'text',
  description: 'text',
  department: 'text',
  service_area: 'text',
  contract_type: 'text',
  cpv: 'text',
  process_type: 'text',
  route: 'text',
  supplier_name_raw: 'text',
  signed_on: 'date',
  start_on: 'date',
  current_end_on: 'date',
  max_end_on: 'date',
  review_on: 'date',
  is_sme: 'boolean',
  is_vcse: 'boolean',
} as const

/** Amounts in pence, the one that says most first: the whole term before a year, a known basis before an unknown one. */
const AMOUNTS = ['value_whole_term_net', 'value_whole_term_gross', 'value_annual', 'value'] as const

export const contractColumns = [...Object.keys(FIELDS), 'value_pence', 'value_field']

/** The values as typed columns: `values` is an SQL expression of type jsonb, `alias` the name of the record. */
export function recordOf(values: string, alias: string): string {
  const fields = [...Object.entries(FIELDS), ...AMOUNTS.map((amount) => [amount, 'bigint'])]
  return `jsonb_to_record(${values}) as ${alias}(${fields.map(([name, type]) => `${name} ${type}`).join(', ')})`
}

/** The expressions for `contractColumns`, in their order, over a record of `recordOf`. */
export function columnExpressions(alias: string): string[] {
  const amounts = AMOUNTS.map((amount) => `${alias}.${amount}`)
  const which = AMOUNTS.map((amount) => `when ${alias}.${amount} is not null then '${amount}'`).join(' ')
  return [
    ...Object.keys(FIELDS).map((field) => `${alias}.${field}`),
    `coalesce(${amounts.join(', ')})`,
    `case ${which} end`,
  ]
}
