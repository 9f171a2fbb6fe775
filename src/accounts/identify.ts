// Whose credential is this?
import type { Deps } from '../deps.ts'
import type { Account } from './account.ts'
import { type Auth, SESSION_SECONDS } from './auth.ts'
import { findLiveKey, noteKeyUsed } from './key-queries.ts'
import { endSession, noteSeen } from './session-queries.ts'
import { findUser } from './user-queries.ts'

/** A session that nobody used for this long is over (ASVS 5.0 §7.3.1). */
export const IDLE_MILLISECONDS = 30 * 60 * 1000
/** How often the use of a session or key is noted. */
const NOTE_EVERY = 60_000

/** The key's account: an officer of its authority with the key's permissions; null when it is not, or no longer, a key. */
export async function accountOfKey(deps: Deps, key: string): Promise<Account | null> {
  const now = deps.clock()
  const found = await findLiveKey(deps.db, key, new Date(now))
  if (found === null) return null
  if (now - (found.lastUsedAt?.getTime() ?? 0) > NOTE_EVERY)
    await noteKeyUsed(deps.db, found.id, new Date(now))
  return {
    kind: 'key',
    id: found.id,
    name: found.name,
    email: null,
    role: 'officer',
    authorityId: found.authorityId,
    authoritySlug: found.authoritySlug,
    permissions: found.permissions,
    secondFactor: 'not-needed',
    sessionId: null,
  }
}

/**
 * The account of a session cookie; null when there is no such session or it is over. Role and permissions are read
 * anew each time, so a change holds from the next request on.
 */
export async function accountOfSession(deps: Deps, auth: Auth, headers: Headers): Promise<Account | null> {
  const found = await auth.api.getSession({ headers, query: { disableRefresh: true } })
  if (!found) return null
  const { session } = found
  const now = deps.clock()
  const seen = new Date(session.lastSeenAt ?? session.createdAt).getTime()
  const user = await findUser(deps.db, found.user.id)
  const isOver =
    now - seen > IDLE_MILLISECONDS || now - new Date(session.createdAt).getTime() > SESSION_SECONDS * 1000
  if (user === null || user.disabledAt !== null || isOver) {
    await endSession(deps.db, found.user.id, session.id)
    return null
  }
  if (now - seen > NOTE_EVERY) await noteSeen(deps.db, session.id, new Date(now))
  const mayOmit = deps.config.SECOND_FACTOR === 'optional' && !user.twoFactorEnabled
  return {
    kind: 'person',
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    authorityId: user.authorityId,
    authoritySlug: user.authoritySlug,
    permissions: user.permissions,
    secondFactor: session.secondFactor ? 'passed' : mayOmit ? 'not-needed' : 'missing',
    sessionId: session.id,
  }
}
