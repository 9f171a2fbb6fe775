// Who makes this request?
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Account } from './account.ts'
import { ADDRESS_HEADER, type Auth, cookiePrefix, createAuth, isSecure } from './auth.ts'
import { accountOfKey, accountOfSession } from './identify.ts'
import { KEY_PREFIX } from './key-queries.ts'

declare module 'fastify' {
  interface FastifyInstance {
    auth: Auth
  }
  interface FastifyRequest {
    /** Whoever the credential of the request proves; null for the public. */
    account: Account | null
  }
  interface FastifyContextConfig {
    /** `ignored`: answers alike whatever credential is sent, as health checks do. */
    credential?: 'ignored'
  }
}

/** Names under which people put a key into an address, where logs and histories keep it. */
const CREDENTIALS_IN_ADDRESS = ['api_key', 'apikey', 'access_token']

/** Gives every request its `account`. A bad key is refused everywhere; a session that is over is taken from the browser. */
export async function identifyRequests(app: FastifyInstance, deps: Deps): Promise<void> {
  const auth = await createAuth(deps)
  const cookie = `${cookiePrefix(deps)}.session_token`
  app.decorate('auth', auth)
  app.decorateRequest('account', null)
  const identify = async (request: FastifyRequest, reply: FastifyReply) => {
    const { authorization } = request.headers
    if (authorization !== undefined) {
      request.account = await accountOfAuthorization(deps, authorization, reply)
    } else {
      request.account = await accountOfSession(deps, auth, libraryHeaders(request))
      if (request.account === null) reply.clearCookie(cookie, { path: '/', secure: isSecure(deps) })
    }
  }
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.credential === 'ignored') return done()
    if (namesCredentialInAddress(request)) return done(credentialInAddress())
    if (request.headers.authorization === undefined && request.cookies[cookie] === undefined) return done()
    identify(request, reply).then(() => done(), done)
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.account !== null) reply.header('cache-control', 'no-store')
    done(null, payload)
  })
}

async function accountOfAuthorization(deps: Deps, header: string, reply: FastifyReply): Promise<Account> {
  const key = /^Bearer +(\S+)$/i.exec(header)?.[1]
  const account = key?.startsWith(KEY_PREFIX) ? await accountOfKey(deps, key) : null
  if (account !== null) return account
  reply.header('www-authenticate', 'Bearer realm="Thirty3"')
  throw new AppError('signed_out', 'The key is not known, has been revoked or is too old.')
}

function namesCredentialInAddress(request: FastifyRequest): boolean {
  const query = request.query as Record<string, unknown>
  return CREDENTIALS_IN_ADDRESS.some((name) => query[name] !== undefined)
}

function credentialInAddress(): AppError {
  return new AppError('bad_request', 'Send the key in the Authorization header, never in the address.')
}

/** What the account library may see of a request: its cookies, and where it comes from as we know it. */
export function libraryHeaders(request: FastifyRequest): Headers {
  const headers = new Headers({ [ADDRESS_HEADER]: request.ip })
  if (request.headers.cookie !== undefined) headers.set('cookie', request.headers.cookie)
  const agent = request.headers['user-agent']
  if (agent !== undefined) headers.set('user-agent', agent.slice(0, 300))
  return headers
}
