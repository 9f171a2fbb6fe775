// Which changes of the register do saved searches ask for?
import type { Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { type CalendarDate, londonDay } from '../lib/calendar-date.ts'
import { keepMarks, layOutChanges, lockMatching, matchChanges, matchEndingSoon } from './matching-queries.ts'
import { activeSearches } from './saved-search-queries.ts'
import { listFilters } from './saved-search-schemas.ts'

/** Changes laid out at a time: they are held by the database, none by this process. */
const BATCH = 20_000
/** Searches held in memory at a time. */
const PAGE = 1_000

/**
 * Matches every change since the last time with every confirmed search that is not paused, for the London day of the clock
 * or the one given; how many changes there were to look at. One at a time however many ask. Each batch is one transaction
 * with the mark that ends it: stopped in between, the next one goes on where this one came to, and nothing is kept twice.
 */
export async function matchSearches(
  deps: Pick<Deps, 'db' | 'clock'>,
  on: CalendarDate = londonDay(deps.clock()),
): Promise<number> {
  let changes = 0
  for (;;) {
    const done = await deps.db.transaction((tx) => matchBatch(tx, on))
    changes += done.changes
    if (done.isLast) return changes
  }
}

async function matchBatch(tx: Tx, on: CalendarDate): Promise<{ changes: number; isLast: boolean }> {
  const marks = await lockMatching(tx)
  const since = marks.matched_for
  const today = since !== null && since > on ? since : on
  const { after, isLast, changes } = await layOutChanges(tx, marks, today, BATCH)
  const isNewDay = since !== null && since < today
  if (changes > 0 || isNewDay)
    await eachSearch(tx, async (searchId, saved) => {
      const filters = listFilters(saved)
      if (filters === null) return
      if (changes > 0) await matchChanges(tx, searchId, filters, today)
      const { ends_within } = filters
      if (isNewDay && ends_within !== undefined)
        await matchEndingSoon(tx, searchId, { ...filters, ends_within }, since, today)
    })
  await keepMarks(tx, after)
  return { changes, isLast }
}

async function eachSearch(tx: Tx, act: (id: string, filters: unknown) => Promise<void>): Promise<void> {
  let after: string | null = null
  for (;;) {
    const page: { id: string; filters: unknown }[] = await activeSearches(tx, after, PAGE)
    for (const { id, filters } of page) await act(id, filters)
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = last.id
  }
}
