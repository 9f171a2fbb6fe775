// What waits to be told, what is in a digest, and which digests are on their way?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { announceable, conditions, source } from '../opportunities/opportunity-filter-queries.ts'
import type { OpportunityFilters, OpportunitySummary } from '../opportunities/opportunity-schemas.ts'
import {
  type SummaryRow,
  summaryColumns,
  summaryJoins,
  toSummary,
} from '../opportunities/opportunity-summary-queries.ts'
import type { Frequency } from './frequency.ts'
import type { Change } from './why-matched.ts'

export type Channel = 'mail' | 'webhook'

/** The ways by which a search is told of, beside its feed and calendar. */
export function channelsOf(search: {
  mail_stopped_at: string | null
  webhook_url: string | null
}): Channel[] {
  return [
    ...(search.mail_stopped_at === null ? (['mail'] as const) : []),
    ...(search.webhook_url === null ? [] : (['webhook'] as const)),
  ]
}

/** Searches with something to tell, by id after the one given; instants in milliseconds since 1970. */
export function waitingSearches(
  db: Queryable,
  after: string | null,
  limit: number,
): Promise<{ id: string; frequency: Frequency; last_digest_at: number | null }[]> {
  return db.execute<{ id: string; frequency: Frequency; last_digest_at: number | null }>(sql`
    select id, frequency, extract(epoch from last_digest_at)::float8 * 1000 as last_digest_at from saved_searches s
    where confirmed_at is not null and paused_at is null
      and id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
      and (more_matches > 0 or exists (select from search_matches m where m.search_id = s.id and m.digest_id is null))
    order by id limit ${limit}`)
}

export async function hasToTell(tx: Queryable, searchId: string): Promise<boolean> {
  const [row] = await tx.execute<{ waits: boolean }>(sql`
    select more_matches > 0 or exists (select from search_matches m where m.search_id = s.id and m.digest_id is null) as waits
    from saved_searches s where id = ${searchId}::uuid`)
  return row?.waits === true
}

/** Makes one digest of everything that waits, to go out by these channels; it is told from then on. */
export async function insertDigest(
  tx: Queryable,
  searchId: string,
  channels: readonly Channel[],
  at: Date,
): Promise<void> {
  await tx.execute(sql`
    with digest as (
      insert into digests (search_id, more_matches, made_at)
      select id, more_matches, ${at.toISOString()}::timestamptz from saved_searches where id = ${searchId}::uuid returning id
    ), told as (
      update search_matches set digest_id = (select id from digest)
      where search_id = ${searchId}::uuid and digest_id is null
    ), deliveries as (
      insert into digest_deliveries (digest_id, channel, next_try_at)
      select digest.id, channel, ${at.toISOString()}::timestamptz
      from digest cross join ${listed(channels)} as given(channel)
    )
    update saved_searches set more_matches = 0, last_digest_at = ${at.toISOString()}::timestamptz
    where id = ${searchId}::uuid`)
}

/** A digest that shows what one would look like and tells nothing away. */
export async function insertTestDigest(
  tx: Queryable,
  searchId: string,
  channels: readonly Channel[],
  at: Date,
): Promise<void> {
  await tx.execute(sql`
    with digest as (
      insert into digests (search_id, is_test, made_at)
      values (${searchId}::uuid, true, ${at.toISOString()}::timestamptz) returning id
    )
    insert into digest_deliveries (digest_id, channel, next_try_at)
    select digest.id, channel, ${at.toISOString()}::timestamptz
    from digest cross join ${listed(channels)} as given(channel)`)
}

function listed(channels: readonly Channel[]): SQL {
  return sql`jsonb_array_elements_text(${JSON.stringify(channels)}::jsonb)`
}

/** Test digests of all searches of an address in the last day. */
export async function testsOfLastDay(tx: Queryable, subscriberId: string, now: Date): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from digests d join saved_searches s on s.id = d.search_id
    where s.subscriber_id = ${subscriberId}::uuid and d.is_test
      and d.made_at > ${now.toISOString()}::timestamptz - interval '1 day'`)
  return row?.count ?? 0
}

/** A tender of a digest, with each of its changes that is told. */
export type DigestEntry = OpportunitySummary & { in_title: boolean; changes: Change[] }

type EntryRow = SummaryRow & { in_title: boolean; changes: Change[] }

/**
 * What of a digest still holds today: public, announceable, and asked for by the search as it is now. Published first,
 * then by the end of the contract. Of a contract that withholds anything no day before a change is told: it may be what is
 * withheld.
 */
export async function entriesOfDigest(
  db: Queryable,
  digestId: string,
  filters: OpportunityFilters,
  today: CalendarDate,
): Promise<DigestEntry[]> {
  const rows = await db.execute<EntryRow>(sql`
    with told as (
      select m.opportunity_id, jsonb_agg(jsonb_build_object('kind', m.kind, 'before', case when not h.is_hidden then m.before end,
        'after', case when not h.is_hidden then m.after end) order by m.id) as changes
      from search_matches m join opportunities op on op.id = m.opportunity_id
      cross join lateral (select exists (select from contract_versions v
        where v.contract_id = op.contract_id and v.withheld is not null) as is_hidden) h
      where m.digest_id = ${digestId}::uuid and not (h.is_hidden and m.kind = 'moved') group by 1
    )
    select told.changes, ${entryColumns(filters, today)}
    from told join opportunities o on o.id = told.opportunity_id ${summaryJoins}
    join contract_search s on s.contract_id = o.contract_id
    where ${conditions(filters, today)} and ${announceable(today)}
    order by o.phase = 'published' desc nulls last, o.earliest_end nulls last, o.id`)
  return rows.map(toEntry)
}

/** The first that the search asks for now, as if each were told of for the first time. */
export async function presentEntries(
  db: Queryable,
  filters: OpportunityFilters,
  today: CalendarDate,
  most: number,
): Promise<DigestEntry[]> {
  const rows = await db.execute<EntryRow>(sql`
    with found as (
      select o.id from ${source(filters)} where ${conditions(filters, today)} and ${announceable(today)}
      order by o.earliest_end nulls last, o.id limit ${most}
    )
    select '[{"kind": "present", "before": null, "after": null}]'::jsonb as changes, ${entryColumns(filters, today)}
    from found join opportunities o on o.id = found.id ${summaryJoins}
    order by o.earliest_end nulls last, o.id`)
  return rows.map(toEntry)
}

function entryColumns({ q }: OpportunityFilters, today: CalendarDate): SQL {
  const inTitle = q
    ? sql`to_tsvector('english', c.title) @@ websearch_to_tsquery('english', ${q})`
    : sql`false`
  return sql`${summaryColumns(today)}, ${inTitle} as in_title`
}

const toEntry = (row: EntryRow): DigestEntry => ({
  ...toSummary(row),
  in_title: row.in_title,
  changes: row.changes,
})
