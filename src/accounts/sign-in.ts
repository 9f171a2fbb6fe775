// How does a person sign in?
import { appendAudit } from '../audit/audit-queries.ts'
import type { Deps } from '../deps.ts'
import { sha256 } from '../lib/hash.ts'
import { type Account, actorOf } from './account.ts'
import { linkMail } from './account-mails.ts'
import type { Auth } from './auth.ts'
import { forgetExpired } from './expiry-queries.ts'
import { linkAddress } from './first-admin.ts'
import { lastLinkMadeAt, makeLink } from './link-queries.ts'
import { sendMail } from './mailer.ts'
import { addressKey } from './sign-in-throttle.ts'
import { takeTurn } from './take-turn.ts'
import { ANY_ACCOUNT, forgetFailures, forgiveFailure } from './throttle-queries.ts'
import { findUserByEmail, lockUser } from './user-queries.ts'

/** The least time between two mailed links of one account, so that nobody's inbox can be filled. */
const BETWEEN_LINKS = 60_000

/** What came of an attempt: cookies to hand on, with a session or a demand for the second factor in them. */
export type SignIn =
  | { kind: 'signed-in'; cookies: string[] }
  | { kind: 'second-factor'; cookies: string[] }
  | { kind: 'refused' }
  | { kind: 'wait'; seconds: number }

interface From {
  /** What the account library may see of the request. */
  headers: Headers
  ip: string
}

/**
 * Takes the same time and answers the same for a wrong password, an unknown address and a disabled account. After
 * repeated failures the address, not the account, has to wait.
 */
export async function signInByPassword(
  deps: Deps,
  auth: Auth,
  given: { email: string; password: string },
  from: From,
): Promise<SignIn> {
  const address = addressKey(from.ip)
  const email = emailKey(given.email)
  const wait = await takeTurn(deps, address, email)
  if (wait > 0) return { kind: 'wait', seconds: Math.ceil(wait / 1000) }
  const body = { email: given.email, password: given.password }
  const response = await auth.api.signInByPassword({ body, headers: from.headers, asResponse: true })
  if (response.ok) {
    await forgetFailures(deps.db, address, email)
    await forgiveFailure(deps.db, address, ANY_ACCOUNT)
    await forgetExpired(deps.db, deps.clock())
  } else await recordFailure(deps, given.email)
  return outcome(response)
}

/** Uses the link up. */
export async function signInByLink(deps: Deps, auth: Auth, token: string, from: From): Promise<SignIn> {
  const response = await auth.api.signInByLink({ body: { token }, headers: from.headers, asResponse: true })
  if (!response.ok) deps.log.info('one-time link refused')
  return outcome(response)
}

/** The six digits of the app, or one of the recovery codes. */
export async function proveSecondFactor(deps: Deps, auth: Auth, code: string, from: From): Promise<SignIn> {
  const headers = from.headers
  const typed = code.replace(/[\s]/g, '')
  const response = /^\d{6}$/.test(typed)
    ? await auth.api.verifyTOTP({ body: { code: typed }, headers, asResponse: true })
    : await auth.api.verifyBackupCode({ body: { code: typed }, headers, asResponse: true })
  if (!response.ok) deps.log.info('second factor refused')
  return outcome(response)
}

/**
 * Mails a link to whoever has an account; others get nothing. The caller answers at once and does not wait for this, so
 * that the time tells nothing.
 */
export async function askForLink(deps: Deps, email: string): Promise<void> {
  const user = await findUserByEmail(deps.db, email)
  if (user === null || user.disabledAt !== null) return
  const token = await deps.db.transaction(async (tx) => {
    await lockUser(tx, user.id)
    const last = await lastLinkMadeAt(tx, user.id)
    if (last !== null && deps.clock() - last < BETWEEN_LINKS) return null
    return makeLink(tx, user.id, 'sign-in', deps.clock())
  })
  if (token !== null) await sendMail(deps, linkMail(user, linkAddress(deps, token)))
}

/** Whether the library's answer leaves a sign-in that waits for its code. */
export function asksSecondFactor(cookies: readonly string[]): boolean {
  return cookies.some((cookie) => /^[^=]*\.two_factor=[^;]/.test(cookie))
}

function outcome(response: Response): SignIn {
  if (!response.ok) return { kind: 'refused' }
  const cookies = response.headers.getSetCookie()
  return { kind: asksSecondFactor(cookies) ? 'second-factor' : 'signed-in', cookies }
}

/** So that the table neither holds what strangers typed nor grows with its length. */
function emailKey(email: string): string {
  return sha256(email.toLowerCase()).slice(0, 32)
}

async function recordFailure(deps: Deps, email: string): Promise<void> {
  const user = await findUserByEmail(deps.db, email)
  await appendAudit(deps.db, {
    actor: 'public',
    action: 'sign-in.failed',
    subjectKind: 'user',
    subjectId: user?.id ?? 'unknown',
  })
}

/** Ends the session; answers the cookies that take it from the browser. */
export async function signOut(
  deps: Deps,
  auth: Auth,
  account: Account | null,
  from: From,
): Promise<string[]> {
  const response = await auth.api.signOut({ headers: from.headers, asResponse: true })
  if (account?.kind === 'person') {
    const actor = actorOf(account)
    await appendAudit(deps.db, { actor, action: 'sign-out', subjectKind: 'user', subjectId: account.id })
  }
  return response.headers.getSetCookie()
}
