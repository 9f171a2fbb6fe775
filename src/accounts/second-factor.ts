// How is a second factor set up and taken away?
import { appendAudit } from '../audit/audit-queries.ts'
import type { Deps } from '../deps.ts'
import { type Account, actorOf } from './account.ts'
import { changeMail } from './account-mails.ts'
import type { Auth } from './auth.ts'
import { sendMailLater } from './mailer.ts'
import { endSessions } from './session-queries.ts'
import { forgiveOwn, takeOwnTurn } from './take-turn.ts'
import { findUser } from './user-queries.ts'

export interface SecondFactorSetUp {
  /** The `otpauth:` address that apps read. */
  address: string
  /** The same secret for typing, in groups of four. */
  secret: string
  recoveryCodes: string[]
}

/** Makes a secret that holds once a code made with it has been entered; null when the password is wrong. */
export async function beginSecondFactor(
  deps: Deps,
  auth: Auth,
  account: Account,
  { headers, password }: { headers: Headers; password: string },
): Promise<SecondFactorSetUp | null> {
  await takeOwnTurn(deps, account.id)
  const body = { method: 'totp', ...(password === '' ? {} : { password }) } as const
  const response = await auth.api.enableTwoFactor({ body, headers, asResponse: true })
  if (!response.ok) return null
  await forgiveOwn(deps, account.id)
  const made = (await response.json()) as { totpURI: string; backupCodes: string[] }
  const secret = new URL(made.totpURI).searchParams.get('secret') ?? ''
  return {
    address: made.totpURI,
    secret: (secret.match(/.{1,4}/g) ?? []).join(' '),
    recoveryCodes: made.backupCodes,
  }
}

/** Turns it on, renews this session and ends the others; null when the code is wrong. Answers cookies to hand on. */
export async function confirmSecondFactor(
  deps: Deps,
  auth: Auth,
  account: Account,
  { headers, code }: { headers: Headers; code: string },
): Promise<string[] | null> {
  const body = { code: code.replace(/\s/g, '') }
  const response = await auth.api.verifyTOTP({ body, headers, asResponse: true })
  if (!response.ok) return null
  const cookies = response.headers.getSetCookie()
  const renewed = await auth.api.getSession({ headers: withCookies(headers, cookies) })
  await endSessions(deps.db, account.id, renewed?.session.id ?? null)
  await noteChange(deps, account, 'user.second-factor-added', 'A second factor was set up')
  return cookies
}

/** Takes it away and renews this session; null when the password is wrong. Answers cookies to hand on. */
export async function dropSecondFactor(
  deps: Deps,
  auth: Auth,
  account: Account,
  { headers, password }: { headers: Headers; password: string },
): Promise<string[] | null> {
  if (account.secondFactor !== 'passed') return null
  await takeOwnTurn(deps, account.id)
  const body = password === '' ? {} : { password }
  const response = await auth.api.disableTwoFactor({ body, headers, asResponse: true })
  if (!response.ok) return null
  await forgiveOwn(deps, account.id)
  await noteChange(deps, account, 'user.second-factor-removed', 'Your second factor was removed')
  return response.headers.getSetCookie()
}

async function noteChange(deps: Deps, account: Account, action: string, told: string): Promise<void> {
  const actor = actorOf(account)
  await appendAudit(deps.db, { actor, action, subjectKind: 'user', subjectId: account.id })
  const user = await findUser(deps.db, account.id)
  if (user !== null) sendMailLater(deps, changeMail(user, told))
}

/** The headers of the request that the browser would send next. */
function withCookies(headers: Headers, cookies: readonly string[]): Headers {
  const next = new Headers(headers)
  const pairs = cookies.filter((cookie) => !/max-age=0/i.test(cookie)).map((cookie) => cookie.split(';')[0])
  next.set('cookie', pairs.join('; '))
  return next
}
