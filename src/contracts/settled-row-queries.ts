// Which rows of a return leave their contracts as they are, known without being opened?
import { sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import { type RowSource, STATED_ROWS } from './carried-row-queries.ts'

/** The rows carried on that must be opened after all: `unsettled_rows`, at the rows that say what they say. */
export const UNSETTLED_CARRIED: RowSource = sql`(
  select u.return_id, u.data_row, u.state, s.values, s.values_hash
  from unsettled_rows u join stated_rows s on s.return_id = u.source_return_id and s.data_row = u.source_data_row)`

/** The good rows of the return for which `stageSettled` was called that must be opened, and others that it states. */
export const UNSETTLED_ROWS: RowSource = sql`(
  select return_id, data_row, state, values, values_hash from ${STATED_ROWS}
  union all
  select * from ${UNSETTLED_CARRIED} carried)`

/**
 * Fills the temporary table `touched` with the settled rows of a return, as rows that change nothing, and `unsettled_rows`
 * with the other good rows that it carries on. Whether any is settled; if not, neither table is there.
 *
 * A row is settled if its contract is public, says nothing less than the row, and stands on the very row that it carries
 * on, so that it says the same now; and if every other row of the return were known by other keys. For contracts are known
 * again by keys that depend on a row alone, as long as no other row of its return has the same (`stageRows`). Every contract
 * that ever was stays, with its keys; rows that once shared a reference and supplier have made several contracts under one
 * `lot_key`, and rows without a reference that were alike have made one under the key of each copy. So a contract that is
 * alone under its `lot_key`, or has no copy, is and always was known by the key of its row alone. It is known so again
 * unless another row has that key now: a carried one cannot, as it would be a second contract's or the same row twice,
 * and both are left out here; of the others `unsettleAlike` is asked when their keys are known.
 */
export async function stageSettled(tx: Tx, returnId: string, authorityId: number): Promise<boolean> {
  // Where nobody has counted the versions yet the planner would take each row through all of them.
  await tx.execute(sql`set local enable_nestloop = off`)
  await tx.execute(sql`
    create temp table touched on commit drop as
    select r.data_row, v.values_hash, c.natural_key, c.lot_key, null::bigint as supplier_name_id,
      null::integer as supplier_count, null::text as supplier_role, false as is_new, true as was_public,
      c.id as contract_id, c.confirmed_return_id, false as is_changed, c.version_id
    from carried_rows r
    join contract_versions v on v.return_id = r.source_return_id and v.data_row = r.source_data_row and v.withheld is null
    join contracts c on c.version_id = v.id and c.is_public
    where r.return_id = ${returnId} and r.state = 'good' and c.authority_id = ${authorityId}
      and v.return_id = any(array(select source_return_id from return_sources where return_id = ${returnId}))`)
  await tx.execute(sql`set local enable_nestloop to default`)
  await tx.execute(sql`
    delete from touched where version_id in (select version_id from touched group by 1 having count(*) > 1)
      or lot_key in (
        select lot_key from contracts where authority_id = ${authorityId} and lot_key is not null
        group by 1 having count(*) > 1)`)
  await unsettleCopies(tx, authorityId)
  const any = await tx.execute(sql`select 1 from touched limit 1`)
  if (any.length === 0) await tx.execute(sql`drop table touched`)
  else
    await tx.execute(sql`
      create temp table unsettled_rows on commit drop as
      select r.return_id, r.data_row, r.state, r.source_return_id, r.source_data_row from carried_rows r
      where r.return_id = ${returnId} and r.state = 'good'
        and not exists (select from touched t where t.data_row = r.data_row)`)
  return any.length > 0
}

/** Where something is withheld all rows are to be opened. */
export async function unsettleAll(tx: Tx): Promise<void> {
  await tx.execute(sql`drop table touched, unsettled_rows`)
}

/** Contracts without a reference of which there is, or ever was, another with the same title, supplier and start. */
async function unsettleCopies(tx: Tx, authorityId: number): Promise<void> {
  const any = await tx.execute(sql`select 1 from touched where lot_key is null limit 1`)
  if (any.length === 0) return
  await tx.execute(sql`
    with recursive own as materialized (
      select natural_key from contracts where authority_id = ${authorityId} and lot_key is null
    ), copies as (
      select f.natural_key as first_key, 2 as copy, o.natural_key
      from own f join own o on o.natural_key = md5(f.natural_key::text || 2)::uuid
      union all
      select c.first_key, c.copy + 1, o.natural_key
      from copies c join own o on o.natural_key = md5(c.first_key::text || c.copy + 1)::uuid
    )
    delete from touched t
    where t.lot_key is null
      and t.natural_key in (select first_key from copies union all select natural_key from copies)`)
}

/**
 * Of the rows known by their keys in `known_rows`: whether settled rows have such a key. These are in `touched` no more, but
 * alone in `unsettled_rows`, to be opened too. No further rows share a key with them.
 */
export async function unsettleAlike(tx: Tx, returnId: string): Promise<boolean> {
  await tx.execute(sql`truncate unsettled_rows`)
  const rows = await tx.execute(sql`
    with alike as (
      delete from touched t
      where t.natural_key in (select sole_key from known_rows)
        or t.lot_key in (select lot_key from known_rows where lot_key is not null)
      returning t.data_row
    )
    insert into unsettled_rows
    select r.return_id, r.data_row, r.state, r.source_return_id, r.source_data_row
    from alike join carried_rows r on r.return_id = ${returnId} and r.data_row = alike.data_row
    returning 1`)
  return rows.length > 0
}
