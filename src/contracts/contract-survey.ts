// What is counted of the contracts that match?
import type { Blank } from './contract-filters.ts'

/** What matches more contracts is listed by end: nobody reads so many in the order of how well they match. */
export const MOST_RANKED = 10_000

export interface Counts {
  total: number
  isCapped: boolean
  /** Of each thing that can be left blank: how many match otherwise and leave it blank, shown or switched off. */
  notStated: Record<Blank, number>
}

/** What contracts are counted by. */
export type Facet =
  | 'authority'
  | 'service_area'
  | 'supplier'
  | 'technology'
  | 'status'
  | 'route'
  | 'process_type'
  | 'end_year'
  | 'value_band'
  | 'sme'
  | 'vcse'
  | 'age'

/** How many contracts have one value; the label where the value alone would not be understood. */
export interface FacetValue {
  value: string
  label: string | null
  contracts: number
}

/** The counts, and the facets where they were asked for. */
export interface Survey {
  counts: Counts
  facets: Record<Facet, FacetValue[]> | null
}
