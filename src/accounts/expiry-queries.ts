// What of accounts is kept no longer?
import { lt } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { oneTimeLinks, sessions, signInFailures, verifications } from '../db/schema/accounts.ts'
import { forgetCounts } from './request-count-queries.ts'
import { FORGET_AFTER } from './sign-in-throttle.ts'

const KEPT = 30 * 24 * 60 * 60 * 1000

/** Sessions and links thirty days after their end, challenges and counts at their end, wrong tries when they no longer count. */
export async function forgetExpired(db: Queryable, now: number): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, new Date(now - KEPT)))
  await db.delete(oneTimeLinks).where(lt(oneTimeLinks.expiresAt, new Date(now - KEPT)))
  await db.delete(verifications).where(lt(verifications.expiresAt, new Date(now)))
  await db.delete(signInFailures).where(lt(signInFailures.lastFailedAt, new Date(now - FORGET_AFTER)))
  await forgetCounts(db, now)
}
