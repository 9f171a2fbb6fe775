// Which contracts come next in the list?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { ContractCursor, Place } from './contract-cursor.ts'
import { type AskedContracts, conditions, needsAge, source } from './contract-filter-queries.ts'
import { rankedWords, wordsQuery } from './search-index/words-query.ts'

interface PlaceRow extends Record<string, unknown> {
  id: string
  rank: number
  group_number: number
  end_day: string | null
}

/** So many places after the cursor, the best match first; what matches alike in the order of ends. */
async function nextByMatch(
  db: Queryable,
  asked: AskedContracts,
  after: Place | null,
  limit: number,
): Promise<Place[]> {
  const today = sql`${asked.today}::date`
  const ranked = rankedWords(wordsQuery(asked.words.query ?? '')) ?? ''
  const day = sql`coalesce(abs(end_on - ${today}), 0)`
  const beyond = after
    ? sql`where (rank, group_number, ${day}, id) >
        (${after.rank}::float8, ${after.group}::int, coalesce(abs(${after.end}::date - ${today}), 0), ${after.id}::uuid)`
    : sql``
  const rows = await db.execute<PlaceRow>(sql`
    select id, rank, group_number, to_char(end_on, 'YYYY-MM-DD') as end_day
    from (
      select c.id, c.current_end_on as end_on, -ts_rank(s.words, ${ranked}::tsquery)::float8 as rank,
        case when c.current_end_on is null then 1 when c.current_end_on >= ${today} then 0 else 2 end as group_number
      from ${source(asked, needsAge(asked))} where ${conditions(asked)}
    ) matching
    ${beyond}
    order by rank, group_number, ${day}, id limit ${limit}`)
  return rows.map(toPlace)
}

/** So many places after the cursor: the soonest to end, then no end stated, then ended, the latest first. */
export async function nextByEnd(
  db: Queryable,
  asked: AskedContracts,
  after: Place | null,
  limit: number,
): Promise<Place[]> {
  const places: Place[] = []
  for (let group = after?.group ?? 0; group <= 2 && places.length < limit; group += 1) {
    const from = after?.group === group ? after : null
    places.push(...(await nextInGroup(db, asked, group, from, limit - places.length)))
  }
  return places
}

/** Each group is a walk along the index by end, so that a page costs the same anywhere in the list. */
async function nextInGroup(
  db: Queryable,
  asked: AskedContracts,
  group: number,
  after: Place | null,
  limit: number,
): Promise<Place[]> {
  const { within, beyond, order } = walk(asked, group, after)
  const rows = await db.execute<PlaceRow>(sql`
    select c.id, 0::float8 as rank, ${group}::int as group_number, to_char(c.current_end_on, 'YYYY-MM-DD') as end_day
    from ${source(asked, needsAge(asked))} where ${conditions(asked)} and ${within} and ${beyond}
    order by ${order} limit ${limit}`)
  return rows.map(toPlace)
}

function walk({ today }: AskedContracts, group: number, after: Place | null) {
  const end = sql`c.current_end_on`
  const last = after ? sql`(${after.end}::date, ${after.id}::uuid)` : null
  if (group === 1)
    return {
      within: sql`${end} is null`,
      beyond: after ? sql`c.id > ${after.id}::uuid` : sql`true`,
      order: sql`c.id`,
    }
  if (group === 0)
    return {
      within: sql`${end} >= ${today}::date`,
      beyond: last ? sql`(${end}, c.id) > ${last}` : sql`true`,
      order: sql`c.current_end_on, c.id`,
    }
  return {
    within: sql`${end} < ${today}::date`,
    beyond: last ? sql`(${end}, c.id) < ${last}` : sql`true`,
    order: sql`c.current_end_on desc, c.id desc`,
  }
}

function toPlace(row: PlaceRow): Place {
  return { id: row.id, rank: row.rank, group: row.group_number, end: row.end_day }
}

/** Places one after the other, for as many as there are. */
export function orderOf(order: ContractCursor['order']): typeof nextByEnd {
  return order === 'match' ? nextByMatch : nextByEnd
}
