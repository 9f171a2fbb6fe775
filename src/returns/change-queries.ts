// Which changes were found between a return and the register, and do they still hold?
import { type SQL, sql } from 'drizzle-orm'
import { wireValue } from '../contracts/wire-value.ts'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { ChangeCounts, ReturnChange } from './change-schemas.ts'
import type { ChangeKind } from './comparison-queries.ts'
import { rowOfReturn } from './row-of-return-queries.ts'

export interface ComparisonState extends Record<string, unknown> {
  state: string
  kind: 'contracts' | 'systems'
  rows_good: number
  is_current: boolean
  compared_at: string | null
}

/**
 * Of a return in review the comparison holds while nothing was published, read again or corrected since; of a published
 * one for good. Null when there is no such return.
 */
export async function comparisonState(db: Queryable, returnId: string): Promise<ComparisonState | null> {
  const rows = await db.execute<ComparisonState>(sql`
    select r.state, r.kind, coalesce(r.rows_good, 0) as rows_good, ${isoInstant('k.compared_at')} as compared_at,
      k.return_id is not null and (r.state <> 'read' or ${stillHolds}) as is_current
    from returns r left join return_comparisons k on k.return_id = r.id where r.id = ${returnId}`)
  return rows[0] ?? null
}

const latest = sql`(select p.id from returns p
  where p.authority_id = r.authority_id and p.kind = r.kind and p.state = 'published' and p.id <> r.id
  order by p.publication desc limit 1)`

const stillHolds: SQL = sql`(k.attempt = r.attempt and k.compared_with is not distinct from ${latest}
  and not exists (select from return_corrections x
    where x.return_id = r.id and greatest(x.made_at, x.revoked_at) > k.compared_at))`

export interface ComparedReturn extends Record<string, unknown> {
  id: string
  authority_id: number
  kind: 'contracts' | 'systems'
  state: string
  attempt: number
  latest_id: string | null
  now: string
}

/** The return as it stands, with the publication it is to be compared with. */
export async function returnToCompare(db: Queryable, returnId: string): Promise<ComparedReturn | null> {
  const rows = await db.execute<ComparedReturn>(sql`
    select id, authority_id, kind, state, attempt, ${latest} as latest_id, clock_timestamp()::text as now
    from returns r where id = ${returnId}`)
  return rows[0] ?? null
}

/** One comparison of a return at a time, to the end of the transaction. */
export async function lockComparison(tx: Queryable, returnId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(33, hashtext(${returnId}))`)
}

/** The moment is the one at which the return was looked at, so that a correction made meanwhile counts as later. */
export async function markCompared(
  tx: Queryable,
  { id, attempt, latest_id, now }: ComparedReturn,
): Promise<void> {
  await tx.execute(sql`
    insert into return_comparisons (return_id, compared_at, compared_with, attempt)
    values (${id}, ${now}::timestamptz, ${latest_id}::uuid, ${attempt})
    on conflict (return_id) do update
      set compared_at = excluded.compared_at, compared_with = excluded.compared_with, attempt = excluded.attempt`)
}

/** To be asked before the return counts as published: a comparison that no longer holds is not what publishing does. */
export async function forgetStaleComparison(tx: Queryable, returnId: string): Promise<void> {
  await tx.execute(sql`
    delete from return_comparisons k using returns r
    where k.return_id = ${returnId} and r.id = k.return_id and not ${stillHolds}`)
}

/** How many contracts or systems of each kind; every kind is named. */
export async function countChanges(db: Queryable, returnId: string): Promise<ChangeCounts> {
  const rows = await db.execute<{ kind: ChangeKind; n: number }>(
    sql`select kind, count(*)::int as n from return_changes where return_id = ${returnId} group by kind`,
  )
  const of = (kind: ChangeKind) => rows.find((row) => row.kind === kind)?.n ?? 0
  return {
    new: of('new'),
    changed: of('changed'),
    unchanged: of('unchanged'),
    missing: of('missing'),
    missing_before: of('missing_before'),
  }
}

interface ChangeRow extends Record<string, unknown> {
  position: number
  kind: ChangeKind
  data_row: number | null
  line: number | null
  contract_id: string | null
  deployment_id: string | null
  technology: string | null
  service_area: string | null
  local_reference: string | null
  title: string | null
  supplier: string | null
  current_end_on: string | null
  changes: { field: string; before?: unknown; after?: unknown }[] | null
  answer: ReturnChange['answer']
}

export interface ChangeFilter {
  kind?: ChangeKind
  /** The position of the last change already shown. */
  after?: number
  limit: number
}

/** In the order of the file, then what the file leaves out. */
export async function listChanges(
  db: Queryable,
  returnId: string,
  filter: ChangeFilter,
): Promise<ReturnChange[]> {
  const parts = [sql`x.return_id = ${returnId}`]
  if (filter.kind) parts.push(sql`x.kind = ${filter.kind}`)
  if (filter.after) parts.push(sql`x.position > ${filter.after}`)
  const rows = await db.execute<ChangeRow>(sql`
    with page as (
      select * from return_changes x where ${sql.join(parts, sql` and `)} order by x.position limit ${filter.limit}
    )
    select x.position, x.kind, x.data_row, w.line, x.contract_id, x.deployment_id, t.slug as technology, x.changes,
      case when ${isMissing} then coalesce(c.local_reference, d.local_reference) else w.values->>'local_reference' end as local_reference,
      case when ${isMissing} then coalesce(c.title, d.technology) else coalesce(w.values->>'title', w.values->>'technology') end as title,
      case when ${isMissing} then coalesce(c.supplier_name_raw, d.supplier_name_raw) else w.values->>'supplier_name_raw' end as supplier,
      case when ${isMissing} then coalesce(c.current_end_on, d.current_end_on)::text else w.values->>'current_end_on' end as current_end_on,
      case when ${isMissing} then coalesce(c.service_area, d.service_area) else w.values->>'service_area' end as service_area,
      case when ${isMissing} then coalesce(${lastAnswer('contract')}, ${lastAnswer('deployment')}) end as answer
    from page x
    left join ${rowOfReturn(returnId, 'x.data_row')} on true
    left join contracts c on c.id = x.contract_id
    left join deployments d on d.id = x.deployment_id
    left join technologies t on t.id = d.technology_id
    order by x.position`)
  return rows.map(toChange)
}

const isMissing = sql.raw(`x.kind in ('missing', 'missing_before')`)

/** What was said last of the contract or deployment of the change `x`. */
function lastAnswer(thing: 'contract' | 'deployment'): SQL {
  const said = sql`json_build_object('answer', a.answer, 'ended_on', a.ended_on, 'answered_at', ${isoInstant('a.answered_at')})`
  return thing === 'contract'
    ? sql`(select ${said} from contract_answers a where a.contract_id = x.contract_id order by a.id desc limit 1)`
    : sql`(select ${said} from deployment_answers a where a.deployment_id = x.deployment_id order by a.id desc limit 1)`
}

function toChange({ supplier, changes, ...row }: ChangeRow): ReturnChange {
  return {
    ...row,
    title: row.title ?? '',
    supplier_name_raw: supplier ?? '',
    fields: (changes ?? []).map(({ field, before, after }) => ({
      field,
      before: wireValue(field, before ?? null),
      after: wireValue(field, after ?? null),
    })),
  }
}
