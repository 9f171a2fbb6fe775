// How do the rows of a return become contracts, set-wise?
import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import type { NumberCell } from '../suppliers/stated-numbers.ts'
import { columnExpressions, contractColumns, recordOf } from './contract-record.ts'

/** One memory for sorting and hashing, one flush of the search index, and rows gone through by two, for a whole return. */
export async function prepareForMany(tx: Tx): Promise<void> {
  await tx.execute(sql`set local statement_timeout = '10min'`)
  await tx.execute(sql`set local work_mem = '128MB'`)
  await tx.execute(sql`set local gin_pending_list_limit = '256MB'`)
  await tx.execute(sql`set local parallel_tuple_cost = 0.01`)
}

/** The rows of a return with what the public may see of each, as the table `w`. */
export type PublicRows = SQL

/** By what `stageWithheld` answered. Where nothing is withheld no temporary table is read, which only one process may. */
export function publicRows({ isAnyWithheld }: { isAnyWithheld: boolean }): PublicRows {
  const seen = isAnyWithheld
    ? `coalesce(h.values, r.values) as values, h.withheld, h.supplier_key
      from return_rows r left join withheld_rows h on h.data_row = r.data_row`
    : `r.values, null::jsonb as withheld, null::text as supplier_key from return_rows r`
  return sql.raw(
    `(select r.return_id, r.data_row, r.state, r.values as full_values, r.values_hash, ${seen}) w`,
  )
}

/** The public names of suppliers in the good rows, each once, with the company number beside a single one. */
export function namesInReturn(
  tx: Tx,
  returnId: string,
  rows: PublicRows,
): Promise<{ name: string; companyNumber: string }[]> {
  return tx.execute<{ name: string; companyNumber: string }>(sql`
    select distinct supplier->>'name' as name, ${numberBeside} as "companyNumber"
    from ${rows} cross join jsonb_array_elements(w.values->'suppliers') as supplier
    where w.return_id = ${returnId} and w.state = 'good' and supplier->>'name' is not null`)
}

/** Register numbers in what the public sees of the contracts in `touched` that changed, beside the one supplier of each. */
export function numbersStated(tx: Tx): Promise<NumberCell[]> {
  return tx.execute<NumberCell & Record<string, unknown>>(sql`
    select w.values->'suppliers'->0->>'name' as name, ${numberBeside} as "companyNumber", cell.field, cell.text,
      min(w.id)::float8 as "versionId"
    from touched t join contract_versions w on w.id = t.version_id
    cross join lateral (values ('supplier_charity_no', w.values->>'supplier_charity_no'),
      ('supplier_ppon', w.values->>'supplier_ppon'), ('supplier_vat_no', w.values->>'supplier_vat_no'),
      ('supplier_lei', w.values->>'supplier_lei'),
      ('supplier_company_no', w.values->'words'->>'supplier_company_no')) as cell(field, text)
    where t.is_changed
      and (w.values ?| '{supplier_charity_no,supplier_ppon,supplier_vat_no,supplier_lei}' or w.values->'words' ? 'supplier_company_no')
      and cell.text is not null and jsonb_array_length(w.values->'suppliers') = 1
      and w.values->'suppliers'->0->>'name' is not null
    group by 1, 2, 3, 4`)
}

