// What are the suppliers, technologies and authorities called that facets name?
import { sql } from 'drizzle-orm'
import { prepared, type Queryable } from '../db/client.ts'

interface Named extends Record<string, unknown> {
  id: string
  slug: string
  name: string
}

/** By name, then slug. */
export async function namedSuppliers(db: Queryable, ids: readonly string[]): Promise<Named[]> {
  if (ids.length === 0) return []
  return db.execute<Named>(sql`${prepared}
    select id, slug, name from suppliers where id = any(${sql.param(ids)}::uuid[]) order by name, slug collate "C"`)
}

/** By name, then slug. */
export async function namedTechnologies(db: Queryable, ids: readonly string[]): Promise<Named[]> {
  if (ids.length === 0) return []
  return db.execute<Named>(sql`${prepared}
    select id, slug, product as name from technologies where id = any(${sql.param(ids)}::uuid[]) order by product, slug collate "C"`)
}

/** By the text of the id. */
export async function slugsOfAuthorities(db: Queryable): Promise<Map<string, string>> {
  const rows = await db.execute<{ id: number; slug: string }>(
    sql`${prepared} select id, slug from authorities`,
  )
  return new Map(rows.map(({ id, slug }) => [String(id), slug]))
}
