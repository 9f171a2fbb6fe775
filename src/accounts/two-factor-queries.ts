// What is kept of a person's second factor?
import { eq } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { twoFactors, users } from '../db/schema/accounts.ts'

export async function removeSecondFactor(db: Queryable, userId: string): Promise<void> {
  await db.delete(twoFactors).where(eq(twoFactors.userId, userId))
  await db.update(users).set({ twoFactorEnabled: false }).where(eq(users.id, userId))
}
