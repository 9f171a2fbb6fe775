// How does the account library run here?
import { betterAuth } from 'better-auth'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import { publicUrl } from '../config.ts'
import type { Deps } from '../deps.ts'
import { authStore, keptSecret } from './auth-store-queries.ts'
import { hashingSessionTokens } from './hashed-sessions.ts'
import { hashPassword, passwordMatches } from './password-hashing.ts'
import { providerRefusal } from './provider-accounts.ts'
import { recordSignIn } from './record-sign-in.ts'
import { methodOfChallenge, methodOfPath, signInPlugin } from './sign-in-plugin.ts'

/** A session ends this long after sign-in, whatever happens in it (ASVS 5.0 §7.3.2). */
export const SESSION_SECONDS = 12 * 60 * 60
/** Where providers send people back to; nothing else of the library is served. */
export const PROVIDER_PATH = '/sign-in/oidc'
/** The only header the library reads an address from; we set it ourselves. */
export const ADDRESS_HEADER = 'x-thirty3-address'

export type Auth = Awaited<ReturnType<typeof createAuth>>

/** The cookie names' beginning; `__Host-` binds them to this very host where the address is https. */
export function cookiePrefix(deps: Pick<Deps, 'config'>): string {
  return isSecure(deps) ? '__Host-thirty3' : 'thirty3'
}

export function isSecure(deps: Pick<Deps, 'config'>): boolean {
  return publicUrl(deps.config).startsWith('https://')
}

/** Makes no request but to the configured providers, and reports nothing to anybody. */
export async function createAuth(deps: Deps) {
  const secret = deps.config.SESSION_SECRET ?? (await keptSecret(deps.db, 'session'))
  const library = betterAuth({
    appName: 'Thirty3',
    baseURL: new URL(publicUrl(deps.config)).origin,
    basePath: PROVIDER_PATH,
    secret,
    database: hashingSessionTokens(authStore(deps.db)),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message) => deps.log[level === 'error' ? 'error' : 'debug'](message),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: 500,
      password: { hash: hashPassword, verify: passwordMatches },
    },
    user: {
      validateUserInfo: ({ user, source }) => providerRefusal(deps, user, source.oauth?.providerId),
      additionalFields: userFields,
    },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true, additionalFields: sessionFields },
    account: accountOptions(deps),
    databaseHooks: {
      session: {
        create: { before: describeSession(deps), after: (session) => recordSignIn(deps, session) },
      },
      account: { create: { before: dropProviderTokens } },
    },
    onAPIError: { errorURL: '/sign-in?problem=provider' },
    advanced: {
      cookiePrefix: cookiePrefix(deps),
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure(deps), httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER], ipv6Subnet: 128 },
    },
    plugins: [
      twoFactor({ issuer: 'Thirty3', allowPasswordless: true, twoFactorCookieMaxAge: 600 }),
      genericOAuth({ config: deps.config.OIDC_PROVIDERS.map(providerConfig) }),
      signInPlugin(deps),
    ],
  })
  return { api: library.api, handler: library.handler, secret }
}

/** Columns that only we write; named so that the library knows why its own inserts would lack them. */
const userFields = {
  role: { type: 'string', required: true, input: false },
  invitedBy: { type: 'string', required: true, input: false },
} as const

const sessionFields = {
  method: { type: 'string', required: false, input: false },
  secondFactor: { type: 'boolean', required: false, input: false },
  lastSeenAt: { type: 'date', required: false, input: false },
} as const

/** An authority's provider is believed about addresses; whom it may sign in is for `providerRefusal` to say. */
function accountOptions({ config }: Deps) {
  const trustedProviders = config.OIDC_PROVIDERS.map(({ id }) => id)
  return {
    updateAccountOnSignIn: false,
    accountLinking: { trustedProviders, requireLocalEmailVerified: false },
  }
}

/** We ask a provider once, who somebody is; its tokens are of no further use and are not kept. */
async function dropProviderTokens() {
  return { data: { accessToken: null, refreshToken: null, idToken: null } }
}

type Provider = Deps['config']['OIDC_PROVIDERS'][number]

function providerConfig(provider: Provider) {
  return {
    providerId: provider.id,
    discoveryUrl: `${provider.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    disableSignUp: true,
  }
}

interface SessionContext {
  path?: string
  params?: Record<string, unknown> | undefined
  context: { secret: string; createAuthCookie(name: string): { name: string } }
  getSignedCookie(name: string, secret: string): Promise<string | false | null>
}

/** Notes with each new session how the person signed in and whether by two factors, and times it by our clock. */
function describeSession(deps: Pick<Deps, 'clock'>) {
  return async (session: object, context: unknown) => {
    const now = new Date(deps.clock())
    const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1000)
    const times = { createdAt: now, updatedAt: now, lastSeenAt: now, expiresAt }
    return { data: { ...times, ...(await factorsOf(session, context as SessionContext | null)) } }
  }
}

async function factorsOf(session: object, request: SessionContext | null) {
  const direct = methodOfPath(request?.path, request?.params?.id)
  if (request === null || direct !== null) return { method: direct ?? 'unknown' }
  const cookie = request.context.createAuthCookie('two_factor').name
  const waiting = await request.getSignedCookie(cookie, request.context.secret)
  const earlier = 'method' in session ? session.method : null
  const method = (waiting ? methodOfChallenge(waiting) : null) ?? earlier ?? 'unknown'
  return { method, secondFactor: request.path?.startsWith('/two-factor/verify-') === true }
}
