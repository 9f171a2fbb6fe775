// What does the page of contracts show?
import type { ContractFilters } from '../../../contracts/contract-filter-schemas.ts'
import type { ContractPage, ContractSummary } from '../../../contracts/contract-schemas.ts'
import { MOST_RANKED } from '../../../contracts/contract-survey.ts'
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import { endOfContract } from '../../contract-end.ts'
import { amountBasis, dayReader, formatDay, formatDecimalPounds, relativeDay } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import { filterGroups } from './contracts-filters.ts'
import type { ContractsForm, FormError } from './contracts-form.ts'
import { type Named, shownSentence } from './contracts-sentence.ts'

/** What the list shows besides the form; none of it when the form has errors. */
export interface FoundContracts {
  filters: ContractFilters
  page: ContractPage
}

export interface ContractsPageFacts {
  form: ContractsForm
  errors: FormError[]
  authorities: readonly Named[]
  /** Those that the filter names. */
  suppliers: readonly Named[]
  technologies: readonly Named[]
  found: FoundContracts | null
  today: CalendarDate
}

/** Everything but the boxes of the filters and the rows of the list. */
export function contractsView(facts: ContractsPageFacts) {
  const { form, errors, found, authorities, suppliers, technologies } = facts
  const names = { authorities, suppliers, technologies }
  const contracts = found?.page.contracts ?? []
  const q = form.q?.join(' ') ?? ''
  return {
    title: pageTitle(facts, q),
    section: 'contracts' as const,
    showsSample: contracts.some((contract) => contract.is_sample),
    q,
    qError: errors.find(({ field }) => field === 'q')?.message ?? '',
    errors: errors.map(({ field, message }) => ({ href: field ? `#${field}` : '#filters', message })),
    sentence: found ? shownSentence(found.filters, found.page, names) : '',
    correction: found ? correctionView(found) : null,
    notes: found ? notes(found) : [],
    past: found?.page.as_at ? pastView(found, found.page.as_at) : null,
    downloads: found && contracts.length > 0 ? downloads(found.filters) : [],
    hasRows: contracts.length > 0,
    isEmpty: found !== null && contracts.length === 0,
    hasWords: q !== '',
    choosesBoroughs: (found?.filters.authority?.length ?? 0) > 0,
    next: found?.page.next_cursor ? listAddress({ ...found.filters, cursor: found.page.next_cursor }) : '',
    isLaterPage: found?.filters.cursor !== undefined,
    first: found ? listAddress({ ...found.filters, cursor: undefined }) : paths.contracts,
  }
}

/** The boxes of the filters, and what they are made of: the same on every page of a list. */
export function filterBoxes({
  form,
  errors,
  found,
  authorities,
  suppliers,
  technologies,
}: ContractsPageFacts) {
  const { cursor: _typed, ...fields } = form
  const { cursor: _read, ...filters } = found?.filters ?? { cursor: undefined }
  const page = found && boxesOf(found.page)
  const names = [authorities, suppliers, technologies].map((all) => all.map(({ slug, name }) => [slug, name]))
  const from = { form: fields, errors, names, filters, page }
  const linkWith = (changes: Partial<ContractFilters>) =>
    found ? listAddress({ ...found.filters, ...changes, cursor: undefined }) : ''
  const view = () => ({
    groups: filterGroups({ form: fields, errors, authorities, suppliers, technologies, page, linkWith }),
  })
  return { from, view }
}

function boxesOf({ facets, not_stated, as_at }: ContractPage) {
  return { facets, not_stated, as_at }
}

/** The rows of the list, and what they are made of. */
export function contractRows({ found, today }: ContractsPageFacts) {
  const contracts = found?.page.contracts ?? []
  const day = found?.page.as_at ?? today
  const dayOf = dayReader()
  const rows = () => contracts.map((contract) => contractRow(contract, dayOf(contract.confirmed_at), day))
  return { from: { contracts, day }, view: () => ({ rows: rows() }) }
}

function pageTitle({ errors, found }: ContractsPageFacts, q: string): string {
  const words = q === '' ? 'Contracts' : `${q} – contracts`
  if (errors.length > 0) return `Error: ${words}`
  return found?.filters.cursor === undefined ? words : `${words}, continued`
}

/** The day that is shown, and the way back to today. */
function pastView({ filters }: FoundContracts, day: CalendarDate) {
  return { day: formatDay(day), today: listAddress({ ...filters, cursor: undefined, as_at: undefined }) }
}

/** What was searched for instead, and the way to what was typed. */
function correctionView({ filters, page }: FoundContracts) {
  if (page.correction === null) return null
  return {
    searched: page.correction.searched,
    typed: page.correction.typed,
    href: listAddress({ ...filters, cursor: undefined, spelling: 'as_typed' }),
  }
}

/** The whole of the list shown, as files. */
function downloads(filters: ContractFilters) {
  const whole = { ...filters, cursor: undefined, limit: 25 }
  const [authority, another] = filters.authority ?? []
  return [
    ...DOWNLOADS.map(({ form, label }) => ({ label, href: listAddress(whole, paths.contractsFile(form)) })),
    ...(filters.as_at === undefined
      ? [{ label: 'Open contracting data (OCDS)', href: listAddress(whole, paths.ocds('records')) }]
      : []),
    ...(authority !== undefined && another === undefined
      ? [{ label: 'Transparency Code file of this borough', href: paths.transparencyCode(authority) }]
      : []),
  ]
}

const DOWNLOADS = [
  { form: 'csv', label: 'CSV' },
  { form: 'xlsx', label: 'Excel' },
  { form: 'json', label: 'JSON' },
  { form: 'jsonl', label: 'JSON lines' },
] as const

function notes({ page, filters }: FoundContracts): string[] {
  if (page.contracts.length < 2) return []
  const isByMatch = page.order === 'match'
  return [
    isByMatch
      ? 'Best match first.'
      : 'Soonest to end first, then those that state no end, then those that have ended.',
    ...(filters.q && !isByMatch
      ? [`More than ${MOST_RANKED.toLocaleString('en-GB')} match: too many to put the best first.`]
      : []),
    ...(page.total_is_capped
      ? ['The figures beside the filters are of the first 10,000 contracts counted.']
      : []),
  ]
}

function contractRow(contract: ContractSummary, confirmed: CalendarDate, today: CalendarDate) {
  return {
    href: paths.contract(contract.id),
    title: contract.title,
    supplier: contract.supplier_name_raw,
    authority: contract.authority.name,
    end: endOfContract(contract, today),
    value: contract.value ? formatDecimalPounds(contract.value.pounds) : 'Not stated',
    basis: contract.value ? amountBasis(contract.value) : '',
    confirmed: relativeDay(confirmed, today),
    confirmedOn: formatDay(confirmed),
    isSample: contract.is_sample,
  }
}

/** The address of the list with this filter; what is as it is by itself is left out. */
function listAddress(filters: ContractFilters, path: string = paths.contracts): string {
  const { limit, facets: _, ...rest } = filters
  return withQuery(path, { ...rest, limit: limit === 25 ? undefined : String(limit) })
}
