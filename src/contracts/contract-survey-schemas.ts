// What is counted of the contracts that match?
import type { Blank, ContractFilters } from './contract-filter-schemas.ts'
import type { ContractFacets } from './contract-schemas.ts'

export interface Counts {
  total: number
  isCapped: boolean
  /** Of each thing that can be left blank: how many match otherwise and leave it blank, shown or switched off. */
  notStated: Record<Blank, number>
}

/** The counts, and the facets where they were asked for. */
export interface Survey {
  counts: Counts
  facets: ContractFacets | null
}

/** Answers what was counted before for these filters on this day, or has it counted by `count`. */
export type KeptSurveys = (
  filters: ContractFilters,
  today: string,
  count: () => Promise<Survey>,
) => Promise<Survey>
