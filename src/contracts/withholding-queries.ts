// Which withholdings hold, which rows do they reach, and where are public values kept?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable, Tx } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { RowSource } from './carried-row-queries.ts'
import type { PublicValues, Withheld, WithholdingPrecision, WithholdingReason } from './withholding.ts'

/** A withholding in force, as its authority sees it. */
export interface Withholding extends Withheld, Record<string, unknown> {
  id: number
  /** Null: a rule for the field in every contract. */
  contract_id: string | null
  reference_key: string | null
  title_key: string | null
  ground: string
  review_on: string
  decided_by: string
  decided_at: string
}

/** What reaches the row of a return that is to be published: its keys as the withholdings have them. */
export interface ReachedRow extends Record<string, unknown> {
  data_row: number
  values: Record<string, unknown>
  reference_key: string | null
  title_key: string
}

const columns = sql`id::float8 as id, contract_id, reference_key, title_key, field, reason, ground, precision,
  review_on::text as review_on, decided_by, ${isoInstant('decided_at')} as decided_at`

/** In force, the soonest to be looked at again first. */
export function withholdingsInForce(db: Queryable, authorityId: number): Promise<Withholding[]> {
  return db.execute<Withholding>(sql`
    select ${columns} from withholdings where authority_id = ${authorityId} and lifted_at is null order by review_on, id`)
}

/** By what a row is known to withholdings, as SQL over its values. */
const keys = (values: string) => ({
  reference: sql.raw(`nullif(fold_key(${values}->>'local_reference'), '')`),
  title: sql.raw(`fold_key(${values}->>'title')`),
})

/** Whether a row with these values may be reached by any of the withholdings. */
function reached(values: string, inForce: readonly Withholding[]): SQL {
  if (inForce.some((one) => one.contract_id === null)) return sql`true`
  const { reference, title } = keys(values)
  const references = inForce.flatMap((one) => one.reference_key ?? [])
  const titles = inForce.flatMap((one) => one.title_key ?? [])
  if (titles.length === 0) return sql`false`
  return sql`case when ${reference} is null then ${title} = any(${texts(titles)}) else ${reference} = any(${texts(references)}) end`
}

/** The good rows of a return, of those in `from`, that a withholding or a marker of their own may reach. */
export function rowsReached(
  tx: Queryable,
  returnId: string,
  inForce: readonly Withholding[],
  from: RowSource,
): Promise<ReachedRow[]> {
  const { reference, title } = keys('w.values')
  return tx.execute<ReachedRow>(sql`
    select w.data_row, w.values, ${reference} as reference_key, ${title} as title_key
    from ${from} w
    where w.return_id = ${returnId} and w.state = 'good' and (w.values ? 'redacted' or ${reached('w.values', inForce)})
    order by w.data_row`)
}

/** Whether the withholding reaches a row that is known by these keys. */
export function reaches(
  { contract_id, reference_key, title_key }: Withholding,
  row: Pick<ReachedRow, 'reference_key' | 'title_key'>,
): boolean {
  if (contract_id === null) return true
  return row.reference_key === null ? row.title_key === title_key : row.reference_key === reference_key
}

export interface WithheldRow extends PublicValues {
  dataRow: number
  /** What tells its supplier from others without naming it; empty where the name has no such key. */
  supplierKey: string
}

/** The temporary table `withheld_rows`: for each row of which something is withheld, what the public may see of it. */
export async function stageWithheldRows(tx: Tx, rows: readonly WithheldRow[]): Promise<void> {
  await tx.execute(sql`
    create temp table withheld_rows (
      data_row integer primary key, supplier_key text not null, values jsonb not null, withheld jsonb not null
    ) on commit drop`)
  if (rows.length === 0) return
  await tx.execute(sql`
    insert into withheld_rows
    select row::int, key, values::jsonb, withheld::jsonb
    from unnest(${texts(rows.map((row) => String(row.dataRow)))}, ${texts(rows.map((row) => row.supplierKey))},
      ${texts(rows.map((row) => JSON.stringify(row.values)))},
      ${texts(rows.map((row) => JSON.stringify(row.withheld)))}) as given(row, key, values, withheld)`)
  await tx.execute(sql`analyze withheld_rows`)
}

export interface StoredVersion extends ReachedRow {
  id: number
  contract_id: string
}

/** The next versions of an authority's contracts, in full, that one of these withholdings reaches or reached. */
export function versionsReached(
  tx: Tx,
  authorityId: number,
  changed: Withholding,
  page: { after: number; limit: number },
): Promise<StoredVersion[]> {
  const { reference, title } = keys('w.values')
  const own = changed.contract_id === null ? sql`true` : sql`v.contract_id = ${changed.contract_id}::uuid`
  return tx.execute<StoredVersion>(sql`
    select v.id::float8 as id, v.contract_id, w.data_row, w.values, ${reference} as reference_key, ${title} as title_key
    from contract_versions v
    join contracts c on c.id = v.contract_id
    join stated_rows w on w.return_id = v.return_id and w.data_row = v.data_row
    where c.authority_id = ${authorityId} and v.id > ${page.after} and (${own} or ${reached('w.values', [changed])})
    order by v.id limit ${page.limit}`)
}

