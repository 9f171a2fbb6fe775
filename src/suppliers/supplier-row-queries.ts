// Which suppliers stand, which were merged away, and under which addresses?
import { sql } from 'drizzle-orm'
import { preparedForFew, type Queryable } from '../db/client.ts'
import { textRows } from '../db/text-rows.ts'
import { textArray } from './spelling-queries.ts'

export interface SupplierRow extends Record<string, unknown> {
  id: string
  founder: number
}

/** The suppliers with these ids, and those that these spellings founded. */
export function standingSuppliers(
  tx: Queryable,
  ids: readonly string[],
  founders: readonly number[],
): Promise<SupplierRow[]> {
  return tx.execute<SupplierRow>(sql`${preparedForFew(ids.length + founders.length)}
    select id, founder_name_id::float8 as founder from suppliers where id = any(${textArray(ids)}::uuid[])
    union
    select id, founder_name_id::float8 from suppliers
    where founder_name_id = any(${textArray(founders.map(String))}::bigint[])`)
}

/** Brings back suppliers that these spellings once founded, exactly as they were. */
export async function restoreSuppliers(tx: Queryable, founders: readonly number[]): Promise<SupplierRow[]> {
  if (founders.length === 0) return []
  return tx.execute<SupplierRow>(sql`${preparedForFew(founders.length)}
    with back as (
      delete from supplier_retirements where founder_name_id = any(${textArray(founders.map(String))}::bigint[])
      returning supplier_id, slug, name, created_at, founder_name_id, made_by_act
    )
    insert into suppliers (id, slug, name, created_at, founder_name_id, made_by_act) select * from back
    returning id, founder_name_id::float8 as founder`)
}

/**
 * Takes suppliers away that no spelling belongs to any more, and keeps what is needed to bring them back; where a judgement
 * is undone, nothing of those that only it had split off.
 */
export async function retireSuppliers(
  tx: Queryable,
  ids: readonly string[],
  isUndone: boolean,
): Promise<void> {
  if (ids.length === 0) return
  await tx.execute(sql`${preparedForFew(ids.length)}
    with gone as (
      delete from suppliers where id = any(${textArray(ids)}::uuid[])
      returning founder_name_id, id, slug, name, created_at, made_by_act
    )
    insert into supplier_retirements (founder_name_id, supplier_id, slug, name, created_at, made_by_act)
    select * from gone g
    where not ${isUndone}::boolean or g.made_by_act is null or exists (
      select from supplier_judgements j where j.act = g.made_by_act and j.revoked_at is null)`)
}

export interface NewSupplier {
  slug: string
  name: string
  founder: number
  /** The judgement that splits it off; null where a spelling founds it that nobody wrote before. */
  act: string | null
}

/** New suppliers under slugs that must be free. */
export async function insertSuppliers(tx: Queryable, made: readonly NewSupplier[]): Promise<SupplierRow[]> {
  if (made.length === 0) return []
  return tx.execute<SupplierRow>(sql`${preparedForFew(made.length)}
    insert into suppliers (slug, name, founder_name_id, made_by_act)
    select slug, name, founder::bigint, act::uuid
    from ${textRows(
      's',
      ['slug', 'name', 'founder', 'act'],
      made.map(({ slug, name, founder, act }) => [slug, name, founder, act]),
    )}
    returning id, founder_name_id::float8 as founder`)
}

/** Of these slugs, the ones that are taken, or were. Each is looked up by itself: no plan reads the whole table. */
export async function takenSlugs(tx: Queryable, slugs: readonly string[]): Promise<Set<string>> {
  if (slugs.length === 0) return new Set()
  const rows = await tx.execute<{ slug: string }>(sql`${preparedForFew(slugs.length)}
    select w.slug from ${textRows(
      'w',
      ['slug'],
      slugs.map((slug) => [slug]),
    )}
    cross join lateral (
      (select from suppliers s where s.slug = w.slug limit 1)
      union all (select from supplier_retirements r where r.slug = w.slug limit 1)
      limit 1
    ) taken`)
  return new Set(rows.map((row) => row.slug))
}

/** Suppliers that no spelling belongs to. */
export async function suppliersWithoutNames(db: Queryable): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from suppliers s where not exists (select from supplier_names n where n.supplier_id = s.id)`)
  return rows.map((row) => row.id)
}

export interface NamedSupplier extends Record<string, unknown> {
  id: string
  name: string
  /** As its oldest spelling was typed. */
  firstTyped: string
}

/** The supplier at an address, and what it is called. */
export async function supplierCalled(tx: Queryable, slug: string): Promise<NamedSupplier | null> {
  const [row] = await tx.execute<NamedSupplier>(sql`
    select s.id, s.name, n.name as "firstTyped" from suppliers s
    join supplier_names n on n.id = s.founder_name_id where s.slug = ${slug}`)
  return row ?? null
}

export async function nameSupplier(tx: Queryable, id: string, name: string): Promise<void> {
  await tx.execute(sql`update suppliers set name = ${name} where id = ${id}`)
}
