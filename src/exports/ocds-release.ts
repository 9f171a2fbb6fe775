// How does a contract look as a release of the Open Contracting Data Standard 1.1.5?
import type { ContractVersion } from '../contracts/contract-version-queries.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { exactText } from './exact-text.ts'

/** Ours and not registered, and so said to be: no prefix of the standard looks like this. */
const LOCAL_OCID_PREFIX = 'thirty3-local'

export const UK_EXTENSION =
  'https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/main/extension.json'

type Json = { [key: string]: unknown }
type Values = Record<string, unknown>

/** The authority's own identifier of the process where it states one, else ours under the local prefix. */
export function ocidOf({ contract_id, values }: ContractVersion): string {
  const stated = values.ocid
  return typeof stated === 'string' && /^ocds-[a-z0-9]{6}-\S+$/.test(stated)
    ? stated
    : `${LOCAL_OCID_PREFIX}-${contract_id}`
}

/**
 * One version as a release: first `award` and `contract`, later `contractAmendment` where an end or an amount differs from
 * the version before, else `contractUpdate`. The status is that of the day on which it was published.
 */
export function releaseOf(version: ContractVersion, before: ContractVersion | null): Json {
  return release(version, tagsOf(version, before), version.created_at.slice(0, 10))
}

/** What holds on a day, as the compiled release of a record. */
export function compiledReleaseOf(version: ContractVersion, today: CalendarDate): Json {
  const compiled = release(version, ['compiled'], today)
  return { ...compiled, id: `${compiled.id}-compiled` }
}

const TERMS = [
  'current_end_on',
  'max_end_on',
  'value_whole_term_net',
  'value_whole_term_gross',
  'value_annual',
  'value',
]

function tagsOf({ values }: ContractVersion, before: ContractVersion | null): string[] {
  if (before === null) return ['award', 'contract']
  const isAmended = TERMS.some((term) => (values[term] ?? null) !== (before.values[term] ?? null))
  return [isAmended ? 'contractAmendment' : 'contractUpdate']
}

function release(version: ContractVersion, tag: string[], day: CalendarDate): Json {
  const { values } = version
  const ocid = ocidOf(version)
  const suppliers = suppliersOf(version)
  const buyer = { id: buyerId(version), name: version.authority_name }
  const references = suppliers.map(({ id, name }) => ({ id, name }))
  const items = itemsOf(version)
  const awardID = `${ocid}-award`
  return {
    ocid,
    id: `${ocid}-${version.contract_id}-${version.number}`,
    date: version.created_at,
    tag,
    initiationType: 'tender',
    language: 'en',
    parties: [buyerParty(version), ...suppliers.map((supplier) => supplierParty(supplier, values))],
    buyer,
    tender: tenderOf(ocid, values),
    awards: [{ id: awardID, title: values.title, status: 'active', suppliers: references, ...items }],
    contracts: [contractOf(version, awardID, day)],
  }
}

function buyerId({ authority_la_code: code, authority_gss_code: gss }: ContractVersion): string {
  return code === null ? `GB-GSS-${gss}` : `GB-LAE-${code}`
}

/** Authorities by the register of local authorities of England (`GB-LAE`), their areas by statistical code. */
function buyerParty(version: ContractVersion): Json {
  const { authority_la_code: code, authority_name: name, authority_gss_code: gss } = version
  return {
    id: buyerId(version),
    name,
    ...(code === null ? {} : { identifier: { scheme: 'GB-LAE', id: code, legalName: name } }),
    address: { region: gss, countryName: 'United Kingdom' },
    roles: ['buyer'],
  }
}

interface Supplier {
  id: string
  name: string
  isOnly: boolean
}

/** Each supplier once, by its name in the register where it is held, else as typed. */
function suppliersOf(version: ContractVersion): Supplier[] {
  const unique = new Map(
    version.suppliers.map(({ name, slug, registered }, at) => [
      slug ?? `${version.contract_id}-${at + 1}`,
      registered ?? name,
    ]),
  )
  return [...unique].map(([id, name]) => ({ id: `thirty3-supplier-${id}`, name, isOnly: unique.size === 1 }))
}

