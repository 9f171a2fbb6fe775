// How is a search saved, so that nobody gets mail who did not ask for it?
import type { Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { runAlertsJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { matchPresent } from './matching-queries.ts'
import { insertSearch, markConfirmed, type SearchToKeep, sameSearch } from './saved-search-queries.ts'
import { listFilters } from './saved-search-schemas.ts'
import { markLinkAsked, type Subscriber, subscriberOf, takeSubscriber } from './subscriber-queries.ts'

/** Searches of one address, and those of them that nobody confirmed yet. */
export const MOST_SEARCHES = 50
const MOST_UNCONFIRMED = 5
/** Days after which a search that nobody confirmed is deleted. */
export const UNCONFIRMED_DAYS = 7

type SaveDeps = Pick<Deps, 'db' | 'clock'>

/**
 * Saves a search for an address that anybody may have typed, and has a link to confirm it sent: one message at most to an
 * address in a London day, and nothing else before the link was used. What is beyond the limits, or saved already, is not
 * saved again; whoever asks is told the same in every case.
 */
export async function saveSearch(deps: SaveDeps, email: string, search: SearchToKeep): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const subscriber = await takeSubscriber(tx, email)
    const isFull = subscriber.searches >= MOST_SEARCHES || subscriber.unconfirmed >= MOST_UNCONFIRMED
    if (!isFull && (await sameSearch(tx, subscriber.id, search.filters)) === null)
      await insertSearch(tx, subscriber.id, search)
    await askForLink(tx, subscriber, deps.clock())
  })
}

/** Has the link to an address's searches sent again, once a day; nothing happens for an address that has none. */
export async function askForLinkAgain(deps: SaveDeps, email: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    if ((await subscriberOf(tx, email)) === null) return
    const subscriber = await takeSubscriber(tx, email)
    if (subscriber.searches > 0) await askForLink(tx, subscriber, deps.clock())
  })
}

/** Saves a search for the proven address of an account; its id, or null where it has as many as it may. */
export function saveOwnSearch(deps: SaveDeps, email: string, search: SearchToKeep): Promise<string | null> {
  return deps.db.transaction(async (tx) => {
    const subscriber = await takeSubscriber(tx, email.toLowerCase())
    const same = await sameSearch(tx, subscriber.id, search.filters)
    if (same === null && subscriber.searches >= MOST_SEARCHES) return null
    const id = same ?? (await insertSearch(tx, subscriber.id, search))
    await confirmSearch(tx, { id, filters: search.filters }, deps.clock())
    return id
  })
}

/** From now on it is told of; the first digest holds what it finds now. */
export async function confirmSearch(
  tx: Tx,
  search: { id: string; filters: unknown },
  now: number,
): Promise<void> {
  await markConfirmed(tx, search.id, new Date(now))
  const filters = listFilters(search.filters)
  if (filters !== null) await matchPresent(tx, search.id, filters, londonDay(now))
  await enqueue(tx, runAlertsJob, {})
}

async function askForLink(tx: Tx, subscriber: Subscriber, now: number): Promise<void> {
  const last = subscriber.link_asked_at
  if (last !== null && londonDay(last) >= londonDay(now)) return
  await markLinkAsked(tx, subscriber.id, new Date(now))
  await enqueue(tx, runAlertsJob, {})
}
