// Which contracts match, how many are there, and which come next?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import { AppError } from '../errors.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { decimalPounds } from '../lib/money.ts'
import { readCursor, writeCursor } from './contract-cursor.ts'
import type { ContractFilters, ContractPage, ContractSummary } from './contract-schemas.ts'

const COUNT_CAP = 10_000

/**
 * One page of the public contracts that match, the soonest to end first: those running, then those with no end stated,
 * then those that have ended, the latest first. With words, the best match first.
 * @throws AppError `unknown_filter` for a cursor that is not ours.
 */
export async function searchContracts(
  db: Queryable,
  filters: ContractFilters,
  today: CalendarDate,
): Promise<ContractPage> {
  const where = conditions(filters)
  const [counts, rows] = await Promise.all([countMatches(db, where), pageRows(db, filters, where, today)])
  const shown = rows.slice(0, filters.limit)
  const last = rows.length > filters.limit ? shown.at(-1) : undefined
  return {
    total: Math.min(counts.total, COUNT_CAP),
    total_is_capped: counts.total > COUNT_CAP,
    end_not_stated: counts.not_stated,
    contracts: shown.map(toSummary),
    next_cursor: last ? writeCursor({ rank: last.rank, day: last.sort_day, id: last.id }) : null,
  }
}

function conditions(filters: ContractFilters): SQL {
  const parts: SQL[] = [sql`c.is_public`]
  if (filters.q) parts.push(sql`s.words @@ websearch_to_tsquery('english', ${filters.q})`)
  if (filters.authority?.length) {
    parts.push(sql`c.authority_id in (select id from authorities where slug in ${filters.authority})`)
  }
  const range: SQL[] = []
  if (filters.current_end_from) range.push(sql`c.current_end_on >= ${filters.current_end_from}::date`)
  if (filters.current_end_to) range.push(sql`c.current_end_on <= ${filters.current_end_to}::date`)
  const excluded = filters.end_not_stated === 'exclude'
  if (range.length > 0 && !excluded)
    parts.push(sql`((${sql.join(range, sql` and `)}) or c.current_end_on is null)`)
  else parts.push(...range)
  if (excluded) parts.push(sql`c.current_end_on is not null`)
  return sql.join(parts, sql` and `)
}

async function countMatches(db: Queryable, where: SQL): Promise<{ total: number; not_stated: number }> {
  const rows = await db.execute<{ total: number; not_stated: number }>(sql`
    select count(*)::int as total, count(*) filter (where current_end_on is null)::int as not_stated
    from (
      select c.current_end_on from contracts c join contract_search s on s.contract_id = c.id
      where ${where} limit ${COUNT_CAP + 1}
    ) matching`)
  return rows[0] ?? { total: 0, not_stated: 0 }
}

interface Row extends Record<string, unknown> {
  id: string
  rank: number
  sort_day: number
  authority_slug: string
  authority_name: string
  local_reference: string | null
  title: string
  supplier_name_raw: string
  start_on: string | null
  current_end_on: string | null
  max_end_on: string | null
  value_pence: string | null
  value_field: string | null
  confirmed_at: string
  is_sample: boolean
}

async function pageRows(
  db: Queryable,
  filters: ContractFilters,
  where: SQL,
  today: CalendarDate,
): Promise<Row[]> {
  const after = filters.cursor ? afterCursor(filters.cursor) : sql`true`
  const rank = filters.q
    ? sql`-ts_rank(s.words, websearch_to_tsquery('english', ${filters.q}))::float8`
    : orderGroup(today)
  return db.execute<Row>(sql`
    with ordered as (
      select c.id, ${rank} as rank, ${sortDay(today)} as sort_day
      from contracts c join contract_search s on s.contract_id = c.id
      where ${where}
    ), page as (
      select * from ordered where ${after} order by rank, sort_day, id limit ${filters.limit + 1}
    )
    select page.id, page.rank, page.sort_day, a.slug as authority_slug, a.name as authority_name,
      c.local_reference, c.title, c.supplier_name_raw, c.start_on::text, c.current_end_on::text, c.max_end_on::text,
      c.value_pence::text, c.value_field, ${confirmedAt} as confirmed_at, r.is_sample
    from page
    join contracts c on c.id = page.id
    join authorities a on a.id = c.authority_id
    join contract_versions v on v.id = c.version_id
    join returns r on r.id = v.return_id
    join returns confirmed on confirmed.id = ${confirmingReturn}
    order by page.rank, page.sort_day, page.id`)
}

/** The last published return that held the contract `c`. */
export const confirmingReturn = sql`coalesce(c.confirmed_return_id, (
  select id from returns latest
  where latest.authority_id = c.authority_id and latest.kind = 'contracts' and latest.state = 'published'
  order by latest.publication desc limit 1))`

/**
 * When the authority last confirmed the contract `c`: by a return that held it (`confirmed`), or by saying that it still
 * runs although a return left it out.
 */
export const confirmedAt = isoInstant(
  `greatest(confirmed.published_at, (select max(answered_at) from contract_answers said
    where said.contract_id = c.id and said.answer = 'still_running'))`,
)

/** 0 still running, 1 no end stated, 2 ended. */
function orderGroup(today: CalendarDate): SQL {
  return sql`case when c.current_end_on is null then 1 when c.current_end_on >= ${today}::date then 0 else 2 end::float8`
}

/** Days from today, so that the nearest day comes first in both directions. */
function sortDay(today: CalendarDate): SQL {
  return sql`coalesce(abs(c.current_end_on - ${today}::date), 0)::int`
}

function afterCursor(text: string): SQL {
  const cursor = readCursor(text)
  if (cursor === null) {
    throw new AppError('unknown_filter', 'The cursor cannot be read. Start again from the first page.', [
      { place: 'cursor', message: 'is not a cursor that this list gave out' },
    ])
  }
  return sql`(rank, sort_day, id) > (${cursor.rank}::float8, ${cursor.day}::int, ${cursor.id}::uuid)`
}

function toSummary(row: Row): ContractSummary {
  return {
    id: row.id,
    authority: { slug: row.authority_slug, name: row.authority_name },
    local_reference: row.local_reference,
    title: row.title,
    supplier_name_raw: row.supplier_name_raw,
    start_on: row.start_on,
    current_end_on: row.current_end_on,
    max_end_on: row.max_end_on,
    value: toAmount(row.value_pence, row.value_field),
    confirmed_at: row.confirmed_at,
    is_sample: row.is_sample,
  }
}

type Amount = ContractSummary['value']

/** The stored amount with the field that it came from, which says its basis. */
export function toAmount(pence: string | null, field: string | null): Amount {
  if (pence === null || field === null) return null
  return { pounds: decimalPounds(Number(pence)), field: field as NonNullable<Amount>['field'] }
}