/** Spellings beside which a number stood in a version of a contract in `touched` that is not what the public sees now. */
export async function spellingsLessStated(tx: Tx): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    delete from supplier_identifiers i using touched t, contract_versions v
    where v.contract_id = t.contract_id and i.version_id = v.id and not i.is_confirmed
      and (t.is_changed or t.version_id is null)
    returning i.supplier_name_id::float8 as id`)
  return [...new Set(rows.map(({ id }) => id))]
}

/** A number beside several names belongs to none of them for certain. */
const numberBeside = sql.raw(`case when jsonb_array_length(w.values->'suppliers') = 1
  and w.values->>'supplier_company_no' ~ '^[A-Z0-9]{8}$' and w.values->>'supplier_company_no' !~ '^0+$'
  then w.values->>'supplier_company_no' else '' end`)

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
  await tx.execute(sql`
    create temp table incoming on commit drop as
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
    ), known_by as (
      select data_row, values_hash, title_key, supplier_name_id, supplier_count, supplier_role,
        case when reference_key is not null then md5(concat_ws(E'\\x1f', reference_key, supplier_key))::uuid end as lot_key,
        case when reference_key is not null then md5(concat_ws(E'\\x1f', 'reference', reference_key, supplier_key))::uuid
          else md5(concat_ws(E'\\x1f', 'title', title_key, supplier_key, start_on))::uuid end as sole_key,
        case when reference_key is not null
          then md5(concat_ws(E'\\x1f', 'lot', reference_key, supplier_key, title_key))::uuid end as titled_key
      from keyed
    ), named as (
      select *, case when lot_key is null or count(*) over (partition by lot_key) = 1 then sole_key else titled_key end as plain_key
      from known_by
    ), numbered as (
      select *, row_number() over (partition by plain_key order by data_row) as copy from named
    )
    select data_row, values_hash, lot_key, title_key, supplier_name_id, supplier_count, supplier_role,
      case copy when 1 then plain_key else md5(plain_key::text || copy)::uuid end as natural_key
    from numbered`)
  await tx.execute(sql`analyze incoming`)
  await renameLots(tx, authorityId)
  await tx.execute(sql`
    create temp table touched on commit drop as
    select i.data_row, i.values_hash, i.natural_key, i.lot_key, i.supplier_name_id, i.supplier_count, i.supplier_role,
      c.id is null as is_new,
      coalesce(c.is_public, false) as was_public, coalesce(c.id, gen_random_uuid()) as contract_id, c.confirmed_return_id,
      c.id is null or not c.is_public or v.values_hash <> i.values_hash as is_changed,
      case when c.id is null or not c.is_public or v.values_hash <> i.values_hash
        then nextval((select pg_get_serial_sequence('contract_versions', 'id')::regclass)) else c.version_id end as version_id
    from incoming i
    left join contracts c on c.authority_id = ${authorityId} and c.natural_key = i.natural_key
    left join contract_versions v on v.id = c.version_id`)
  await tx.execute(sql`create index on touched (contract_id)`)
  await tx.execute(sql`analyze touched`)
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

export interface StagedCounts extends Record<string, unknown> {
  created: number
  changed: number
  unchanged: number
}

export async function countStaged(tx: Tx): Promise<StagedCounts> {
  const rows = await tx.execute<StagedCounts>(sql`
    select count(*) filter (where not was_public)::int as created,
      count(*) filter (where is_changed and was_public)::int as changed,
      count(*) filter (where not is_changed)::int as unchanged
    from touched`)
  return rows[0] ?? { created: 0, changed: 0, unchanged: 0 }
}

/** New contracts, their values in columns. */
export async function insertNewContracts(
  tx: Tx,
  returnId: string,
  authorityId: number,
  rows: PublicRows,
): Promise<void> {
  await tx.execute(sql`
    insert into contracts (id, authority_id, natural_key, lot_key, version_id, is_public, ${sql.raw(contractColumns.join(', '))})
    select t.contract_id, ${authorityId}::int, t.natural_key, t.lot_key, t.version_id, true, ${sql.raw(columnExpressions('x').join(', '))}
    from touched t
    join ${rows} on w.return_id = ${returnId} and w.data_row = t.data_row
    cross join ${sql.raw(recordOf('w.values', 'x'))}
    where t.is_new`)
}

/** A version for every contract that is new or says something else than before. */
export async function insertVersions(tx: Tx, returnId: string, rows: PublicRows): Promise<void> {
  await tx.execute(sql`
    insert into contract_versions (id, contract_id, number, return_id, data_row, values, values_hash, withheld)
    overriding system value
    select t.version_id, t.contract_id,
      case when t.is_new then 1
        else 1 + (select coalesce(max(number), 0) from contract_versions o where o.contract_id = t.contract_id) end,
      ${returnId}, t.data_row, w.values, t.values_hash, w.withheld
    from touched t
    join ${rows} on w.return_id = ${returnId} and w.data_row = t.data_row
    where t.is_changed`)
}

/** Brings the columns of contracts that stood before to the version named in `touched`. */
export async function applyVersions(tx: Tx): Promise<void> {
  const assignments = contractColumns.map((column, at) => `${column} = ${columnExpressions('x')[at]}`)
  await tx.execute(sql`
    update contracts c set version_id = t.version_id, is_public = true, ${sql.raw(assignments.join(', '))}
    from touched t
    join contract_versions v on v.id = t.version_id
    cross join ${sql.raw(recordOf('v.values', 'x'))}
    where c.id = t.contract_id and t.is_changed and not t.is_new`)
}

/** Links the contracts that changed to the spellings of their suppliers, in the order typed. */
export async function linkSuppliers(tx: Tx): Promise<void> {
  await tx.execute(sql`
    delete from contract_suppliers s using touched t
    where s.contract_id = t.contract_id and t.is_changed and not t.is_new`)
  await tx.execute(sql`
    insert into contract_suppliers (contract_id, position, supplier_name_id, role)
    select contract_id, 1, supplier_name_id, supplier_role from touched
    where is_changed and supplier_count = 1 and supplier_name_id is not null`)
  await tx.execute(sql`
    insert into contract_suppliers (contract_id, position, supplier_name_id, role)
    select t.contract_id, supplier.position, n.id, supplier.value->>'role'
    from touched t
    join contract_versions w on w.id = t.version_id
    cross join jsonb_array_elements(w.values->'suppliers') with ordinality as supplier(value, position)
    join supplier_names n on n.name = supplier.value->>'name' and n.company_number = ${numberBeside}
    where t.is_changed and (t.supplier_count <> 1 or t.supplier_name_id is null)`)
}

/** Notes which contracts this publication leaves out and which it brings back; how many are left out by it. */
export async function notePresence(
  tx: Tx,
  returnId: string,
  authorityId: number,
  earlier: string | null,
): Promise<number> {
  await tx.execute(sql`
    with back as (
      update contracts c set confirmed_return_id = null from touched t
      where c.id = t.contract_id and t.confirmed_return_id is not null returning c.id, t.confirmed_return_id
    )
    insert into contract_presence_changes (return_id, contract_id, confirmed_return_id_before)
    select ${returnId}, id, confirmed_return_id from back`)
  if (earlier === null) return 0
  const rows = await tx.execute(sql`
    with missing as (
      update contracts c set confirmed_return_id = ${earlier}
      where c.authority_id = ${authorityId} and c.is_public and c.confirmed_return_id is null
        and not exists (select from touched t where t.contract_id = c.id) returning c.id
    )
    insert into contract_presence_changes (return_id, contract_id) select ${returnId}, id from missing returning 1`)
  return rows.length
}

/**
 * Fills `touched` with the contracts that the return's publication brought or changed, each with the version that was
 * current before; `version_id` null where there was none.
 */
export async function stageWithdrawal(tx: Tx, returnId: string): Promise<void> {
  await tx.execute(sql`
    create temp table touched on commit drop as
    select distinct on (c.id) c.id as contract_id, false as is_new, 0 as supplier_count,
      null::bigint as supplier_name_id, null::text as supplier_role, previous.id as version_id, previous.id is not null as is_changed
    from contract_versions v
    join contracts c on c.id = v.contract_id
    left join lateral (
      select o.id from contract_versions o join returns r on r.id = o.return_id
      where o.contract_id = c.id and r.state = 'published' and o.return_id <> ${returnId}
      order by o.number desc limit 1) previous on true
    where v.return_id = ${returnId}`)
}

/** Contracts that only the withdrawn return knew are no longer public. */
export async function hideUnfounded(tx: Tx): Promise<void> {
  await tx.execute(sql`
    update contracts c set is_public = false from touched t where c.id = t.contract_id and t.version_id is null`)
  await tx.execute(sql`
    delete from contract_search s using touched t where s.contract_id = t.contract_id and t.version_id is null`)
}

export async function restorePresence(tx: Tx, returnId: string): Promise<void> {
  await tx.execute(sql`
    update contracts c set confirmed_return_id = p.confirmed_return_id_before
    from contract_presence_changes p where p.return_id = ${returnId} and p.contract_id = c.id`)
}
