// What is kept of a person's second factor?
import { eq, lt } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { twoFactors, usedCodes, users } from '../db/schema/accounts.ts'
import { sha256 } from '../lib/hash.ts'

/** A code is right for half a minute and is accepted half a minute around it; after this the same digits may come again. */
const CODE_LIFE = 2 * 60 * 1000

export async function removeSecondFactor(db: Queryable, userId: string): Promise<void> {
  await db.delete(twoFactors).where(eq(twoFactors.userId, userId))
  await db.update(users).set({ twoFactorEnabled: false }).where(eq(users.id, userId))
}

/** False when the person has used this code lately: whoever looked over their shoulder gets nothing by it. */
export async function takeCode(db: Queryable, userId: string, code: string, now: number): Promise<boolean> {
  const old = lt(usedCodes.usedAt, new Date(now - CODE_LIFE))
  const taken = await db
    .insert(usedCodes)
    .values({ userId, code: sha256(`${userId}:${code}`), usedAt: new Date(now) })
    .onConflictDoUpdate({
      target: [usedCodes.userId, usedCodes.code],
      set: { usedAt: new Date(now) },
      setWhere: old,
    })
    .returning({ userId: usedCodes.userId })
  if (taken.length > 0) await db.delete(usedCodes).where(old)
  return taken.length > 0
}
