// Does this change come from a form of ours, shown to the one who sends it?
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { cookiePrefix, isSecure } from '../accounts/auth.ts'
import { recordRefusal } from '../accounts/authorise.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const FIELD = '_csrf'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `open`: does nothing in the name of whoever sends it, so that it may come from anywhere. */
    form?: 'open'
  }
}

declare module 'fastify' {
  interface FastifyReply {
    /**
     * What the hidden field `_csrf` of a form must hold, or the header `X-CSRF-Token`; for a form with files the query
     * parameter `_csrf` of its address. Bound to the session, or to a cookie where nobody is signed in.
     */
    csrfToken(): string
  }
}

/**
 * Refuses every change by cookie whose origin is another site or whose token is not the sender's (403), before anything
 * is done. A request with a key carries no cookie's authority and needs no token; that is decided anew for each request.
 */
export function protectForms(app: FastifyInstance, deps: Deps): void {
  const cookie = `${cookiePrefix(deps)}.visitor`
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(deps) } as const
  const tokenFor = (subject: string) =>
    createHmac('sha256', app.auth.secret).update(`csrf:${subject}`).digest('base64url')
  const subjectOf = (request: FastifyRequest) => request.account?.sessionId ?? request.cookies[cookie] ?? null

  app.decorateReply('csrfToken', function (this: FastifyReply) {
    this.header('cache-control', 'no-store')
    const subject = subjectOf(this.request)
    if (subject !== null) return tokenFor(subject)
    const made = randomBytes(16).toString('base64url')
    this.request.cookies[cookie] = made
    this.setCookie(cookie, made, options)
    return tokenFor(made)
  })

  app.addHook('preValidation', async (request) => {
    if (SAFE.has(request.method) || request.is404 || request.account?.kind === 'key') return
    const { credential, form } = request.routeOptions.config
    if (credential === 'ignored' || form === 'open') return
    const token = takeToken(request)
    const subject = subjectOf(request)
    if (isOurOrigin(request) && subject !== null && isEqual(token, tokenFor(subject))) return
    if (request.account !== null) await recordRefusal(deps, request.account, 'form')
    request.log.warn({ origin: request.headers.origin, hasToken: token !== '' }, 'form refused')
    throw new AppError(
      'forbidden',
      'This form is too old or came from elsewhere. Go back, reload the page and try again.',
    )
  })
}

/** The token that was sent, taken out of the body so that its schema need not know it. */
function takeToken(request: FastifyRequest): string {
  const header = request.headers['x-csrf-token']
  if (typeof header === 'string') return header
  const body = request.body
  if (typeof body === 'object' && body !== null && FIELD in body) {
    const token = body[FIELD]
    delete body[FIELD]
    return typeof token === 'string' ? token : ''
  }
  const { [FIELD]: inAddress } = request.query as Record<string, unknown>
  const isUpload = request.headers['content-type']?.startsWith('multipart/form-data') === true
  return isUpload && typeof inAddress === 'string' ? inAddress : ''
}

/** Browsers say where a form was shown; programs that say nothing must bring the token alone. */
function isOurOrigin(request: FastifyRequest): boolean {
  const { origin, host, 'sec-fetch-site': site } = request.headers
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

function isEqual(given: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)]
  return left.length === right.length && timingSafeEqual(left, right)
}
