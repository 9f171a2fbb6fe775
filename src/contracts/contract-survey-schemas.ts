// What was counted of the contracts that match, and who remembers it?
import type { ContractFilters } from './contract-filter-schemas.ts'
import type { Survey } from './contract-survey.ts'

/** Answers what was counted before for these filters on this day, or has it counted by `count`. */
export type KeptSurveys = (
  filters: ContractFilters,
  today: string,
  count: () => Promise<Survey>,
) => Promise<Survey>
