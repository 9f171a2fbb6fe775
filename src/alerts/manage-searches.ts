// What may whoever holds the link of an address do with its searches?
import type { Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { runAlertsJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { channelsOf, insertTestDigest, testsOfLastDay } from './digest-queries.ts'
import { matchPresent } from './matching-queries.ts'
import { confirmSearch } from './save-search.ts'
import {
  changeSearch,
  deleteSearch,
  findSearch,
  markMailStopped,
  markPaused,
  raiseGeneration,
  type SavedSearch,
  type SearchToKeep,
  searchesOf,
} from './saved-search-queries.ts'
import { listFilters } from './saved-search-schemas.ts'
import { raiseLinkGeneration } from './subscriber-queries.ts'

type ManageDeps = Pick<Deps, 'db' | 'clock'>

/** Digests that somebody may have sent as a test in a day, for all searches of an address. */
const MOST_TESTS = 10

/** Confirms every search of the address that waits for it; how many. */
export function confirmSearches(deps: ManageDeps, subscriberId: string): Promise<number> {
  return deps.db.transaction(async (tx) => {
    const waiting = (await searchesOf(tx, subscriberId)).filter((one) => one.confirmed_at === null)
    for (const search of waiting) await confirmSearch(tx, search, deps.clock())
    return waiting.length
  })
}

/** What can be done to one search; `mail on` starts the mail again after unsubscribing. */
export const SEARCH_ACTS = ['pause', 'resume', 'mail on', 'test', 'new feed', 'new secret', 'delete'] as const
export type SearchAct = (typeof SEARCH_ACTS)[number]

/** Does it to a confirmed search of that address; false where there is none, or too many tests were asked for. */
export function actOnSearch(
  deps: ManageDeps,
  subscriberId: string,
  id: string,
  act: SearchAct,
): Promise<boolean> {
  return withSearch(deps, subscriberId, id, async (tx, search) => {
    const now = new Date(deps.clock())
    if (act === 'delete') await deleteSearch(tx, id)
    else if (search.confirmed_at === null) return false
    else if (act === 'test') return sendTest(tx, search, now)
    else if (act === 'pause') await markPaused(tx, id, now)
    else if (act === 'resume') await resume(tx, search, deps.clock())
    else if (act === 'mail on') await markMailStopped(tx, id, null)
    else await raiseGeneration(tx, id, act === 'new feed' ? 'feed' : 'webhook')
    return true
  })
}

/** Changes what is asked for and how it is told; what it finds now and was not told of waits for the next digest. */
export function editSearch(
  deps: ManageDeps,
  subscriberId: string,
  id: string,
  changed: SearchToKeep & { webhook_url: string | null },
): Promise<boolean> {
  return withSearch(deps, subscriberId, id, async (tx, search) => {
    await changeSearch(tx, id, changed)
    const filters = listFilters(changed.filters)
    if (search.confirmed_at !== null && search.paused_at === null && filters !== null)
      await matchPresent(tx, id, filters, londonDay(deps.clock()))
    return true
  })
}

/** Ends the mail of one search, however often it is asked; its feed, calendar and webhook stay. */
export async function stopMail(deps: ManageDeps, search: Pick<SavedSearch, 'id'>): Promise<void> {
  await markMailStopped(deps.db, search.id, new Date(deps.clock()))
}

/** Ends every link to the searches of an address that was handed out; the new one stands in what is sent from then on. */
export async function endLinks(deps: Pick<Deps, 'db'>, subscriberId: string): Promise<void> {
  await raiseLinkGeneration(deps.db, subscriberId)
}

function withSearch(
  deps: ManageDeps,
  subscriberId: string,
  id: string,
  act: (tx: Tx, search: SavedSearch) => Promise<boolean>,
): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    const search = await findSearch(tx, id)
    return search !== null && search.subscriber_id === subscriberId ? act(tx, search) : false
  })
}

async function resume(tx: Tx, search: SavedSearch, now: number): Promise<void> {
  await markPaused(tx, search.id, null)
  const filters = listFilters(search.filters)
  if (filters !== null) await matchPresent(tx, search.id, filters, londonDay(now))
}

async function sendTest(tx: Tx, search: SavedSearch, now: Date): Promise<boolean> {
  if ((await testsOfLastDay(tx, search.subscriber_id, now)) >= MOST_TESTS) return false
  const channels = channelsOf(search)
  await insertTestDigest(tx, search.id, channels, now)
  await enqueue(tx, runAlertsJob, {})
  return true
}
