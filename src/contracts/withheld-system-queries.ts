// Which rows and versions of systems does a withholding of a contract reach, and which of them are public?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable, Tx } from '../db/client.ts'
import { TELLING_FIELDS } from './withheld-systems.ts'
import type { Withheld } from './withholding.ts'
import { texts } from './withholding-queries.ts'

/** What is withheld of the contracts under a reference, by the comparison form of the reference. */
export type WithheldByReference = ReadonlyMap<string, readonly Withheld[]>

const referenceOf = (values: string) => sql.raw(`nullif(fold_key(${values}->>'local_reference'), '')`)

/**
 * Of the references that the rows name: what decisions withhold of them, and what is withheld of any public contract under
 * them, by a rule or a marker too. `rows` is a query of `values`.
 */
async function withheldByReference(tx: Tx, authorityId: number, rows: SQL): Promise<WithheldByReference> {
  const found = await tx.execute<{ reference: string; withheld: Withheld[] }>(sql`
    with asked as materialized (select distinct ${referenceOf('s.values')} as reference from (${rows}) s),
    said as (
      select h.reference_key as reference, jsonb_build_object('field', h.field, 'reason', h.reason, 'ground', h.ground,
        'review_on', h.review_on::text, 'precision', h.precision) as withheld
      from withholdings h where h.authority_id = ${authorityId}::int and h.lifted_at is null
      union all
      select ${referenceOf('w.values')}, one
      from contracts c
      join contract_versions v on v.id = c.version_id and v.withheld is not null
      join stated_rows w on w.return_id = v.return_id and w.data_row = v.data_row
      cross join jsonb_array_elements(v.withheld) as one
      where c.authority_id = ${authorityId}::int and c.is_public
    )
    select reference, jsonb_agg(distinct said.withheld) as withheld
    from asked join said using (reference) group by reference`)
  return new Map(found.map(({ reference, withheld }) => [reference, withheld]))
}

/** For the rows of a systems return that is to be published. */
export function withheldForReturn(tx: Tx, authorityId: number, returnId: string) {
  return withheldByReference(
    tx,
    authorityId,
    sql`select values from return_rows where return_id = ${returnId} and state = 'good'`,
  )
}

/** For every row on which a version of the authority's systems stands. */
export function withheldForSystems(tx: Tx, authorityId: number) {
  return withheldByReference(
    tx,
    authorityId,
    sql`select w.values from deployments d join deployment_versions v on v.deployment_id = d.id
      join stated_rows w on w.return_id = v.return_id and w.data_row = v.data_row
      where d.authority_id = ${authorityId}::int`,
  )
}

export interface SystemRow extends Record<string, unknown> {
  /** The row of a return, or the id of a version. */
  id: number
  values: Record<string, unknown>
  reference: string | null
}

/** The good rows of a systems return that a marker of their own or one of these references reaches. */
export function systemRowsReached(
  tx: Tx,
  returnId: string,
  references: readonly string[],
): Promise<SystemRow[]> {
  return tx.execute<SystemRow>(sql`
    select w.data_row as id, w.values, ${referenceOf('w.values')} as reference
    from return_rows w
    where w.return_id = ${returnId} and w.state = 'good'
      and (w.values ? 'redacted' or ${referenceOf('w.values')} = any(${texts(references)}))
    order by w.data_row`)
}

/** The next versions of the authority's systems, in full, of which something is withheld now or was. */
export function systemVersionsReached(
  tx: Tx,
  authorityId: number,
  references: readonly string[],
  page: { after: number; limit: number },
): Promise<SystemRow[]> {
  return tx.execute<SystemRow>(sql`
    select v.id::float8 as id, w.values, ${referenceOf('w.values')} as reference
    from deployments d
    join deployment_versions v on v.deployment_id = d.id
    join stated_rows w on w.return_id = v.return_id and w.data_row = v.data_row
    where d.authority_id = ${authorityId}::int and v.id > ${page.after}
      and (v.withheld is not null or ${referenceOf('w.values')} = any(${texts(references)}))
    order by v.id limit ${page.limit}`)
}

/** Authorities of which something is withheld in a contract and nothing in a public system under it. */
export async function authoritiesToldBySystems(db: Queryable): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`
    select distinct d.authority_id as id
    from deployments d
    join deployment_versions v on v.id = d.version_id and v.withheld is null
    join contracts c on c.id = d.contract_id
    join contract_versions cv on cv.id = c.version_id and cv.withheld is not null
    where d.is_public order by 1`)
  return rows.map(({ id }) => id)
}

/** Fills the temporary table `restated_systems`: the reported systems whose current version is one of these. */
export async function stageRestatedSystems(tx: Tx, versionIds: readonly number[]): Promise<void> {
  await tx.execute(sql`
    create temp table restated_systems on commit drop as
    select d.id as deployment_id, d.version_id, false as is_new, true as is_changed
    from deployments d where d.version_id = any(${texts(versionIds.map(String))}::bigint[]) and d.is_reported`)
}

/** The contracts under which the systems in `restated_systems` run, as a subquery of their ids. */
export const CONTRACTS_OF_RESTATED = sql`(
  select d.contract_id from restated_systems t join deployments d on d.id = t.deployment_id where d.contract_id is not null)`

/** The spellings to which the systems in `restated_systems` are linked. */
export async function spellingsOfRestated(tx: Tx): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    select distinct s.supplier_name_id::float8 as id
    from deployment_suppliers s join restated_systems t on t.deployment_id = s.deployment_id`)
  return rows.map(({ id }) => id)
}

/** Shows the authority's reported systems to the public, but for those that a withheld field would tell. */
export async function showReportedSystems(tx: Tx, authorityId: number): Promise<void> {
  await tx.execute(sql`
    update deployments d set is_public = found.is_shown
    from (
      select s.id, s.is_reported and not exists (
        select from jsonb_to_recordset(v.withheld) as w(field text) where w.field in ${[...TELLING_FIELDS]}) as is_shown
      from deployments s left join deployment_versions v on v.id = s.version_id
      where s.authority_id = ${authorityId}::int
    ) found
    where found.id = d.id and d.is_public is distinct from found.is_shown`)
}