/** Puts what the public may see in place of what it saw; the ids of the versions that say something else now. */
export async function rewriteVersions(
  tx: Tx,
  table: 'contract_versions' | 'deployment_versions',
  versions: readonly (PublicValues & { id: number })[],
): Promise<number[]> {
  const withheld = (one: PublicValues) => (one.withheld.length === 0 ? '' : JSON.stringify(one.withheld))
  const rows = await tx.execute<{ id: number }>(sql`
    update ${sql.raw(table)} v set values = given.values::jsonb, withheld = nullif(given.withheld, '')::jsonb
    from unnest(${texts(versions.map((one) => String(one.id)))}, ${texts(versions.map((one) => JSON.stringify(one.values)))},
      ${texts(versions.map(withheld))}) as given(id, values, withheld)
    where v.id = given.id::bigint and (v.values is distinct from given.values::jsonb
      or v.withheld is distinct from nullif(given.withheld, '')::jsonb)
    returning v.id::float8 as id`)
  return rows.map(({ id }) => id)
}

/** Fills `touched` with these contracts as far as they are public, each with its current version, as one that changed. */
export async function stageRewritten(tx: Tx, contractIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    create temp table touched on commit drop as
    select c.id as contract_id, false as is_new, 0 as supplier_count, null::bigint as supplier_name_id,
      null::text as supplier_role, c.version_id, true as is_changed
    from contracts c where c.id = any(${texts(contractIds)}::uuid[]) and c.is_public`)
}

/** Takes back what was derived from the contracts in `touched`; it is derived anew from what is public within moments. */
export async function forgetDerived(tx: Tx): Promise<void> {
  await tx.execute(sql`
    update opportunities o set phase = null, upcoming = false, earliest_end = null, approach_from = null, approach_by = null,
      tender_latest = null, decide_by = null, decide_by_assumed = false, latest_end = null, later_approach_from = null,
      later_approach_by = null, later_tender_latest = null, confidence = 0, confidence_parts = '[]', value_net = null,
      value_gross = null, value_band = 'value not stated', above_threshold = 'unknown', sme_fit = 'not known',
      likely_route = 'not known', framework = null, option_ends = '{}', annual_net_low = null, annual_net_high = null,
      annual_from = null, named_technology_id = null
    from touched t where t.contract_id = o.contract_id`)
  await tx.execute(sql`
    delete from alignment_clusters c using (
      select distinct k.technology_id, k.service_area_code, k.target
      from (select technology_id, service_area_code, target, unnest(contract_ids) as contract_id from alignment_clusters) k
      join touched t on t.contract_id = k.contract_id
    ) gone
    where c.target = gone.target and c.technology_id is not distinct from gone.technology_id
      and c.service_area_code is not distinct from gone.service_area_code`)
}

/** The spellings to which the contracts in `touched` are linked. */
export async function linkedSpellings(tx: Tx): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    select distinct s.supplier_name_id::float8 as id from contract_suppliers s join touched t on t.contract_id = s.contract_id`)
  return rows.map(({ id }) => id)
}

/** The names that the current versions in `touched` show, with the company number beside a single one. */
export function namesRewritten(tx: Tx): Promise<{ name: string; companyNumber: string }[]> {
  return tx.execute<{ name: string; companyNumber: string }>(sql`
    select distinct supplier->>'name' as name, case when jsonb_array_length(v.values->'suppliers') = 1
        and v.values->>'supplier_company_no' ~ '^[A-Z0-9]{8}$' and v.values->>'supplier_company_no' !~ '^0+$'
      then v.values->>'supplier_company_no' else '' end as "companyNumber"
    from touched t join contract_versions v on v.id = t.version_id
    cross join jsonb_array_elements(v.values->'suppliers') as supplier
    where supplier->>'name' is not null`)
}

export interface ContractKeys extends Record<string, unknown> {
  authority_id: number
  reference_key: string | null
  title_key: string
}

/** Whose the contract is and by what it is known in later returns, withheld or not; null where there is none in reach. */
export async function keysOfContract(tx: Queryable, id: string): Promise<ContractKeys | null> {
  const { reference, title } = keys('w.values')
  const rows = await tx.execute<ContractKeys>(sql`
    select c.authority_id, ${reference} as reference_key, ${title} as title_key
    from contracts c
    join contract_versions v on v.id = c.version_id
    join stated_rows w on w.return_id = v.return_id and w.data_row = v.data_row
    where c.id = ${id}`)
  return rows[0] ?? null
}

/** In force or lifted, with its authority; null where there is none in reach. */
export async function findWithholding(
  db: Queryable,
  id: number,
): Promise<(Withholding & { authority_id: number }) | null> {
  const rows = await db.execute<Withholding & { authority_id: number }>(sql`
    select ${columns}, authority_id from withholdings where id = ${id}`)
  return rows[0] ?? null
}

export interface NewWithholding {
  authorityId: number
  contractId: string | null
  /** Of the contract; null for a rule. */
  keys: Pick<ContractKeys, 'reference_key' | 'title_key'> | null
  field: string
  reason: WithholdingReason
  ground: string
  precision: WithholdingPrecision
  reviewOn: string
  actor: string
}

/** Its id; null where the field is withheld there already. */
export async function insertWithholding(tx: Tx, given: NewWithholding): Promise<number | null> {
  const rows = await tx.execute<{ id: number }>(sql`
    insert into withholdings (authority_id, contract_id, reference_key, title_key, field, reason, ground, precision, review_on, decided_by)
    values (${given.authorityId}, ${given.contractId}, ${given.keys?.reference_key ?? null}, ${given.keys?.title_key ?? null},
      ${given.field}, ${given.reason}, ${given.ground}, ${given.precision}, ${given.reviewOn}::date, ${given.actor})
    on conflict do nothing returning id::float8 as id`)
  return rows[0]?.id ?? null
}

/** False where it is lifted already. */
export async function markLifted(tx: Tx, id: number, actor: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    update withholdings set lifted_at = now(), lifted_by = ${actor} where id = ${id} and lifted_at is null returning 1`)
  return rows.length > 0
}

export function texts(values: readonly string[]) {
  return sql`${sql.param([...values])}::text[]`
}
