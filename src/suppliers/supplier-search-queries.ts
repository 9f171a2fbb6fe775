// Which suppliers are there that the public may see, and which bear a name like this?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { textArray } from './spelling-queries.ts'
import { readCompanyNumber } from './supplier-identifiers.ts'
import type { SupplierPage, SupplierSummary } from './supplier-schemas.ts'

/** True of a spelling that stands in something public. */
export const isPublicName =
  sql.raw(`(exists (select from contract_suppliers cs join contracts c on c.id = cs.contract_id
    where cs.supplier_name_id = n.id and c.is_public)
  or exists (select from deployment_suppliers ds join deployments d on d.id = ds.deployment_id
    where ds.supplier_name_id = n.id and d.is_public))`)

/** True of a supplier `s` of whom something public names a spelling. */
export const isPublicSupplier = sql`exists (
  select from supplier_names n where n.supplier_id = s.id and ${isPublicName})`

interface Asked {
  q: string | undefined
  limit: number
  /** The name and slug of the last one shown. */
  after: readonly [string, string] | null
}

/** By name; `q` finds parts of any spelling, and a company number. */
export async function searchSuppliers(
  db: Queryable,
  { q, limit, after }: Asked,
): Promise<Omit<SupplierPage, 'next_cursor'> & { more: boolean }> {
  const conditions: SQL[] = [isPublicSupplier]
  if (q !== undefined && q !== '') conditions.push(matching(q))
  if (after !== null) conditions.push(sql`(lower(s.name), s.slug) > (${after[0]}, ${after[1]})`)
  const rows = await db.execute<SupplierSummary & Record<string, unknown>>(sql`
    with page as (
      select s.id, s.slug, s.name from suppliers s where ${sql.join(conditions, sql` and `)}
      order by lower(s.name), s.slug limit ${limit + 1}
    )
    select p.slug, p.name, told.* from page p
    cross join lateral (
      select count(distinct n.id)::int as spellings,
        coalesce(array_agg(distinct n.register_number) filter (where n.register_number is not null), '{}') as company_numbers,
        coalesce(jsonb_agg(distinct jsonb_build_object('slug', a.slug, 'name', a.name)) filter (where a.id is not null), '[]')
          as authorities,
        count(distinct c.id)::int as contracts
      from supplier_names n
      left join contract_suppliers cs on cs.supplier_name_id = n.id
      left join contracts c on c.id = cs.contract_id and c.is_public
      left join authorities a on a.id = c.authority_id
      where n.supplier_id = p.id and ${isPublicName}
    ) told
    order by lower(p.name), p.slug`)
  return { suppliers: rows.slice(0, limit), more: rows.length > limit }
}

function matching(q: string): SQL {
  const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const number = readCompanyNumber(q)
  const value = number.ok ? number.identifier.value : ''
  return sql`(s.name ilike ${like} or exists (
    select from supplier_names n where n.supplier_id = s.id and ${isPublicName}
      and (n.name ilike ${like} or (${value} <> '' and (n.company_number = ${value} or n.register_number = ${value})))))`
}

/** Where the address of a supplier that was merged into another leads now; null where it leads nowhere. */
export async function supplierNow(db: Queryable, slug: string): Promise<string | null> {
  const rows = await db.execute<{ slug: string }>(sql`
    select s.slug from supplier_retirements r join supplier_names n on n.id = r.founder_name_id
    join suppliers s on s.id = n.supplier_id where r.slug = ${slug}`)
  return rows[0]?.slug ?? null
}

/** Public suppliers whose name is most like the text, by its letters: where no key finds any. */
export async function suppliersAlike(db: Queryable, text: string, most: number): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select s.id from suppliers s where s.name % ${text} and ${isPublicSupplier}
    order by similarity(s.name, ${text}) desc, s.slug limit ${most}`)
  return rows.map((row) => row.id)
}

export interface PublicSupplier extends Record<string, unknown> {
  id: string
  slug: string
  name: string
  authorities: string[]
  contracts: number
}

/** Those of these suppliers that something public names, by id. */
export async function publicSuppliers(
  db: Queryable,
  ids: readonly string[],
): Promise<Map<string, PublicSupplier>> {
  if (ids.length === 0) return new Map()
  const rows = await db.execute<PublicSupplier>(sql`
    select s.id, s.slug, s.name, count(distinct c.id)::int as contracts,
      coalesce(array_agg(distinct a.name) filter (where a.id is not null), '{}') as authorities
    from suppliers s join supplier_names n on n.supplier_id = s.id
    left join contract_suppliers cs on cs.supplier_name_id = n.id
    left join contracts c on c.id = cs.contract_id and c.is_public
    left join authorities a on a.id = c.authority_id
    where s.id = any(${textArray(ids)}::uuid[]) and ${isPublicSupplier}
    group by s.id`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Public suppliers with a spelling, or a word in one, that begins so. */
export function suppliersBeginning(db: Queryable, prefix: string, most: number): Promise<PublicSupplier[]> {
  const like = prefix.replace(/[\\%_]/g, (sign) => `\\${sign}`)
  return db.execute<PublicSupplier>(sql`
    select s.id, s.slug, s.name, 0 as contracts, '{}'::text[] as authorities from suppliers s
    where (s.name ilike ${`${like}%`} or s.name ilike ${`% ${like}%`}) and ${isPublicSupplier}
    order by s.name ilike ${`${like}%`} desc, lower(s.name), s.slug limit ${most}`)
}

/** Values of suppliers for the data that others add to their own lists, by slug. */
export async function supplierValues(
  db: Queryable,
  slugs: readonly string[],
): Promise<Map<string, SupplierValues>> {
  const rows = await db.execute<SupplierValues & { slug: string }>(sql`
    select s.slug, s.name,
      coalesce(array_agg(distinct n.name) filter (where ${isPublicName}), '{}') as names,
      coalesce(array_agg(distinct n.register_number) filter (where n.register_number is not null), '{}') as registered,
      coalesce(array_agg(distinct n.company_number) filter (where n.company_number <> '' and ${isPublicName}), '{}') as stated,
      coalesce(array_agg(distinct a.name) filter (where a.id is not null), '{}') as authorities,
      count(distinct c.id)::int as contracts
    from suppliers s join supplier_names n on n.supplier_id = s.id
    left join contract_suppliers cs on cs.supplier_name_id = n.id
    left join contracts c on c.id = cs.contract_id and c.is_public
    left join authorities a on a.id = c.authority_id
    where s.slug = any(${textArray(slugs)}) and ${isPublicSupplier}
    group by s.id`)
  return new Map(rows.map((row) => [row.slug, row]))
}

export interface SupplierValues extends Record<string, unknown> {
  name: string
  names: string[]
  registered: string[]
  stated: string[]
  authorities: string[]
  contracts: number
}
