// Whom is something to be told now?
import type { Deps } from '../deps.ts'
import { channelsOf, hasToTell, insertDigest, waitingSearches } from './digest-queries.ts'
import { isDue } from './frequency.ts'
import { takeSearch } from './saved-search-queries.ts'

const PAGE = 500

/** Makes a digest for every search whose time has come and which has something to tell; how many. Safe twice and at once. */
export async function makeDigests(deps: Pick<Deps, 'db' | 'clock'>): Promise<number> {
  const now = deps.clock()
  let made = 0
  let after: string | null = null
  for (;;) {
    const page: Awaited<ReturnType<typeof waitingSearches>> = await waitingSearches(deps.db, after, PAGE)
    for (const { id, frequency, last_digest_at } of page)
      if (isDue(frequency, last_digest_at, now) && (await makeDigest(deps, id, now))) made += 1
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return made
    after = last.id
  }
}

/** Looks again under the lock, so that of two who come at once one makes it. */
function makeDigest(deps: Pick<Deps, 'db'>, id: string, now: number): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    const search = await takeSearch(tx, id)
    if (search === null) return false
    const last = search.last_digest_at === null ? null : Date.parse(search.last_digest_at)
    if (search.paused_at !== null || !isDue(search.frequency, last, now)) return false
    if (!(await hasToTell(tx, id))) return false
    await insertDigest(tx, id, channelsOf(search), new Date(now))
    return true
  })
}
