// Which words does somebody mean who looks for upcoming tenders?
import { findWords } from '../contracts/found-words-queries.ts'
import type { Queryable } from '../db/client.ts'
import type { OpportunityFilters, OpportunityPage } from './opportunity-schemas.ts'

/**
 * The filters with a word that the register does not hold put right as in the search for contracts, and what was put
 * right; null where nothing was, or the words are wanted as typed.
 */
export async function asMeant(
  db: Queryable,
  filters: OpportunityFilters,
): Promise<{ filters: OpportunityFilters; correction: OpportunityPage['correction'] }> {
  const { q, spelling } = filters
  if (q === undefined || q === '' || spelling === 'as_typed') return { filters, correction: null }
  const { corrected } = await findWords(db, q, true)
  if (corrected === null) return { filters, correction: null }
  return { filters: { ...filters, q: corrected }, correction: { typed: q, searched: corrected } }
}
