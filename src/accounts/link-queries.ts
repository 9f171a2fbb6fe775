// Which one-time links are open?
import { randomBytes } from 'node:crypto'
import { and, eq, gt, isNull, max } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { oneTimeLinks, users } from '../db/schema/accounts.ts'
import { sha256 } from '../lib/hash.ts'

export type LinkPurpose = 'first-admin' | 'invitation' | 'sign-in'

const MINUTE = 60_000

/** How long a link may be used: ASVS 5.0 §6.4.1 asks for short, a new colleague needs some days. */
const lifetime: Record<LinkPurpose, number> = {
  'first-admin': 24 * 60 * MINUTE,
  invitation: 7 * 24 * 60 * MINUTE,
  'sign-in': 30 * MINUTE,
}

/** Makes a link for the account beside those it has. The token is answered here once and kept only as a hash. */
export async function makeLink(
  db: Queryable,
  userId: string,
  purpose: LinkPurpose,
  now: number,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db.insert(oneTimeLinks).values({
    userId,
    purpose,
    tokenHash: sha256(token),
    expiresAt: new Date(now + lifetime[purpose]),
    createdAt: new Date(now),
  })
  return token
}

export async function endLinks(db: Queryable, userId: string, now: number): Promise<void> {
  await db
    .update(oneTimeLinks)
    .set({ usedAt: new Date(now) })
    .where(and(eq(oneTimeLinks.userId, userId), isNull(oneTimeLinks.usedAt)))
}

const open = (token: string, now: number) =>
  and(
    eq(oneTimeLinks.tokenHash, sha256(token)),
    isNull(oneTimeLinks.usedAt),
    gt(oneTimeLinks.expiresAt, new Date(now)),
  )

/** When a link was last made for the account, in milliseconds since 1970; null when never. */
export async function lastLinkMadeAt(db: Queryable, userId: string): Promise<number | null> {
  const [row] = await db
    .select({ at: max(oneTimeLinks.createdAt) })
    .from(oneTimeLinks)
    .where(eq(oneTimeLinks.userId, userId))
  return row?.at?.getTime() ?? null
}

/** Whether the link would still work; changes nothing, since mail scanners open links too. */
export async function isLinkOpen(db: Queryable, token: string, now: number): Promise<boolean> {
  const rows = await db.select({ id: oneTimeLinks.id }).from(oneTimeLinks).where(open(token, now))
  return rows.length === 1
}

/** Uses the link up; null when it is unknown, used or too old, or its account is disabled. Of two at once, one wins. */
export async function useLink(
  db: Queryable,
  token: string,
  now: number,
): Promise<{ userId: string; purpose: LinkPurpose } | null> {
  const [link] = await db
    .update(oneTimeLinks)
    .set({ usedAt: new Date(now) })
    .where(open(token, now))
    .returning({ userId: oneTimeLinks.userId, purpose: oneTimeLinks.purpose })
  if (link === undefined) return null
  await endLinks(db, link.userId, now)
  const [user] = await db
    .update(users)
    .set({ emailVerified: true })
    .where(and(eq(users.id, link.userId), isNull(users.disabledAt)))
    .returning({ id: users.id })
  return user === undefined ? null : { userId: user.id, purpose: link.purpose as LinkPurpose }
}
