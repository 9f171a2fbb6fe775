// What is kept of one opportunity, and what is like it elsewhere?
import { sql } from 'drizzle-orm'
import { technologiesOfContracts } from '../contracts/contract-technology-queries.ts'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { OpportunityChange, Peer, StatedIntention } from './opportunity-detail-schemas.ts'
import { type SummaryRow, summaryColumns, summaryJoins } from './opportunity-summary-queries.ts'

/** The opportunity of a public contract as it was last derived; null when there is none to show. */
export async function findStoredOpportunity(
  db: Queryable,
  id: string,
  today: CalendarDate,
): Promise<(SummaryRow & { first_derived_on: CalendarDate }) | null> {
  const rows = await db.execute<SummaryRow & { first_derived_on: CalendarDate }>(sql`
    select ${summaryColumns(today)}, o.first_derived_on::text
    from opportunities o ${summaryJoins} where o.id = ${id}::uuid and c.is_public`)
  return rows[0] ?? null
}

/** The id of the opportunity of a public contract; null before it was first derived. */
export async function opportunityIdOf(db: Queryable, contractId: string): Promise<string | null> {
  const rows = await db.execute<{ id: string }>(sql`
    select o.id from opportunities o join contracts c on c.id = o.contract_id
    where c.id = ${contractId}::uuid and c.is_public`)
  return rows[0]?.id ?? null
}

/** The latest last; none where the contract withholds anything, since what was derived before it did may tell. */
export function changesOf(db: Queryable, id: string): Promise<OpportunityChange[]> {
  return db.execute<OpportunityChange & Record<string, unknown>>(sql`
    select derived_on::text, before, after from opportunity_changes where opportunity_id = ${id}::uuid and not exists (
      select from opportunities o join contract_versions v on v.contract_id = o.contract_id
      where o.id = opportunity_id and v.withheld is not null)
    order by id`)
}

/** The latest last. */
export function intentionsOf(db: Queryable, contractId: string): Promise<StatedIntention[]> {
  return db.execute<StatedIntention & Record<string, unknown>>(sql`
    select answer, said_on::text, note, ${isoInstant('recorded_at')} as recorded_at
    from contract_intentions where contract_id = ${contractId}::uuid order by id`)
}

const MOST_PEERS = 8

/** In what contracts may be alike, what counts most first. */
const SAME = ['technology', 'title words', 'supplier', 'service area'] as const satisfies Peer['same']

const likeness = sql`sum(distinct case alike.same when 'technology' then 8 when 'title words' then 4 when 'supplier' then 2 else 1 end)`

/**
 * Running contracts of other authorities for the same technology, with every word of its title, with a supplier in common,
 * or in the same service area: those alike in most first, technology before title, title before supplier, supplier before
 * area; then the next to end.
 */
export async function peersOf(db: Queryable, contractId: string, today: CalendarDate): Promise<Peer[]> {
  const rows = await db.execute<PeerRow>(sql`
    with own as (
      select c.id, c.authority_id, plainto_tsquery('english', c.title) as words,
        array(select n.supplier_id from contract_suppliers cs join supplier_names n on n.id = cs.supplier_name_id
          where cs.contract_id = c.id and n.supplier_id is not null) as suppliers,
        array(select known.technology_id from (${technologiesOfContracts}) known where known.contract_id = c.id) as technologies,
        (select o.service_area_code from opportunities o where o.contract_id = c.id) as area
      from contracts c where c.id = ${contractId}::uuid
    ), alike as (
      select s.contract_id as id, 'title words' as same
      from own join contract_search s on s.words @@ own.words
      where numnode(own.words) between 1 and 30
      union all
      select cs.contract_id, 'supplier'
      from own join supplier_names n on n.supplier_id = any(own.suppliers)
      join contract_suppliers cs on cs.supplier_name_id = n.id
      union all
      select known.contract_id, 'technology' from own join (${technologiesOfContracts}) known on known.technology_id = any(own.technologies)
      union all
      (select o.contract_id, 'service area' from own join opportunities o on o.service_area_code = own.area
        where o.authority_id <> own.authority_id and o.earliest_end >= ${today}::date
        order by o.earliest_end, o.contract_id limit ${MOST_PEERS})
    )
    select c.id, c.title, c.supplier_name_raw, a.slug, a.name, c.current_end_on::text as current_end_on,
      (select nullif(v.values->>'current_end_on_precision', 'day') from contract_versions v where v.id = c.version_id)
        as current_end_precision,
      ${likeness} as weight, array_agg(distinct alike.same) as same
    from alike join contracts c on c.id = alike.id join authorities a on a.id = c.authority_id, own
    where c.is_public and c.authority_id <> own.authority_id and (c.current_end_on is null or c.current_end_on >= ${today}::date)
    group by c.id, a.slug, a.name
    order by weight desc, c.current_end_on nulls last, c.id
    limit ${MOST_PEERS}`)
  return rows.map(toPeer)
}

interface PeerRow extends Record<string, unknown> {
  id: string
  title: string
  supplier_name_raw: string
  slug: string
  name: string
  current_end_on: CalendarDate | null
  current_end_precision: Peer['current_end_precision']
  same: Peer['same']
}

function toPeer(row: PeerRow): Peer {
  return {
    contract_id: row.id,
    title: row.title,
    supplier_name_raw: row.supplier_name_raw,
    authority: { slug: row.slug, name: row.name },
    current_end_on: row.current_end_on,
    current_end_precision: row.current_end_precision,
    same: SAME.filter((one) => row.same.includes(one)),
  }
}
