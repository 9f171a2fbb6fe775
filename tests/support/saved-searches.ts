// How does a test get confirmed searches, changes of the register, and the mail that follows?
import type { AlertDeps } from '../../src/alerts/deliver-digests.ts'
import type { Frequency } from '../../src/alerts/frequency.ts'
import { confirmSearches } from '../../src/alerts/manage-searches.ts'
import { saveSearch } from '../../src/alerts/save-search.ts'
import { listFilters, savedFilters } from '../../src/alerts/saved-search-schemas.ts'
import { subscriberOf } from '../../src/alerts/subscriber-queries.ts'
import { loadConfig } from '../../src/config.ts'
import type { Clock } from '../../src/lib/clock.ts'
import { createLog } from '../../src/log.ts'
import { deriveOpportunities } from '../../src/opportunities/derive-opportunities.ts'
import { publishReturn } from '../../src/returns/publish-return.ts'
import type { TestDatabase } from './database.ts'
import { type RowValues, storeReadReturn } from './stored-return.ts'

type Database = Pick<TestDatabase, 'db' | 'sql'>

/** What alerts run with, on a clock that the test moves. */
export function alertDeps(
  database: Pick<TestDatabase, 'db'>,
  clock: Clock,
  environment: Record<string, string> = {},
): AlertDeps {
  const config = loadConfig({
    PUBLIC_URL: 'https://thirty3.example',
    MAIL_FROM: 'Thirty3 <alerts@thirty3.example>',
    ...environment,
  })
  return { config, db: database.db, clock, log: createLog('silent', { pretty: false }) }
}

/** Saves a search and confirms it, as whoever has the link does; its id. */
export async function confirmedSearch(
  deps: AlertDeps,
  email: string,
  filters: Record<string, unknown>,
  frequency: Frequency = 'at once',
): Promise<string> {
  const saved = savedFilters.parse(filters)
  if (listFilters(saved) === null) throw new Error('no filter')
  await saveSearch(deps, email, { name: 'A search', filters: saved, frequency })
  const subscriber = await subscriberOf(deps.db, email)
  if (subscriber === null) throw new Error('not saved')
  await confirmSearches(deps, subscriber.id)
  const rows = await deps.db.execute<{ id: string }>(
    `select id from saved_searches where subscriber_id = '${subscriber.id}' order by created_at desc, id limit 1`,
  )
  return rows[0]?.id ?? ''
}

/** A return of an authority, published, and its upcoming tenders derived for the day of the clock. */
export async function publishAndDerive(
  database: Database,
  deps: Pick<AlertDeps, 'db' | 'clock'>,
  slug: string,
  rows: RowValues[],
): Promise<void> {
  const id = await storeReadReturn(database.sql, slug, rows)
  await publishReturn(deps, id, 'tester')
  await deriveOpportunities(deps)
}
