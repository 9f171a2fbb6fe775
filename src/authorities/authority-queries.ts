// Which authorities are there, and by what names do their returns call them?
import { asc, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { authorities } from '../db/schema/authorities.ts'
import type { NewAuthority } from './authority-schemas.ts'

export type Authority = typeof authorities.$inferSelect

export function listAuthorities(db: Queryable): Promise<Authority[]> {
  return db.select().from(authorities).orderBy(asc(authorities.name))
}

export async function findAuthority(db: Queryable, slug: string): Promise<Authority | null> {
  const rows = await db.select().from(authorities).where(eq(authorities.slug, slug))
  return rows[0] ?? null
}

/** Adds the authority; false when its slug or one of its codes is taken. */
export async function insertAuthority(db: Queryable, authority: NewAuthority): Promise<boolean> {
  const rows = await db
    .insert(authorities)
    .values(authority)
    .onConflictDoNothing()
    .returning({ id: authorities.id })
  return rows.length === 1
}

/** Whether returns of the authority are published as soon as they are read without error or question; false when it is gone. */
export async function setPublishAtOnce(db: Queryable, id: number, publishAtOnce: boolean): Promise<boolean> {
  const rows = await db
    .update(authorities)
    .set({ publishAtOnce })
    .where(eq(authorities.id, id))
    .returning({ id: authorities.id })
  return rows.length === 1
}

/** Whether the authority takes part in what authorities show one another. */
export async function setShares(db: Queryable, id: number, shares: boolean): Promise<void> {
  await db.update(authorities).set({ shares }).where(eq(authorities.id, id))
}

/** Those that take part, by name. */
export function participatingAuthorities(db: Queryable): Promise<{ slug: string; name: string }[]> {
  return db
    .select({ slug: authorities.slug, name: authorities.name })
    .from(authorities)
    .where(eq(authorities.shares, true))
    .orderBy(asc(authorities.name))
}

/** One publication of an authority at a time: waits until the others are done, to the end of the transaction. */
export async function lockAuthority(tx: Queryable, id: number): Promise<void> {
  await tx.execute(sql`select 1 from authorities where id = ${id} for no key update`)
}
