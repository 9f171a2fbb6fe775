// What does the register hold of each authority, and how fresh is it?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { londonDate } from '../db/expressions.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { AuthorityOverview, PublishedReturn } from './authority-overview-schemas.ts'

/** Every authority by name, with what is public of it on that day. */
export function authorityOverviews(db: Queryable, today: CalendarDate): Promise<AuthorityOverview[]> {
  return overviews(db, today, sql`true`)
}

/** Null when there is none with this slug. */
export async function authorityOverview(
  db: Queryable,
  slug: string,
  today: CalendarDate,
): Promise<AuthorityOverview | null> {
  const [found] = await overviews(db, today, sql`a.slug = ${slug}`)
  return found ?? null
}

type Row = AuthorityOverview & Record<string, unknown>

/** Each table is gone through once, however many authorities are asked about. */
async function overviews(db: Queryable, today: CalendarDate, chosen: SQL): Promise<AuthorityOverview[]> {
  const rows = await db.execute<Row>(sql`
    with asked as materialized (select * from authorities a where ${chosen})
    select a.slug, a.name, a.official_name, a.gss_code, a.in_london,
      coalesce(held.contracts, 0) as contracts, coalesce(held.running, 0) as running,
      coalesce(held.ending, 0) as ending_within_year, coalesce(run.technologies, 0) as technologies,
      coalesce(supplied.suppliers, 0) as suppliers, sent.last_contracts_return_on, sent.last_systems_return_on,
      scored.quality, coalesce(sent.is_sample, false) as is_sample
    from asked a
    left join (
      select authority_id, count(*)::int as contracts, (count(*) filter (where current_end_on >= ${today}::date))::int as running,
        (count(*) filter (where current_end_on between ${today}::date and ${today}::date + 365))::int as ending
      from contracts where is_public and authority_id in (select id from asked) group by authority_id
    ) held on held.authority_id = a.id
    left join (
      select authority_id, count(distinct technology_id)::int as technologies
      from deployments where is_public and authority_id in (select id from asked) group by authority_id
    ) run on run.authority_id = a.id
    left join (
      select pair.authority_id, count(*)::int as suppliers
      from (
        select distinct c.authority_id, n.supplier_id
        from contracts c
        join contract_suppliers cs on cs.contract_id = c.id
        join supplier_names n on n.id = cs.supplier_name_id
        where c.is_public and n.supplier_id is not null and c.authority_id in (select id from asked)
      ) pair group by pair.authority_id
    ) supplied on supplied.authority_id = a.id
    left join (
      select authority_id, bool_and(is_sample) as is_sample,
        (max(${londonDate('published_at')}) filter (where kind = 'contracts'))::text as last_contracts_return_on,
        (max(${londonDate('published_at')}) filter (where kind = 'systems'))::text as last_systems_return_on
      from returns where state = 'published' group by authority_id
    ) sent on sent.authority_id = a.id
    left join lateral (
      select json_build_object('points', points, 'scored_on', scored_on::text) as quality
      from quality_scores where authority_id = a.id order by scored_on desc limit 1
    ) scored on sent.last_contracts_return_on is not null
    order by a.name`)
  return [...rows]
}

/** The published returns of an authority, the latest first. */
export async function publishedReturns(db: Queryable, slug: string): Promise<PublishedReturn[]> {
  const rows = await db.execute<PublishedReturn & Record<string, unknown>>(sql`
    select r.id, r.kind, ${londonDate('r.received_at')}::text as received_on,
      ${londonDate('r.published_at')}::text as published_on, r.rows_good as rows,
      r.publication = max(r.publication) over (partition by r.kind) as is_latest
    from returns r join authorities a on a.id = r.authority_id
    where a.slug = ${slug} and r.state = 'published'
    order by r.published_at desc, r.publication desc`)
  return [...rows]
}
