// What are the suppliers, technologies and authorities called that facets name?
import { sql } from 'drizzle-orm'
import { prepared, type Queryable } from '../db/client.ts'

interface Named extends Record<string, unknown> {
  id: string
  slug: string
  name: string
}

/** In no order. */
export function namedSuppliers(db: Queryable, ids: readonly string[]): Promise<Named[]> {
  return db.execute<Named>(sql`${prepared}
    select id, slug, name from suppliers where id = any(${sql.param(ids)}::uuid[])`)
}

/** In no order. */
export function namedTechnologies(db: Queryable, ids: readonly string[]): Promise<Named[]> {
  return db.execute<Named>(sql`${prepared}
    select id, slug, product as name from technologies where id = any(${sql.param(ids)}::uuid[])`)
}

/** By the text of the id. */
export async function slugsOfAuthorities(db: Queryable): Promise<Map<string, string>> {
  const rows = await db.execute<{ id: number; slug: string }>(
    sql`${prepared} select id, slug from authorities`,
  )
  return new Map(rows.map(({ id, slug }) => [String(id), slug]))
}
