// How does a password or an e-mailed link become a session, and when is a second factor asked for first?
import { randomBytes } from 'node:crypto'
import { APIError, createAuthEndpoint, createAuthMiddleware } from 'better-auth/api'
import { deleteSessionCookie, setSessionCookie } from 'better-auth/cookies'
import type { Deps } from '../deps.ts'
import { linkSignIn, passwordSignIn } from './account-schemas.ts'
import { useLink } from './link-queries.ts'
import { decoyHash } from './password-hashing.ts'
import { takeCode } from './two-factor-queries.ts'
import { findPasswordHash, isUserDisabled } from './user-queries.ts'

const CHALLENGE_SECONDS = 600

/** Asked about where there is no account, so that as much is asked. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Under these names the account library's second-factor plugin looks for a sign-in that waits for its code. */
const CHALLENGE_COOKIE = 'two_factor'
const challengeId = (method: string) => `2fa-${method}-${randomBytes(20).toString('base64url')}`

/** How the sign-in before a challenge was made: `password`, `link` or the id of a provider. */
export function methodOfChallenge(identifier: string): string | null {
  return /^2fa-(.+)-[A-Za-z0-9_-]{27}$/.exec(identifier)?.[1] ?? null
}

/** How a path of the library signs in; null for every other path. */
export function methodOfPath(path: string | undefined, provider: unknown): string | null {
  if (path === '/by-password') return 'password'
  if (path === '/by-link') return 'link'
  return path === '/callback/:id' && typeof provider === 'string' ? provider : null
}

/**
 * Sign-in by password and by one-time link, and the demand for the second factor after each way to sign in,
 * providers included; the library's own plugin asks only after its own password page.
 */
export function signInPlugin(deps: Deps) {
  return {
    id: 'thirty3',
    endpoints: { signInByPassword: signInByPassword(deps), signInByLink: signInByLink(deps) },
    hooks: {
      after: [
        {
          matcher: (context: { path?: string }) =>
            context.path === '/callback/:id' || methodOfPath(context.path, null) !== null,
          handler: challenge(deps),
        },
        {
          matcher: (context: { path?: string }) => context.path === '/two-factor/verify-totp',
          handler: refuseUsedCode(deps),
        },
      ],
    },
  }
}

/** One answer, in about the same time, for a wrong password, an unknown address and a disabled account. */
function signInByPassword(deps: Deps) {
  return createAuthEndpoint('/by-password', { method: 'POST', body: passwordSignIn }, async (context) => {
    const { internalAdapter, password } = context.context
    const found = await internalAdapter.findUserByEmail(context.body.email)
    const kept = await findPasswordHash(deps.db, found?.user.id ?? NOBODY)
    const isRight = await password.verify({
      hash: kept ?? (await decoyHash()),
      password: context.body.password,
    })
    if (!found || !kept || !isRight || (await isUserDisabled(deps.db, found.user.id)))
      throw new APIError('UNAUTHORIZED', { message: 'Wrong address or password' })
    const session = await internalAdapter.createSession(found.user.id)
    await setSessionCookie(context, { session, user: found.user })
    return context.json({ userId: found.user.id })
  })
}

function signInByLink(deps: Deps) {
  return createAuthEndpoint('/by-link', { method: 'POST', body: linkSignIn }, async (context) => {
    const link = await useLink(deps.db, context.body.token, deps.clock())
    const user = link && (await context.context.internalAdapter.findUserById(link.userId))
    if (!user) throw new APIError('GONE', { message: 'This link has been used or is too old' })
    const session = await context.context.internalAdapter.createSession(user.id)
    await setSessionCookie(context, { session, user })
    return context.json({ userId: user.id })
  })
}

/** Takes the new session back and leaves a challenge in its place, which the code of the second factor redeems. */
function challenge(deps: Deps) {
  return createAuthMiddleware(async (context) => {
    const { internalAdapter, newSession, createAuthCookie, secret } = context.context
    const method = methodOfPath(context.path, context.params?.id)
    if (!newSession?.user.twoFactorEnabled || method === null) return
    deleteSessionCookie(context, true)
    await internalAdapter.deleteSession(newSession.session.token)
    context.context.setNewSession(null)
    const identifier = challengeId(method)
    const expiresAt = new Date(deps.clock() + CHALLENGE_SECONDS * 1000)
    const value = newSession.user.id
    await internalAdapter.createVerificationValue({ identifier, value, expiresAt })
    await internalAdapter.createVerificationValue({
      identifier: `2fa-attempts-${identifier}`,
      value: '0',
      expiresAt,
    })
    const cookie = createAuthCookie(CHALLENGE_COOKIE, { maxAge: CHALLENGE_SECONDS })
    await context.setSignedCookie(cookie.name, identifier, secret, cookie.attributes)
  })
}

/** ASVS 5.0 §6.5.1: a one-time code opens one session; the second that it opened is closed before anybody has it. */
function refuseUsedCode(deps: Deps) {
  return createAuthMiddleware(async (context) => {
    const { internalAdapter, newSession } = context.context
    if (!newSession || (await takeCode(deps.db, newSession.user.id, String(context.body.code), deps.clock())))
      return
    deleteSessionCookie(context, true)
    await internalAdapter.deleteSession(newSession.session.token)
    context.context.setNewSession(null)
    throw new APIError('UNAUTHORIZED', { message: 'This code has been used' })
  })
}
