// What does the index hold of each public contract, and whose are the names of its suppliers?
import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { technologiesOfContracts } from '../contract-technology-queries.ts'
import type { IndexRow } from './index-row.ts'

/** Which spelling belongs to which supplier. */
export interface SupplierNames {
  /** Ascending. */
  nameIds: Float64Array
  /** For each of them the number of its supplier. */
  numbers: Uint32Array
  /** By number; the first is nobody's. */
  supplierIds: readonly string[]
}

/** Contracts that are held as rows at once; the words of one take about a kilobyte. */
const BATCH = 2_000

/** Contracts are joined and sorted in memory: an authority has tens of thousands at most. Every row will be fetched. */
const MEMORY = '64MB'

const daysOf = (day: string) => sql.raw(`${day} - date '1970-01-01'`)

/** Authorities with public contracts, in the order of their ids. */
export async function authoritiesWithContracts(tx: Tx): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    select id from authorities a
    where exists (select from contracts c where c.authority_id = a.id and c.is_public) order by id`)
  return rows.map(({ id }) => id)
}

/**
 * The public contracts of an authority in the order of their ids, some thousands at a time: the facts that searching in the
 * database asks for, and nothing that the public may not see.
 */
export async function* indexRows(tx: Tx, authorityId: number): AsyncGenerator<IndexRow[], void, undefined> {
  await tx.execute(
    sql`select set_config('work_mem', ${MEMORY}, true), set_config('cursor_tuple_fraction', '1', true)`,
  )
  await tx.execute(sql`declare indexed no scroll cursor for ${rowsOf(authorityId)}`)
  for (;;) {
    const rows = await tx.execute<IndexRow & Record<string, unknown>>(
      sql`fetch ${sql.raw(String(BATCH))} from indexed`,
    )
    if (rows.length > 0) yield rows
    if (rows.length < BATCH) break
  }
  await tx.execute(sql`close indexed`)
}

/** The number is written into the statement, since a cursor takes no parameters. */
function rowsOf(authorityId: number) {
  const whose = sql.raw(String(Math.trunc(authorityId)))
  return sql`
    with own as materialized (
      select * from contracts where authority_id = ${whose} and is_public
    ), supplied as materialized (
      select cs.contract_id, array_agg(cs.supplier_name_id::float8 order by cs.position) as ids
      from own join contract_suppliers cs on cs.contract_id = own.id group by cs.contract_id
    ), meant as materialized (
      select known.contract_id, array_agg(known.technology_id::text order by known.technology_id) as ids
      from (${technologiesOfContracts}) known join own on own.id = known.contract_id group by known.contract_id
    ), said as materialized (
      select a.contract_id, max(a.answered_at) as answered_at
      from own join contract_answers a on a.contract_id = own.id
      where a.answer = 'still_running' group by a.contract_id
    ), latest as materialized (
      select published_at from returns
      where authority_id = ${whose} and kind = 'contracts' and state = 'published' order by publication desc limit 1
    )
    select c.id::text as id, ${daysOf('c.current_end_on')} as "currentEnd", ${daysOf('c.max_end_on')} as "maxEnd",
      ${daysOf("(greatest(coalesce(held.published_at, (select published_at from latest)), said.answered_at) at time zone 'UTC')::date")} as confirmed,
      c.value_pence::float8 as "valuePence", c.value_field as "valueField", c.service_area as "serviceArea", c.route,
      c.process_type as "processType", c.is_sme as "isSme", c.is_vcse as "isVcse",
      coalesce(supplied.ids, '{}') as "supplierNameIds", coalesce(meant.ids, '{}') as "technologyIds",
      coalesce(s.words::text, '') as words
    from own c
    left join contract_search s on s.contract_id = c.id
    left join supplied on supplied.contract_id = c.id
    left join meant on meant.contract_id = c.id
    left join said on said.contract_id = c.id
    left join returns held on held.id = c.confirmed_return_id
    order by c.id`
}

/** Every spelling that belongs to a supplier. Suppliers are numbered from 1 in the order of their ids. */
export async function supplierNames(tx: Tx): Promise<SupplierNames> {
  const rows = await tx.execute<{ id: number; supplier_id: string }>(sql`
    select id::float8 as id, supplier_id::text from supplier_names where supplier_id is not null order by id`)
  const supplierIds = ['', ...new Set(rows.map((row) => row.supplier_id).sort())]
  const numbers = new Map(supplierIds.map((id, number) => [id, number]))
  return {
    nameIds: Float64Array.from(rows, ({ id }) => id),
    numbers: Uint32Array.from(rows, (row) => numbers.get(row.supplier_id) ?? 0),
    supplierIds,
  }
}
