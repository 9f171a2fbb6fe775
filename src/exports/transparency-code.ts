// How does an authority's register look with the headings of the Transparency Code's contracts file?
import { askedContracts, eachContract } from '../contracts/contract-search-queries.ts'
import { type ContractVersion, currentVersions } from '../contracts/contract-version-queries.ts'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { decimalPounds } from '../lib/money.ts'
import { csvFile } from './csv.ts'
import { exactText } from './exact-text.ts'

type Write = (version: ContractVersion, values: Record<string, unknown>) => string

const text =
  (field: string): Write =>
  (_version, values) =>
    typeof values[field] === 'string' ? values[field] : ''

/** The schema's days are instants (XML Schema `dateTime`). */
const day =
  (field: string): Write =>
  (_version, values) =>
    exactDay(exactText(values, field))

const exactDay = (stated: string | null) => (stated === null ? '' : `${stated}T00:00:00Z`)

const pounds = (...fields: string[]): Write => {
  return (_version, values) => {
    const pence = fields.map((field) => values[field]).find((value) => typeof value === 'number')
    return typeof pence === 'number' ? decimalPounds(pence) : ''
  }
}

const yesNo =
  (field: string): Write =>
  (_version, values) =>
    typeof values[field] === 'boolean' ? String(values[field]) : ''

const code =
  (field: string, words: Record<string, string>): Write =>
  (_version, values) =>
    words[String(values[field])] ?? ''

const CONTRACT_TYPES = {
  single_award: 'Single award contract',
  multiple_award: 'Multiple award contract',
  framework_agreement: 'Framework agreement',
  dynamic_purchasing_system: 'Dynamic purchasing system',
  grant_agreement: 'Grant agreement',
  other: 'Other',
}

/** The Code knows two kinds; what is neither, a direct award for one, is left empty. */
const PROCESS_TYPES = {
  invitation_to_quote: 'Invitation to quote',
  invitation_to_tender: 'Published invitation to tender',
  open: 'Published invitation to tender',
  selective: 'Published invitation to tender',
}

const none: Write = () => ''

/**
 * The headings of the Local Government Association's contracts schema (`Contracts.json` of its transparency schemas), in
 * its order, each with what stands under it. A cell stays empty where the authority stated nothing; persons are not named.
 */
const COLUMNS: [heading: string, write: Write][] = [
  ['OrganisationLabel', (version) => version.authority_name],
  [
    'OrganisationURI',
    (version) => `http://statistics.data.gov.uk/id/statistical-geography/${version.authority_gss_code}`,
  ],
  ['ContractReference', text('local_reference')],
  ['OpenContractingID', text('ocid')],
  ['ContractTitle', text('title')],
  ['ContractType', code('contract_type', CONTRACT_TYPES)],
  ['OrganisationalUnit', text('department')],
  ['ServiceCategoryLabel', text('service_area')],
  ['ServiceCategoryURI', none],
  ['Description', text('description')],
  ['ProcurementCategory', none],
  ['CPVLabel', (version) => version.cpv_label ?? ''],
  ['CPVCode', text('cpv')],
  ['ProclassLabel', none],
  ['ProclassCode', text('proclass')],
  ['StartDate', day('start_on')],
  ['EndDate', day('current_end_on')],
  ['ReviewDate', day('review_on')],
  ['LastExtensionDate', day('max_end_on')],
  ['ContractValue', pounds('value_whole_term_net', 'value_whole_term_gross', 'value_annual', 'value')],
  [
    'FixedCost',
    (_version, { value_basis: basis }) => ({ actual: 'true', estimated: 'false' })[String(basis)] ?? '',
  ],
  ['IrrecoverableVAT', pounds('irrecoverable_vat')],
  ['SupplierName', text('supplier_name_raw')],
  ['CompaniesHouseRegistrationNumber', text('supplier_company_no')],
  ['CharityCommissionNumber', text('supplier_charity_no')],
  ['OtherSupplierID', text('supplier_ppon')],
  ['SMESupplier', yesNo('is_sme')],
  ['VCSESupplier', yesNo('is_vcse')],
  ['VCSESupplierType', none],
  ['ContactName', none],
  ['ContactEmail', none],
  ['ContactURL', text('contact_url')],
  ['ProcessType', code('process_type', PROCESS_TYPES)],
  ['TenderDocumentURL', text('tender_doc_url')],
  ['ContractDocumentURL', text('contract_doc_url')],
  ['PerformanceInformationURL', none],
  ['AreaServedLabel', none],
  ['AreaServedURI', none],
]

export const TRANSPARENCY_HEADINGS = COLUMNS.map(([heading]) => heading)

/**
 * Every public contract of the authority, the soonest to end first; holds a batch at a time.
 * @throws AppError `unknown_filter` for a slug that no authority has, before anything is written.
 */
export async function transparencyCodeCsv(
  db: Queryable,
  authority: string,
  today: CalendarDate,
): Promise<AsyncGenerator<string>> {
  const asked = await askedContracts(db, { authority: [authority] }, today)
  const rows = async function* () {
    yield TRANSPARENCY_HEADINGS
    for await (const ids of eachContract(db, asked))
      for (const version of await currentVersions(db, ids))
        yield COLUMNS.map(([, write]) => write(version, version.values))
  }
  return csvFile(rows())
}
