// What is kept of one opportunity, and what is like it elsewhere?
import { sql } from 'drizzle-orm'
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

/**
 * Running contracts of other authorities that have every word of its title, or a supplier in common: those with both
 * first, then those alike in title, the next to end first.
 */
export async function peersOf(db: Queryable, contractId: string, today: CalendarDate): Promise<Peer[]> {
  const rows = await db.execute<PeerRow>(sql`
    with own as (
      select c.id, c.authority_id, plainto_tsquery('english', c.title) as words,
        array(select n.supplier_id from contract_suppliers cs join supplier_names n on n.id = cs.supplier_name_id
          where cs.contract_id = c.id and n.supplier_id is not null) as suppliers
      from contracts c where c.id = ${contractId}::uuid
    ), alike as (
      select s.contract_id as id, true as by_title, false as by_supplier
      from own join contract_search s on s.words @@ own.words
      where numnode(own.words) between 1 and 30
      union all
      select cs.contract_id, false, true
      from own join supplier_names n on n.supplier_id = any(own.suppliers)
      join contract_suppliers cs on cs.supplier_name_id = n.id
    )
    select c.id, c.title, c.supplier_name_raw, a.slug, a.name, c.current_end_on::text as current_end_on,
      (select nullif(v.values->>'current_end_on_precision', 'day') from contract_versions v where v.id = c.version_id)
        as current_end_precision,
      bool_or(by_title) as by_title, bool_or(by_supplier) as by_supplier
    from alike join contracts c on c.id = alike.id join authorities a on a.id = c.authority_id, own
    where c.is_public and c.authority_id <> own.authority_id and (c.current_end_on is null or c.current_end_on >= ${today}::date)
    group by c.id, a.slug, a.name
    order by bool_or(by_title) and bool_or(by_supplier) desc, bool_or(by_title) desc, c.current_end_on nulls last, c.id
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
  by_title: boolean
  by_supplier: boolean
}

function toPeer(row: PeerRow): Peer {
  return {
    contract_id: row.id,
    title: row.title,
    supplier_name_raw: row.supplier_name_raw,
    authority: { slug: row.slug, name: row.name },
    current_end_on: row.current_end_on,
    current_end_precision: row.current_end_precision,
    same: [
      ...(row.by_title ? ['title words' as const] : []),
      ...(row.by_supplier ? ['supplier' as const] : []),
    ],
  }
}
