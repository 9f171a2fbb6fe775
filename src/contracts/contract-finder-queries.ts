// Who answers which contracts match, how many they are and which come next?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { ContractCursor, Place } from './contract-cursor.ts'
import { countContracts, surveyContracts } from './contract-facet-queries.ts'
import type { AskedContracts } from './contract-filter-queries.ts'
import { orderOf } from './contract-order-queries.ts'
import type { ContractSummary } from './contract-schemas.ts'
import { summaries } from './contract-summary-queries.ts'
import type { Survey } from './contract-survey.ts'
import { type ReadWords, readWords } from './search-word-queries.ts'
import type { SearchWords } from './search-words.ts'

/** The database, or a copy of the register in memory that answers the same. */
export interface ContractFinder {
  /** Whether an answer costs so little that none need be kept. */
  isQuick: boolean
  /** The words as the dictionary reads them. */
  read(words: SearchWords): Promise<ReadWords>
  /** @param query a tsquery's text; an empty one passes nothing over and finds. */
  findsAny(query: string): Promise<boolean>
  /** The counts, and the facets where they are asked for. */
  survey(asked: AskedContracts, withFacets: boolean): Promise<Survey>
  /** What the list says of these contracts, in this order; of a past day where one is given. */
  summaries(ids: readonly string[], asAt?: CalendarDate): Promise<ContractSummary[]>
  /** So many places after one, or from the first, in the order asked for. */
  next(
    order: ContractCursor['order'],
    asked: AskedContracts,
    after: Place | null,
    limit: number,
  ): Promise<Place[]>
}

/** Counts up to 10,000, and of what is beyond says so. */
export function databaseFinder(db: Queryable): ContractFinder {
  return {
    isQuick: false,
    read: (words) => readWords(db, words),
    findsAny: (query) => findsAny(db, query),
    survey: async (asked, withFacets) =>
      withFacets ? surveyContracts(db, asked) : { counts: await countContracts(db, asked), facets: null },
    summaries: (ids, asAt) => summaries(db, ids, asAt),
    next: (order, asked, after, limit) => orderOf(order)(db, asked, after, limit),
  }
}

/** Asked of the public contracts alone, so that what is withheld or withdrawn shows in no answer. */
async function findsAny(db: Queryable, query: string): Promise<boolean> {
  const [row] = await db.execute<{ found: boolean }>(sql`
    select numnode(${query}::tsquery) = 0 or exists (select from contract_search where words @@ ${query}::tsquery) as found`)
  return row?.found === true
}
