// Who may see which field of a contract, where nothing is withheld?

/** `participating`: authorities that share; `own`: the authority alone. */
export type PublicationLevel = 'public' | 'participating' | 'own'

/**
 * Every field of a contract and who may see it. What is not named here is for the authority alone, whatever a later
 * version of the reader adds.
 */
export const PUBLICATION_LEVELS = {
  local_reference: 'public',
  title: 'public',
  description: 'public',
  department: 'public',
  service_area: 'public',
  status: 'public',
  ocid: 'public',
  portal_reference: 'public',
  contract_type: 'public',
  technology: 'public',
  cpv: 'public',
  proclass: 'public',
  authority_name: 'public',
  supplier_name_raw: 'public',
  suppliers: 'public',
  supplier_company_no: 'public',
  supplier_charity_no: 'public',
  supplier_ppon: 'public',
  supplier_vat_no: 'public',
  supplier_lei: 'public',
  is_sme: 'public',
  is_vcse: 'public',
  signed_on: 'public',
  start_on: 'public',
  current_end_on: 'public',
  max_end_on: 'public',
  review_on: 'public',
  effective_date: 'public',
  term_text: 'public',
  options: 'public',
  initial_term_months: 'public',
  has_options: 'public',
  notice_period_months: 'public',
  auto_renews: 'public',
  value: 'public',
  value_whole_term_net: 'public',
  value_whole_term_gross: 'public',
  value_annual: 'public',
  value_max_incl_options: 'public',
  value_basis: 'public',
  irrecoverable_vat: 'public',
  process_type: 'public',
  route: 'public',
  framework_reference: 'public',
  above_threshold: 'public',
  reserved: 'public',
  replaces: 'public',
  replaced_by: 'public',
  contact_url: 'public',
  tender_doc_url: 'public',
  contract_doc_url: 'public',
  satisfaction: 'participating',
  criticality: 'own',
  contact_name: 'own',
  contact_email: 'own',
  contact_phone: 'own',
  notes: 'own',
} as const satisfies Record<string, PublicationLevel>

/** What stands beside a value and is read from the same cell. */
const SUFFIXES = ['_precision', '_low', '_high']

/** `current_end_on` of `current_end_on_precision`; the name itself where it is a field of its own. */
export function baseField(key: string): string {
  const suffix = SUFFIXES.find((one) => key.endsWith(one))
  return suffix === undefined ? key : key.slice(0, -suffix.length)
}

export function levelOf(field: string): PublicationLevel {
  const levels: Record<string, PublicationLevel> = PUBLICATION_LEVELS
  return (Object.hasOwn(levels, baseField(field)) ? levels[baseField(field)] : undefined) ?? 'own'
}

export function isPublicField(field: string): boolean {
  return levelOf(field) === 'public'
}
