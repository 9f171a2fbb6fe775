// What does the page of contracts show?
import type { ContractFilters, ContractPage, ContractSummary } from '../../../contracts/contract-schemas.ts'
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import { endOfContract } from '../../contract-end.ts'
import {
  amountBasis,
  dayReader,
  formatCount,
  formatDay,
  formatDecimalPounds,
  joinWords,
  plural,
  relativeDay,
} from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import type { ContractsForm, FormError } from './contracts-form.ts'

export interface AuthorityName {
  slug: string
  name: string
}

/** What the list shows besides the form; none of it when the form has errors. */
export interface FoundContracts {
  filters: ContractFilters
  page: ContractPage
  /** Matching contracts that state no current end, whether shown or left out. */
  endNotStated: number
}

export interface ContractsPageFacts {
  form: ContractsForm
  errors: FormError[]
  authorities: AuthorityName[]
  found: FoundContracts | null
  today: CalendarDate
}

export function contractsView(facts: ContractsPageFacts) {
  const { form, errors, found, today } = facts
  const contracts = found?.page.contracts ?? []
  const dayOf = dayReader()
  return {
    title: pageTitle(facts),
    section: 'contracts' as const,
    showsSample: contracts.some((contract) => contract.is_sample),
    form: formView(facts),
    errors: errors.map(({ field, message }) => ({ href: field ? `#${field}` : '#filters', message })),
    sentence: found ? shownSentence(found, facts.authorities) : '',
    order: found ? orderSentence(found) : '',
    rows: contracts.map((contract) => contractRow(contract, dayOf(contract.confirmed_at), today)),
    isEmpty: found !== null && contracts.length === 0,
    hasWords: form.q !== '',
    next: found?.page.next_cursor ? nextPage(found.filters, found.page.next_cursor) : '',
    isLaterPage: found?.filters.cursor !== undefined,
    first: found ? nextPage(found.filters, undefined) : paths.contracts,
  }
}

function pageTitle({ form, errors, found }: ContractsPageFacts): string {
  const words = form.q === '' ? 'Contracts' : `${form.q} – contracts`
  if (errors.length > 0) return `Error: ${words}`
  return found?.filters.cursor === undefined ? words : `${words}, continued`
}

function formView({ form, errors, authorities, found }: ContractsPageFacts) {
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.message ?? ''
  const chosen = new Set(form.authorities)
  return {
    q: form.q,
    qError: errorOf('q'),
    chosenCount: authorities.filter(({ slug }) => chosen.has(slug)).length,
    authorities: authorities
      .map(({ slug, name }) => ({ slug, name, isChosen: chosen.has(slug) }))
      .sort((one, other) => Number(other.isChosen) - Number(one.isChosen)),
    authorityError: errorOf('authority'),
    days: [
      { name: 'current_end_from', label: 'From', value: form.endFrom, error: errorOf('current_end_from') },
      { name: 'current_end_to', label: 'To', value: form.endTo, error: errorOf('current_end_to') },
    ],
    includesNotStated: form.endNotStated === 'include',
    notStated: found ? ` (${formatCount(found.endNotStated)})` : '',
  }
}

/** `142 contracts with “payroll” in Camden or Islington ending by 31 March 2027; 31 state no end.` */
export function shownSentence(
  { filters, page, endNotStated }: FoundContracts,
  authorities: AuthorityName[],
): string {
  const names = new Map(authorities.map(({ slug, name }) => [slug, name]))
  const places = (filters.authority ?? []).map((slug) => names.get(slug) ?? slug)
  const count = page.total_is_capped
    ? `More than ${plural(page.total, 'contract')}`
    : plural(page.total, 'contract')
  const parts = [
    page.total === 0 ? 'No contracts' : count,
    filters.q ? `with “${filters.q}”` : '',
    places.length > 0 ? `in ${joinWords(places, 'or')}` : '',
    endingWords(filters),
  ]
  return `${parts.filter((part) => part !== '').join(' ')}${notStatedWords(filters, endNotStated)}.`
}

function endingWords({ current_end_from: from, current_end_to: to }: ContractFilters): string {
  if (from && to) return `ending from ${formatDay(from)} to ${formatDay(to)}`
  if (from) return `ending on or after ${formatDay(from)}`
  return to ? `ending by ${formatDay(to)}` : ''
}

function notStatedWords(filters: ContractFilters, count: number): string {
  if (count === 0) return ''
  const state = `${formatCount(count)} ${count === 1 ? 'states' : 'state'} no end`
  if (filters.end_not_stated === 'exclude') return `; ${state} and ${count === 1 ? 'is' : 'are'} left out`
  return `; ${count === 1 ? '1 of them states no end' : `${formatCount(count)} of them state no end`}`
}

function orderSentence({ filters, page }: FoundContracts): string {
  if (page.contracts.length < 2) return ''
  return filters.q
    ? 'Best match first.'
    : 'Soonest to end first, then those that state no end, then those that have ended.'
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

function nextPage(filters: ContractFilters, cursor: string | undefined): string {
  return withQuery(paths.contracts, {
    q: filters.q,
    authority: filters.authority,
    current_end_from: filters.current_end_from,
    current_end_to: filters.current_end_to,
    end_not_stated: filters.end_not_stated === 'exclude' ? 'exclude' : undefined,
    limit: filters.limit === 25 ? undefined : String(filters.limit),
    cursor,
  })
}
