// Which changed opportunities does each saved search ask for?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { addMonths, type CalendarDate } from '../lib/calendar-date.ts'
import { announceable, conditions, source } from '../opportunities/opportunity-filter-queries.ts'
import type { OpportunityFilters } from '../opportunities/opportunity-schemas.ts'

/** Matches of one search kept from one look; more are counted. */
const MOST_KEPT = 200

/** Days of an opportunity whose move is told. */
const DAYS = ['earliest_end', 'latest_end', 'approach_from', 'approach_by', 'tender_latest'] as const

export interface Marks {
  arrival: number
  change_id: number
  /** The London day of the last look; null before the first. */
  matched_for: CalendarDate | null
}

/** Who matches waits until whoever else does has ended its transaction. */
export async function lockMatching(tx: Queryable): Promise<Marks> {
  await tx.execute(sql`select pg_advisory_xact_lock(330033, 8)`)
  const [marks] = await tx.execute<Marks & Record<string, unknown>>(sql`
    select arrival::float8 as arrival, change_id::float8 as change_id, matched_for::text from matching_marks`)
  if (marks === undefined) throw new Error('The table matching_marks has lost its row.')
  return marks
}

export async function keepMarks(tx: Queryable, { arrival, change_id, matched_for }: Marks): Promise<void> {
  await tx.execute(
    sql`update matching_marks set arrival = ${arrival}, change_id = ${change_id}, matched_for = ${matched_for}::date`,
  )
}

/**
 * Lays out the next changes after the marks, at most so many of each kind, in a table that ends with the transaction:
 * opportunities that are new, changes of phase and of days that are worth telling, only what may be announced that day.
 * The marks after them, and whether there is more.
 */
export async function layOutChanges(
  tx: Queryable,
  marks: Marks,
  today: CalendarDate,
  most: number,
): Promise<{ after: Marks; isLast: boolean; changes: number }> {
  const { arrival, change_id } = marks
  const [reach] = await tx.execute<{ arrival: number; change_id: number; full: boolean }>(sql`
    with arrived as (select arrival from opportunities where arrival > ${arrival}::bigint order by arrival limit ${most}),
      changed as (select id from opportunity_changes where id > ${change_id}::bigint order by id limit ${most})
    select greatest(${arrival}::float8, (select max(arrival) from arrived)::float8) as arrival,
      greatest(${change_id}::float8, (select max(id) from changed)::float8) as change_id,
      (select count(*) from arrived) = ${most} or (select count(*) from changed) = ${most} as full`)
  if (reach === undefined) throw new Error('One row was asked for.')
  const after = { arrival: reach.arrival, change_id: reach.change_id, matched_for: today }
  await tx.execute(sql`
    create temporary table changed_opportunities on commit drop as
    with changes as (
      select id as opportunity_id, 'new' as change, 'new' as kind, null::jsonb as before, null::jsonb as after
      from opportunities where arrival > ${arrival}::bigint and arrival <= ${after.arrival}::bigint
      union all
      select opportunity_id, 'change:' || id, ${kindOfChange()}, before, after
      from opportunity_changes where id > ${change_id}::bigint and id <= ${after.change_id}::bigint
    )
    select ch.opportunity_id, ch.change, ch.kind, ch.before, ch.after, o.authority_id, o.service_area_code, o.phase, o.upcoming,
      o.earliest_end, o.approach_from, o.approach_by, o.tender_latest, o.value_band, o.sme_fit, c.is_public, s.words
    from changes ch join opportunities o on o.id = ch.opportunity_id join contracts c on c.id = o.contract_id
    join contract_search s on s.contract_id = o.contract_id
    where ch.kind is not null and c.is_public and ${announceable(today)}`)
  await tx.execute(sql`create index on changed_opportunities using gin (words) with (fastupdate = off)`)
  await tx.execute(sql`analyze changed_opportunities`)
  const [count] = await tx.execute<{ changes: number }>(
    sql`select count(*)::int as changes from changed_opportunities`,
  )
  return { after, isLast: !reach.full, changes: count?.changes ?? 0 }
}

/** What a change is called; null where there is nothing to tell. */
function kindOfChange(): SQL {
  const moved = DAYS.map((day) => `before -> '${day}' is distinct from after -> '${day}'`).join(' or ')
  const became = (phase: string) =>
    `after ->> 'phase' = '${phase}' and before ->> 'phase' is distinct from '${phase}'`
  return sql.raw(`case when ${became('published')} then 'published'
    when ${became('talk now')} and before ->> 'phase' = 'watch' then 'opened' when ${moved} then 'moved' end`)
}

/** Keeps what the search asks for of the changes laid out; the filter is that of the list, word for word. */
export function matchChanges(
  tx: Queryable,
  searchId: string,
  filters: OpportunityFilters,
  today: CalendarDate,
): Promise<void> {
  const found = sql`select o.opportunity_id, o.change, o.kind, o.before, o.after, o.earliest_end
    from changed_opportunities o
    cross join lateral (select o.is_public as is_public) c cross join lateral (select o.words as words) s
    where ${conditions(filters, today)}`
  return keepMatches(tx, searchId, today, found)
}

/** Keeps what came within the months of the search since the day of the last look, because days passed. */
export function matchEndingSoon(
  tx: Queryable,
  searchId: string,
  filters: OpportunityFilters & { ends_within: number },
  since: CalendarDate,
  today: CalendarDate,
): Promise<void> {
  const { ends_within: months } = filters
  const found = sql`select o.id as opportunity_id, 'soon:' || ${months}::text || ':' || o.earliest_end as change,
      'ending soon' as kind, null::jsonb as before, null::jsonb as after, o.earliest_end
    from ${source(filters)} where ${conditions(filters, today)} and o.upcoming
      and o.earliest_end > ${addMonths(since, months)}::date`
  return keepMatches(tx, searchId, today, found)
}

/** Keeps what the search asks for now and was not told of yet. */
export function matchPresent(
  tx: Queryable,
  searchId: string,
  filters: OpportunityFilters,
  today: CalendarDate,
): Promise<void> {
  const found = sql`select o.id as opportunity_id, 'new' as change, 'present' as kind, null::jsonb as before,
      null::jsonb as after, o.earliest_end
    from ${source(filters)} where ${conditions(filters, today)} and ${announceable(today)}
      and not exists (select from search_matches m where m.search_id = ${searchId}::uuid and m.opportunity_id = o.id)`
  return keepMatches(tx, searchId, today, found)
}

async function keepMatches(tx: Queryable, searchId: string, today: CalendarDate, found: SQL): Promise<void> {
  await tx.execute(sql`
    with found as materialized (${found}), kept as (
      insert into search_matches (search_id, opportunity_id, change, kind, before, after, matched_on)
      select ${searchId}::uuid, opportunity_id, change, kind, before, after, ${today}::date
      from found order by earliest_end nulls last, opportunity_id limit ${MOST_KEPT}
      on conflict do nothing
    )
    update saved_searches set more_matches = more_matches + (select count(*)::int from found) - ${MOST_KEPT}
    where id = ${searchId}::uuid and (select count(*) from found) > ${MOST_KEPT}`)
}
