// Which sessions does a person have?
import { and, desc, eq, gt, ne } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { sessions } from '../db/schema/accounts.ts'

export interface Session {
  id: string
  method: string
  secondFactor: boolean
  ipAddress: string | null
  userAgent: string | null
  createdAt: Date
  lastSeenAt: Date
}

const columns = {
  id: sessions.id,
  method: sessions.method,
  secondFactor: sessions.secondFactor,
  ipAddress: sessions.ipAddress,
  userAgent: sessions.userAgent,
  createdAt: sessions.createdAt,
  lastSeenAt: sessions.lastSeenAt,
}

/** The sessions of a person that have been used since, latest first. */
export function listSessions(db: Queryable, userId: string, seenSince: Date): Promise<Session[]> {
  return db
    .select(columns)
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.lastSeenAt, seenSince)))
    .orderBy(desc(sessions.lastSeenAt))
}

export async function findSession(db: Queryable, id: string): Promise<Session | null> {
  const rows = await db.select(columns).from(sessions).where(eq(sessions.id, id))
  return rows[0] ?? null
}

export async function noteSeen(db: Queryable, id: string, at: Date): Promise<void> {
  await db.update(sessions).set({ lastSeenAt: at }).where(eq(sessions.id, id))
}

/** Ends that session of that person; false when they have none of that id. */
export async function endSession(db: Queryable, userId: string, id: string): Promise<boolean> {
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, id)))
    .returning({ id: sessions.id })
  return ended.length === 1
}

/** Ends every session of the person but the one they act in; how many. */
export async function endSessions(db: Queryable, userId: string, except: string | null): Promise<number> {
  const others = except === null ? undefined : ne(sessions.id, except)
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), others))
    .returning({ id: sessions.id })
  return ended.length
}