/** Numbers and sizes belong to the supplier where there is one; beside several nobody said whose they are. */
function supplierParty({ id, name, isOnly }: Supplier, values: Values): Json {
  const party = { id, name, roles: ['supplier'] }
  if (!isOnly) return party
  const [identifier, ...additionalIdentifiers] = IDENTIFIERS.flatMap(([field, scheme]) =>
    typeof values[field] === 'string' ? [{ scheme, id: values[field], legalName: name }] : [],
  )
  const details = {
    ...(typeof values.is_sme === 'boolean' ? { scale: values.is_sme ? 'sme' : 'large' } : {}),
    ...(typeof values.is_vcse === 'boolean' ? { vcse: values.is_vcse } : {}),
  }
  return {
    ...party,
    ...(identifier ? { identifier } : {}),
    ...(additionalIdentifiers.length > 0 ? { additionalIdentifiers } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
  }
}

/** Schemes of org-id.guide: Companies House, the Charity Commission, and the central digital platform's own. */
const IDENTIFIERS = [
  ['supplier_company_no', 'GB-COH'],
  ['supplier_charity_no', 'GB-CHC'],
  ['supplier_ppon', 'GB-PPON'],
] as const

const METHODS: Record<string, string> = {
  open: 'open',
  selective: 'selective',
  limited: 'limited',
  direct: 'direct',
}
const CATEGORIES: Record<string, string> = { goods: 'goods', services: 'services', works: 'works' }

function tenderOf(ocid: string, values: Values): Json {
  const process = typeof values.process_type === 'string' ? values.process_type : null
  const method = process === null ? undefined : METHODS[process]
  const category = CATEGORIES[String(values.contract_type)]
  return {
    id: typeof values.portal_reference === 'string' ? values.portal_reference : `${ocid}-tender`,
    title: values.title,
    ...(method === undefined ? {} : { procurementMethod: method }),
    ...(process === null ? {} : { procurementMethodDetails: process.replaceAll('_', ' ') }),
    ...(category === undefined ? {} : { mainProcurementCategory: category }),
  }
}

function itemsOf({ values, cpv_label: label }: ContractVersion): Json {
  if (typeof values.cpv !== 'string') return {}
  const description = label === null ? {} : { description: label }
  return {
    items: [{ id: '1', classification: { scheme: 'CPV', id: values.cpv.slice(0, 8), ...description } }],
  }
}

function contractOf({ values, contract_id: id }: ContractVersion, awardID: string, day: CalendarDate): Json {
  const stated = (field: string) => exactText(values, field)
  const [start, end, latest, signed] = ['start_on', 'current_end_on', 'max_end_on', 'signed_on'].map(stated)
  const period = {
    ...(start ? { startDate: `${start}T00:00:00Z` } : {}),
    ...(end ? { endDate: `${end}T23:59:59Z` } : {}),
    ...(latest ? { maxExtentDate: `${latest}T23:59:59Z` } : {}),
  }
  const value = wholeTermValue(values)
  return {
    id: stated('local_reference') ?? id,
    awardID,
    title: values.title,
    ...(stated('description') === null ? {} : { description: values.description }),
    status: start && start > day ? 'pending' : end && end < day ? 'terminated' : 'active',
    ...(Object.keys(period).length > 0 ? { period } : {}),
    ...(value === null ? {} : { value }),
    ...(signed ? { dateSigned: `${signed}T00:00:00Z` } : {}),
    ...(typeof values.above_threshold === 'boolean' ? { aboveThreshold: values.above_threshold } : {}),
  }
}

/** The value of the whole term alone: a year's, or one whose basis nobody stated, is not what the standard means. */
function wholeTermValue({ value_whole_term_net: net, value_whole_term_gross: gross }: Values): Json | null {
  if (typeof net !== 'number' && typeof gross !== 'number') return null
  return {
    ...(typeof net === 'number' ? { amount: net / 100 } : {}),
    ...(typeof gross === 'number' ? { amountGross: gross / 100 } : {}),
    currency: 'GBP',
  }
}
