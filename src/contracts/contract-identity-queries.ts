// Which contract is each row of a return, and does it say something else of it?
import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import { numberBeside, type PublicRows, publicRows } from './publication-queries.ts'
import { UNSETTLED_CARRIED, unsettleAlike } from './settled-row-queries.ts'

/** The good rows with what each is known by, whatever other rows there are. */
const knownRows = (returnId: string, rows: PublicRows): SQL => sql`
  with keyed as materialized (
    select w.data_row, w.values_hash,
      nullif(fold_key(w.full_values->>'local_reference'), '') as reference_key,
      fold_key(w.full_values->>'title') as title_key, w.full_values->>'start_on' as start_on,
      coalesce(nullif(w.supplier_key, ''), nullif(n.strict_key, ''), fold_key(w.full_values->>'supplier_name_raw')) as supplier_key,
      n.id as supplier_name_id, jsonb_array_length(w.values->'suppliers') as supplier_count,
      w.values->'suppliers'->0->>'role' as supplier_role
    from ${rows}
    left join supplier_names n on n.name = w.values->'suppliers'->0->>'name' and n.company_number = ${numberBeside}
    where w.return_id = ${returnId} and w.state = 'good'
  )
  select data_row, values_hash, title_key, supplier_name_id, supplier_count, supplier_role,
    case when reference_key is not null then md5(concat_ws(E'\\x1f', reference_key, supplier_key))::uuid end as lot_key,
    case when reference_key is not null then md5(concat_ws(E'\\x1f', 'reference', reference_key, supplier_key))::uuid
      else md5(concat_ws(E'\\x1f', 'title', title_key, supplier_key, start_on))::uuid end as sole_key,
    case when reference_key is not null
      then md5(concat_ws(E'\\x1f', 'lot', reference_key, supplier_key, title_key))::uuid end as titled_key
  from keyed`

/** Rows of `knownRows` in the temporary table `incoming`, told apart from one another. */
async function tellApart(tx: Tx, known: SQL): Promise<void> {
  await tx.execute(sql`
    create temp table incoming on commit drop as
    with known_by as (${known}), named as (
      select *, case when lot_key is null or count(*) over (partition by lot_key) = 1 then sole_key else titled_key end as plain_key
      from known_by
    ), numbered as (
      select *, row_number() over (partition by plain_key order by data_row) as copy from named
    )
    select data_row, values_hash, lot_key, title_key, supplier_name_id, supplier_count, supplier_role,
      case copy when 1 then plain_key else md5(plain_key::text || copy)::uuid end as natural_key
    from numbered`)
  await tx.execute(sql`analyze incoming`)
}

/** For each row of `incoming`: which contract it is, whether new, whether changed. */
const found = (authorityId: number): SQL => sql`
  select i.data_row, i.values_hash, i.natural_key, i.lot_key, i.supplier_name_id, i.supplier_count, i.supplier_role,
    c.id is null as is_new,
    coalesce(c.is_public, false) as was_public, coalesce(c.id, gen_random_uuid()) as contract_id, c.confirmed_return_id,
    c.id is null or not c.is_public or v.values_hash <> i.values_hash as is_changed,
    case when c.id is null or not c.is_public or v.values_hash <> i.values_hash
      then nextval((select pg_get_serial_sequence('contract_versions', 'id')::regclass)) else c.version_id end as version_id
  from incoming i
  left join contracts c on c.authority_id = ${authorityId} and c.natural_key = i.natural_key
  left join contract_versions v on v.id = c.version_id`

/**
 * Fills the temporary table `touched`, one line a good row: which contract it is, whether new, whether changed.
 * Identity: reference and supplier, with the title where they are not unique in the return (lots); without a reference
 * title, supplier and start, whether the public sees them or not; what is alike even so is told apart by its order.
 */
export async function stageRows(
  tx: Tx,
  returnId: string,
  authorityId: number,
  rows: PublicRows,
): Promise<void> {
  await tellApart(tx, knownRows(returnId, rows))
  await renameLots(tx, authorityId)
  await tx.execute(sql`create temp table touched on commit drop as ${found(authorityId)}`)
  await weighTouched(tx)
}

/** The same where `stageSettled` has filled `touched` in part, and `rows` are the others. */
export async function stageUnsettledRows(
  tx: Tx,
  returnId: string,
  authorityId: number,
  rows: PublicRows,
): Promise<void> {
  await tx.execute(sql`create temp table known_rows on commit drop as ${knownRows(returnId, rows)}`)
  if (await unsettleAlike(tx, returnId)) {
    const alike = publicRows({ isAnyWithheld: false }, UNSETTLED_CARRIED)
    await tx.execute(sql`insert into known_rows ${knownRows(returnId, alike)}`)
  }
  await tellApart(tx, sql`select * from known_rows`)
  await renameLots(tx, authorityId)
  await tx.execute(sql`insert into touched ${found(authorityId)}`)
  await weighTouched(tx)
}

/** Or the planner takes half of the rows for changed; and a loop over contracts that nobody has counted yet needs the index. */
async function weighTouched(tx: Tx): Promise<void> {
  await tx.execute(sql`create index on touched (contract_id)`)
  await tx.execute(
    sql`analyze touched (data_row, contract_id, version_id, is_new, is_changed, confirmed_return_id)`,
  )
}

/**
 * A reference that was one contract and is now several lots, or the other way: the one with the same title goes on.
 * Rows that are known by their key, nearly all of them in a later return, are set aside first.
 */
async function renameLots(tx: Tx, authorityId: number): Promise<void> {
  await tx.execute(sql`
    create temp table unknown_lots on commit drop as
    select i.lot_key, i.title_key, (array_agg(i.natural_key))[1] as natural_key
    from incoming i
    where i.lot_key in (select c.lot_key from contracts c where c.authority_id = ${authorityId})
      and not exists (select from contracts c where c.authority_id = ${authorityId} and c.natural_key = i.natural_key)
    group by i.lot_key, i.title_key having count(*) = 1`)
  await tx.execute(sql`analyze unknown_lots`)
  await tx.execute(sql`
    with standing as (
      select u.natural_key, (array_agg(c.id))[1] as id
      from unknown_lots u
      join contracts c on c.authority_id = ${authorityId} and c.lot_key = u.lot_key and fold_key(c.title) = u.title_key
      group by u.natural_key having count(*) = 1
    )
    update contracts c set natural_key = standing.natural_key from standing where c.id = standing.id`)
}
