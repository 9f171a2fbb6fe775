// How is what was derived kept, with its history?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { HISTORY_FIELDS, type OpportunityRecord } from './opportunity-record.ts'

/** An opportunity of a contract, ready to be kept. */
export type DerivedRow = OpportunityRecord & {
  contract_id: string
  authority_id: number
  service_area_code: string | null
  named_technology_id: string | null
}

/** SQL types of the columns, which are also those of the rows handed over. */
const COLUMNS: Record<Exclude<keyof DerivedRow, 'contract_id'>, string> = {
  authority_id: 'int',
  service_area_code: 'text',
  phase: 'text',
  upcoming: 'boolean',
  earliest_end: 'date',
  approach_from: 'date',
  approach_by: 'date',
  tender_latest: 'date',
  decide_by: 'date',
  decide_by_assumed: 'boolean',
  latest_end: 'date',
  later_approach_from: 'date',
  later_approach_by: 'date',
  later_tender_latest: 'date',
  confidence: 'smallint',
  confidence_parts: 'jsonb',
  value_net: 'bigint',
  value_gross: 'bigint',
  value_band: 'text',
  above_threshold: 'text',
  sme_fit: 'text',
  likely_route: 'text',
  framework: 'text',
  joint: 'boolean',
  direct_award: 'boolean',
  engagement_under_way: 'boolean',
  option_ends: 'date[]',
  annual_net_low: 'bigint',
  annual_net_high: 'bigint',
  annual_from: 'text',
  named_technology_id: 'uuid',
}

const names = Object.keys(COLUMNS)
const listed = (prefix: string) => sql.raw(names.map((name) => `${prefix}${name}`).join(', '))
const GIVEN = sql.raw(
  `(contract_id uuid, ${Object.entries(COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})`,
)
const ASSIGNED = sql.raw(names.map((name) => `${name} = excluded.${name}`).join(', '))

/** Who derives waits until whoever else does has ended its transaction. */
export async function lockDerivation(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(330033, 7)`)
}

/**
 * Keeps what was derived for a day: one opportunity a contract, the same one for good. Rows that are as before are not
 * touched; a phase or a day that became another is put into the history. How many were new or other.
 */
export async function storeOpportunities(
  tx: Queryable,
  rows: readonly DerivedRow[],
  on: CalendarDate,
): Promise<number> {
  const changed = await tx.execute(sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g${GIVEN}
    ), before as materialized (
      select o.id, o.contract_id, ${said('o')} as said,
        (${listed('o.')}) is not distinct from (${listed('g.')}) as is_same
      from opportunities o join given g on g.contract_id = o.contract_id
    ), stored as (
      insert into opportunities as o (contract_id, ${listed('')}, first_derived_on, changed_on)
      select g.contract_id, ${listed('g.')}, ${on}::date, ${on}::date from given g
      where not exists (select from before b where b.contract_id = g.contract_id and b.is_same)
      on conflict (contract_id) do update set ${ASSIGNED}, changed_on = excluded.changed_on
        where (${listed('o.')}) is distinct from (${listed('excluded.')})
      returning o.id, o.contract_id, ${said('o')} as said
    ), history as (
      insert into opportunity_changes (opportunity_id, derived_on, before, after)
      select b.id, ${on}::date, ${kept('b.said', 's.said')}, ${kept('s.said', 'b.said')}
      from before b join stored s on s.contract_id = b.contract_id where b.said <> s.said
    )
    select 1 from stored`)
  return changed.length
}

/** The fields of the history as one object. */
function said(alias: string): SQL {
  return sql`(select to_jsonb(x) from (select ${sql.raw(HISTORY_FIELDS.map((field) => `${alias}.${field}`).join(', '))}) x)`
}

/** The fields that differ; when a notice takes the place of an estimate, the whole of it. */
function kept(one: string, other: string): SQL {
  return sql`case when s.said ->> 'phase' in ('published', 'awarded') and b.said ->> 'phase' not in ('published', 'awarded')
    then ${sql.raw(one)} else ${differing(one, other)} end`
}

/** Of an object the fields whose value is another in the other. */
function differing(one: string, other: string): SQL {
  return sql.raw(
    `(select jsonb_object_agg(key, value) from jsonb_each(${one}) where value is distinct from ${other} -> key)`,
  )
}

/** Puts on record that everything was derived for a day. */
export async function recordRun(
  db: Queryable,
  run: { on: CalendarDate; contracts: number; changed: number },
): Promise<void> {
  await db.execute(sql`
    insert into opportunity_runs (derived_on, contracts, changed) values (${run.on}::date, ${run.contracts}, ${run.changed})`)
}

/** The last day for which everything was derived; null before the first time. */
export async function lastRunOn(db: Queryable): Promise<CalendarDate | null> {
  const rows = await db.execute<{ day: string | null }>(
    sql`select max(derived_on)::text as day from opportunity_runs`,
  )
  return rows[0]?.day ?? null
}
