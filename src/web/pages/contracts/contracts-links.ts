// Which years and values can be chosen with one click, and how many contracts has each?
import type { ContractFilters } from '../../../contracts/contract-filter-schemas.ts'
import { VALUE_BANDS } from '../../../contracts/contract-filters.ts'
import type { ContractPage } from '../../../contracts/contract-schemas.ts'
import { formatCount } from '../../filters.ts'
import { amountWords } from './contract-codes.ts'

export interface FilterLink {
  label: string
  count: string
  href: string
}

interface LinkFacts {
  page: Pick<ContractPage, 'facets'> | null
  /** The address of the list with some of its filters replaced. */
  linkWith: (changes: Partial<ContractFilters>) => string
}

/** ` (1,234)` behind a choice. */
export function countWords(count: number): string {
  return ` (${formatCount(count)})`
}

/** Years to choose with one click, in their order. */
export function yearLinks({ page, linkWith }: LinkFacts): FilterLink[] {
  return [...(page?.facets?.end_year ?? [])]
    .sort((one, other) => one.value.localeCompare(other.value))
    .map(({ value, contracts }) => ({
      label: value,
      count: countWords(contracts),
      href: linkWith({ current_end_from: `${value}-01-01`, current_end_to: `${value}-12-31` }),
    }))
}

/** Bands of value to choose with one click, the lowest first. */
export function bandLinks({ page, linkWith }: LinkFacts): FilterLink[] {
  const bounds = (page?.facets?.value_band ?? [])
    .map(({ value, contracts }) => ({ from: Number(value), contracts }))
    .sort((one, other) => one.from - other.from)
  return bounds.map(({ from, contracts }) => {
    const next = VALUE_BANDS.find((bound) => bound > from)
    return {
      label: bandWords(from, next),
      count: countWords(contracts),
      href: linkWith({
        value_from: from === 0 ? undefined : String(from),
        value_to: next === undefined ? undefined : `${next - 1}.99`,
      }),
    }
  })
}

function bandWords(from: number, next: number | undefined): string {
  if (next === undefined) return `${amountWords(String(from))} or more`
  return from === 0
    ? `Under ${amountWords(String(next))}`
    : `${amountWords(String(from))} to ${amountWords(String(next))}`
}
