// Which upcoming tenders match, and which come next?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { AppError } from '../errors.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import {
  type OpportunityCursor,
  readOpportunityCursor,
  writeOpportunityCursor,
} from './opportunity-cursor.ts'
import { countOpportunities } from './opportunity-facet-queries.ts'
import { conditions, order, source } from './opportunity-filter-queries.ts'
import type { OpportunityFilters, OpportunityPage, OpportunitySummary } from './opportunity-schemas.ts'
import { type SummaryRow, summaryColumns, summaryJoins, toSummary } from './opportunity-summary-queries.ts'

/**
 * One page of what matches: published first, then those to talk about now, those due, late ones, those to watch, and
 * those that state no end. With words, the best match first.
 * @throws AppError `unknown_filter` for a cursor that is not ours.
 */
export async function searchOpportunities(
  db: Queryable,
  filters: OpportunityFilters,
  today: CalendarDate,
): Promise<OpportunityPage> {
  const after = filters.cursor === undefined ? null : cursorOf(filters.cursor)
  const on = after?.on ?? today
  const [counts, rows] = await Promise.all([
    countOpportunities(db, filters, on),
    nextRows(db, filters, after, on, filters.limit + 1),
  ])
  const shown = rows.slice(0, filters.limit)
  const last = rows.length > filters.limit ? shown.at(-1) : undefined
  return {
    ...counts,
    correction: null,
    opportunities: shown.map(toSummary),
    next_cursor: last ? writeOpportunityCursor({ ...last, on }) : null,
  }
}

const BATCH = 1_000

/** Everything that matches, in the order of the pages, one batch held at a time; a cursor and a limit are passed over. */
export async function* eachOpportunity(
  db: Queryable,
  filters: OpportunityFilters,
  today: CalendarDate,
): AsyncGenerator<OpportunitySummary> {
  let after: OpportunityCursor | null = null
  for (;;) {
    const rows: Placed[] = await nextRows(db, filters, after, today, BATCH)
    for (const row of rows) yield toSummary(row)
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH) return
    after = { rank: last.rank, days: last.days, id: last.id, on: today }
  }
}

type Placed = SummaryRow & { rank: number; days: number }

function nextRows(
  db: Queryable,
  filters: OpportunityFilters,
  after: OpportunityCursor | null,
  on: CalendarDate,
  limit: number,
): Promise<Placed[]> {
  const { rank, days } = order(filters, on)
  const from = after
    ? sql`(rank, days, id) > (${after.rank}::float8, ${after.days}::int, ${after.id}::uuid)`
    : sql`true`
  return db.execute<Placed>(sql`
    with ordered as (
      select o.id, ${rank} as rank, ${days} as days from ${source(filters)} where ${conditions(filters, on)}
    ), page as (
      select * from ordered where ${from} order by rank, days, id limit ${limit}
    )
    select page.rank, page.days, ${summaryColumns(on)}
    from page join opportunities o on o.id = page.id ${summaryJoins}
    order by page.rank, page.days, page.id`)
}

function cursorOf(text: string): OpportunityCursor {
  const cursor = readOpportunityCursor(text)
  if (cursor !== null) return cursor
  throw new AppError('unknown_filter', 'The cursor cannot be read. Start again from the first page.', [
    { place: 'cursor', message: 'is not a cursor that this list gave out' },
  ])
}
