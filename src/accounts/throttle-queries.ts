// How often was a password wrong lately?
import { and, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { signInFailures } from '../db/schema/accounts.ts'
import type { Failures } from './sign-in-throttle.ts'

/** Stands for every account together. */
export const ANY_ACCOUNT = '*'

export async function findFailures(db: Queryable, address: string, email: string): Promise<Failures | null> {
  const [row] = await db
    .select({ failures: signInFailures.failures, lastFailedAt: signInFailures.lastFailedAt })
    .from(signInFailures)
    .where(and(eq(signInFailures.address, address), eq(signInFailures.email, email)))
  return row === undefined ? null : { failures: row.failures, lastFailedAt: row.lastFailedAt.getTime() }
}

/** Lets one try of an address at a time go on, to the end of the transaction. */
export async function lockAddress(tx: Queryable, address: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(330003, hashtext(${address}))`)
}

/** Counts one more, or starts at one where the last was before `forgetBefore`. */
export async function countFailure(
  db: Queryable,
  address: string,
  email: string,
  at: Date,
  forgetBefore: Date,
): Promise<void> {
  await db
    .insert(signInFailures)
    .values({ address, email, failures: 1, lastFailedAt: at })
    .onConflictDoUpdate({
      target: [signInFailures.address, signInFailures.email],
      set: {
        failures: sql`case when ${signInFailures.lastFailedAt} < ${forgetBefore.toISOString()}::timestamptz then 1 else ${signInFailures.failures} + 1 end`,
        lastFailedAt: at,
      },
    })
}

export async function forgetFailures(db: Queryable, address: string, email: string): Promise<void> {
  await db
    .delete(signInFailures)
    .where(and(eq(signInFailures.address, address), eq(signInFailures.email, email)))
}

/** Takes one back, when the try turned out to be right. */
export async function forgiveFailure(db: Queryable, address: string, email: string): Promise<void> {
  await db
    .update(signInFailures)
    .set({ failures: sql`greatest(${signInFailures.failures} - 1, 1)` })
    .where(and(eq(signInFailures.address, address), eq(signInFailures.email, email)))
}
