// How do the rows of a return become contracts, set-wise?
import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import type { NumberCell } from '../suppliers/stated-numbers.ts'
import { ALL_ROWS, type RowSource } from './carried-row-queries.ts'
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

/**
 * By what `stageWithheld` answered, of the rows of `from`: every row of a return, or a part of them. Where nothing is
 * withheld no temporary table is read, which only one process may.
 */
export function publicRows(
  { isAnyWithheld }: { isAnyWithheld: boolean },
  from: RowSource = ALL_ROWS,
): PublicRows {
  const seen = isAnyWithheld
    ? sql.raw(`coalesce(h.values, r.values) as values, h.withheld, h.supplier_key`)
    : sql.raw(`r.values, null::jsonb as withheld, null::text as supplier_key`)
  const withheld = isAnyWithheld
    ? sql.raw(`left join withheld_rows h on h.data_row = r.data_row`)
    : sql.empty()
  return sql`(
    select r.return_id, r.data_row, r.state, r.values as full_values, r.values_hash, ${seen} from ${from} r ${withheld}) w`
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

/** Over the values of `w`. A number beside several names belongs to none of them for certain. */
export const numberBeside = sql.raw(`case when jsonb_array_length(w.values->'suppliers') = 1
  and w.values->>'supplier_company_no' ~ '^[A-Z0-9]{8}$' and w.values->>'supplier_company_no' !~ '^0+$'
  then w.values->>'supplier_company_no' else '' end`)

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

/** The links of changed contracts to the spellings of their suppliers, in the order typed; as far as `which` holds of `t`. */
const links = (which: string) => sql`
  select t.contract_id, 1::smallint as position, t.supplier_name_id, t.supplier_role as role
  from touched t
  where t.is_changed and ${sql.raw(which)} and t.supplier_count = 1 and t.supplier_name_id is not null
  union all
  select t.contract_id, supplier.position::smallint, n.id, supplier.value->>'role'
  from touched t
  join contract_versions w on w.id = t.version_id
  cross join jsonb_array_elements(w.values->'suppliers') with ordinality as supplier(value, position)
  join supplier_names n on n.name = supplier.value->>'name' and n.company_number = ${numberBeside}
  where t.is_changed and ${sql.raw(which)} and (t.supplier_count <> 1 or t.supplier_name_id is null)`

/** Links the contracts that changed to the spellings of their suppliers, in the order typed. What is so already is left alone. */
export async function linkSuppliers(tx: Tx): Promise<void> {
  await tx.execute(sql`
    insert into contract_suppliers (contract_id, position, supplier_name_id, role) ${links('t.is_new')}`)
  await tx.execute(sql`
    with wanted as materialized (${links('not t.is_new')}), gone as (
      delete from contract_suppliers s using touched t
      where s.contract_id = t.contract_id and t.is_changed and not t.is_new
        and not exists (select from wanted w where w.contract_id = s.contract_id and w.position = s.position)
    )
    insert into contract_suppliers as s (contract_id, position, supplier_name_id, role)
    select w.contract_id, w.position, w.supplier_name_id, w.role
    from wanted w left join contract_suppliers o on o.contract_id = w.contract_id and o.position = w.position
    where o.contract_id is null or (o.supplier_name_id, o.role) is distinct from (w.supplier_name_id, w.role)
    on conflict (contract_id, position) do update
      set supplier_name_id = excluded.supplier_name_id, role = excluded.role`)
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
