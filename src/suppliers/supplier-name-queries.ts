// Which spellings are known, and which supplier does each belong to?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'

/** A spelling as typed together with the company number typed beside it, canonical or empty. */
export interface TypedName {
  name: string
  companyNumber: string
}

export interface NewSpelling extends TypedName {
  kind: string
  strictKey: string
  legalForm: string | null
  version: number
}

export interface KnownSpelling extends Record<string, unknown> {
  id: number
  supplier_id: string
  name: string
  company_number: string
  strict_key: string
  legal_form: string | null
}

const LOCK = 33_0002

/** One change of the suppliers at a time, to the end of the transaction: two returns that name the same new company make one. */
export async function lockSuppliers(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
}

/** Of these, the ones never seen before. */
export function unknownNames(tx: Queryable, typed: TypedName[]): Promise<TypedName[]> {
  return tx.execute<TypedName & Record<string, unknown>>(sql`
    select t.name, t.number as "companyNumber"
    from unnest(${texts(typed.map((one) => one.name))}, ${texts(typed.map((one) => one.companyNumber))}) as t(name, number)
    where not exists (select from supplier_names n where n.name = t.name and n.company_number = t.number)`)
}

/** Every spelling that shares a key or a number with the given ones, and so on until no more do. */
export async function relatedSpellings(
  tx: Queryable,
  keys: string[],
  numbers: string[],
): Promise<KnownSpelling[]> {
  return tx.execute<KnownSpelling>(sql`
    with recursive reached(id, strict_key, company_number) as (
      select id, strict_key, company_number from supplier_names
      where strict_key = any(${texts(keys)}) or (company_number <> '' and company_number = any(${texts(numbers)}))
      union
      select n.id, n.strict_key, n.company_number
      from reached r
      join supplier_names n on (n.strict_key = r.strict_key and n.strict_key <> '')
        or (n.company_number = r.company_number and n.company_number <> '')
    )
    select n.id::int as id, n.supplier_id, n.name, n.company_number, n.strict_key, n.legal_form
    from supplier_names n where n.id in (select id from reached) order by n.id`)
}

/** Adds spellings, each to the supplier it names. */
export async function insertSpellings(
  tx: Queryable,
  spellings: (NewSpelling & { supplierId: string })[],
): Promise<void> {
  const of = (pick: (spelling: NewSpelling & { supplierId: string }) => string | null) =>
    texts(spellings.map(pick))
  await tx.execute(sql`
    insert into supplier_names (supplier_id, name, company_number, kind, strict_key, legal_form, normaliser_version)
    select supplier_id::uuid, name, number, kind, strict_key, legal_form, version::int
    from unnest(${of((one) => one.supplierId)}, ${of((one) => one.name)}, ${of((one) => one.companyNumber)},
      ${of((one) => one.kind)}, ${of((one) => one.strictKey)}, ${of((one) => one.legalForm)},
      ${of((one) => String(one.version))}) as g(supplier_id, name, number, kind, strict_key, legal_form, version)`)
}

/** New suppliers under slugs that must be free; their ids by slug. */
export async function insertSuppliers(
  tx: Queryable,
  suppliers: { slug: string; name: string }[],
): Promise<Map<string, string>> {
  const rows = await tx.execute<{ id: string; slug: string }>(sql`
    insert into suppliers (slug, name)
    select * from unnest(${texts(suppliers.map((one) => one.slug))}, ${texts(suppliers.map((one) => one.name))})
    returning id, slug`)
  return new Map(rows.map((row) => [row.slug, row.id]))
}

/** Moves spellings to suppliers; what no spelling belongs to any more goes. */
export async function moveSpellings(
  tx: Queryable,
  moves: { id: number; supplierId: string }[],
): Promise<void> {
  if (moves.length === 0) return
  await tx.execute(sql`
    with moved as (
      select m.id::bigint as id, m.supplier_id::uuid as supplier_id
      from unnest(${texts(moves.map((one) => String(one.id)))}, ${texts(moves.map((one) => one.supplierId))}) as m(id, supplier_id)
    )
    update supplier_names n set supplier_id = moved.supplier_id from moved where n.id = moved.id`)
}

/** Suppliers that no spelling names any more. */
export async function deleteNameless(tx: Queryable, supplierIds: string[]): Promise<void> {
  if (supplierIds.length === 0) return
  await tx.execute(sql`
    delete from suppliers s where s.id = any(${texts(supplierIds)}::uuid[])
      and not exists (select from supplier_names n where n.supplier_id = s.id)`)
}

/** Of these slugs, the ones that are taken. */
export async function takenSlugs(tx: Queryable, slugs: string[]): Promise<Set<string>> {
  const rows = await tx.execute<{ slug: string }>(
    sql`select slug from suppliers where slug = any(${texts(slugs)})`,
  )
  return new Set(rows.map((row) => row.slug))
}

function texts(values: (string | null)[]) {
  return sql`${sql.param(values)}::text[]`
}
