// What is known of one upcoming tender today, and why?
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { noticesOfContract } from '../notices/contract-notice-queries.ts'
import { deriveOpportunity, type Opportunity } from './derive-opportunity.ts'
import { opportunityJson } from './derive-output-schemas.ts'
import type { OpportunityDetail } from './opportunity-detail-schemas.ts'
import { changesOf, findStoredOpportunity, intentionsOf, peersOf } from './opportunity-queries.ts'
import { toSummary } from './opportunity-summary-queries.ts'
import { registeredContracts } from './register-fact-queries.ts'
import { factsFromRegister } from './register-facts.ts'
import { rulesOn } from './rule-book.ts'
import { storedRuleBook } from './seed-rules.ts'

export type FoundOpportunity = { detail: OpportunityDetail; opportunity: Opportunity }

/** Derived anew for the day from what the register holds at this moment; null when its contract is not public. */
export async function findOpportunity(
  db: Queryable,
  id: string,
  today: CalendarDate,
): Promise<FoundOpportunity | null> {
  const stored = await findStoredOpportunity(db, id, today)
  if (stored === null) return null
  const contractId = stored.contract_id
  const [[contract], book, intentions, history, peers, linked] = await Promise.all([
    registeredContracts(db, { contractId }, null, 1),
    storedRuleBook(db),
    intentionsOf(db, contractId),
    changesOf(db, id),
    peersOf(db, contractId, today),
    noticesOfContract(db, contractId),
  ])
  if (contract === undefined) return null
  const opportunity = deriveOpportunity(factsFromRegister(contract), rulesOn(book, today))
  const { first_derived_on } = stored
  const derived = opportunityJson(opportunity)
  return {
    detail: { ...toSummary(stored), first_derived_on, derived, intentions, history, linked, peers },
    opportunity,
  }
}
