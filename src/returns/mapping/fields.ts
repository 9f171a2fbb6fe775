// Which fields can a column of a return hold?
import type { ReturnKind } from '../read-types.ts'

/** How the cells of a field are read. */
export type FieldType =
  | 'reference'
  | 'title'
  | 'text'
  | 'long text'
  | 'date'
  | 'money'
  | 'yes-no'
  | 'code'
  | 'months'
  | 'whole number'
  | 'satisfaction'
  | 'term'
  | 'cpv'
  | 'supplier'
  | 'company number'
  | 'charity number'
  | 'authority'

export interface FieldDefinition {
  type: FieldType
  /** What an officer calls it. */
  label: string
  /** Of a date: a month without a day means its first or its last day. */
  side?: 'start' | 'end'
}

const date = (label: string, side: 'start' | 'end'): FieldDefinition => ({ type: 'date', label, side })
const text = (label: string): FieldDefinition => ({ type: 'text', label })
const money = (label: string): FieldDefinition => ({ type: 'money', label })
const yesNo = (label: string): FieldDefinition => ({ type: 'yes-no', label })
const code = (label: string): FieldDefinition => ({ type: 'code', label })

const SHARED = {
  local_reference: { type: 'reference', label: 'Contract reference' },
  supplier_name_raw: { type: 'supplier', label: 'Supplier' },
  service_area: text('Service area'),
  current_end_on: date('Current end date', 'end'),
  status: code('Status'),
  notes: { type: 'long text', label: 'Notes' },
  authority_name: { type: 'authority', label: 'Authority' },
  department: text('Department'),
} as const satisfies Record<string, FieldDefinition>

/** Fields of a contracts return: the Transparency Code's, and the optional ones that forecasting needs. */
const CONTRACT_FIELDS = {
  ...SHARED,
  title: { type: 'title', label: 'Title' },
  description: { type: 'long text', label: 'Description' },
  ocid: text('Open Contracting ID'),
  portal_reference: text('Portal reference'),
  contract_type: code('Contract type'),
  technology: text('Technology'),
  cpv: { type: 'cpv', label: 'CPV code' },
  proclass: text('ProClass code'),
  signed_on: date('Signed date', 'start'),
  start_on: date('Start date', 'start'),
  review_on: date('Review date', 'end'),
  max_end_on: date('Maximum end date', 'end'),
  effective_date: date('Date the return speaks for', 'end'),
  term_text: { type: 'term', label: 'Term or extension options' },
  has_options: yesNo('Can be extended'),
  notice_period_months: { type: 'months', label: 'Notice period in months' },
  auto_renews: yesNo('Renews by itself'),
  value: money('Value (not yet said which)'),
  value_whole_term_net: money('Value of the whole term, net'),
  value_whole_term_gross: money('Value of the whole term, gross'),
  value_annual: money('Annual value'),
  value_max_incl_options: money('Maximum value with all options'),
  irrecoverable_vat: money('Irrecoverable VAT'),
  value_basis: code('Basis of the value'),
  supplier_company_no: { type: 'company number', label: 'Company number' },
  supplier_charity_no: { type: 'charity number', label: 'Charity number' },
  supplier_ppon: text('Procurement identifier of the supplier (PPON)'),
  supplier_vat_no: text('VAT number of the supplier'),
  supplier_lei: text('Legal entity identifier of the supplier (LEI)'),
  is_sme: yesNo('Small or medium-sized enterprise'),
  is_vcse: yesNo('Voluntary, community or social enterprise'),
  process_type: code('Process'),
  route: code('Procurement route'),
  framework_reference: text('Framework reference'),
  above_threshold: yesNo('Above the threshold'),
  reserved: text('Reserved procurement'),
  replaces: text('Replaces contract'),
  replaced_by: text('Replaced by contract'),
  contact_url: text('Contact page'),
  tender_doc_url: text('Tender documents'),
  contract_doc_url: text('Contract documents'),
} as const satisfies Record<string, FieldDefinition>

const SYSTEM_FIELDS = {
  ...SHARED,
  technology: { type: 'title', label: 'Technology' },
  maker: text('Maker'),
  hosting: code('Hosting'),
  users: { type: 'whole number', label: 'Users' },
  satisfaction: { type: 'satisfaction', label: 'Satisfaction (1 to 5)' },
  planned_replacement_on: date('Planned replacement', 'end'),
  value_annual: money('Annual value'),
} as const satisfies Record<string, FieldDefinition>

export type ContractField = keyof typeof CONTRACT_FIELDS
export type SystemField = keyof typeof SYSTEM_FIELDS
export type FieldName = ContractField | SystemField

/** The fields of a kind of return, by name. */
export const FIELDS: Record<ReturnKind, Readonly<Record<string, FieldDefinition>>> = {
  contracts: CONTRACT_FIELDS,
  systems: SYSTEM_FIELDS,
}

/** Fields without which a file of the kind cannot be read. */
export const REQUIRED_FIELDS: Record<ReturnKind, FieldName[]> = {
  contracts: ['title', 'supplier_name_raw'],
  systems: ['technology'],
}
