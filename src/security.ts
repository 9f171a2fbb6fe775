// What protects every answer and every request, whatever it is about?
import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import rateLimit, { type FastifyRateLimitStore } from '@fastify/rate-limit'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { countRequests, type RequestCounts } from './accounts/count-requests.ts'
import type { RoutePermission } from './accounts/permissions.ts'
import { addressKey } from './accounts/sign-in-throttle.ts'
import { publicUrl } from './config.ts'
import type { Deps } from './deps.ts'
import { AppError, codeOfFailure, errorKind } from './errors.ts'
import { letReadersFirst, limitFiles } from './limit-files.ts'
import { refuseOddRequests } from './request-shape.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const WINDOW = '5 minutes'
/** An address may ask this many times what one caller may, since a council's staff share one. */
const CALLERS_PER_ADDRESS = 10
/** In the same five minutes: tries to sign in from one address, and files handed in by one account or key. */
const SIGN_INS = 100
const UPLOADS = 200
/** Searches saved and links asked for from one address, each of which may send a message to a stranger. */
const ALERTS = 30

declare module 'fastify' {
  interface FastifyInstance {
    /** Every address of the server with every method it offers there, and who may: null where its place says so. */
    routeTable: { method: string; url: string; permission: RoutePermission | null }[]
  }
  interface FastifyReply {
    /** Lets the one script or style that carries this value run in the page. */
    cspNonce(): string
  }
}

/**
 * Headers on every answer, and what is refused before anybody asks who it is from: hosts that are not ours (400) and
 * floods from one address (429). Call it before accounts are read.
 */
export async function protect(app: FastifyInstance, deps: Deps): Promise<void> {
  app.setErrorHandler(answerPlainly)
  setHeaders(app, deps)
  refuseOddRequests(app)
  letReadersFirst(app)
  checkHost(app, deps)
  const counts = countRequests(deps)
  app.addHook('onClose', () => counts.close())
  await app.register(rateLimit, { global: false, store: storeOf(counts) })
  const most = deps.config.RATE_LIMIT_ADDRESS * CALLERS_PER_ADDRESS
  if (most > 0) limit(app, most, (request) => `any:${addressKey(request.ip)}`)
}

/** What the limiter asks for: one store for all limits, since each names its callers apart. */
function storeOf(counts: RequestCounts) {
  return class Store implements FastifyRateLimitStore {
    incr: FastifyRateLimitStore['incr'] = (caller, callback, window, most) => {
      counts.count(caller, most, window).then((use) => callback(null, use), callback)
    }
    child(): Store {
      return this
    }
  }
}

function callerOf({ account, ip }: FastifyRequest): string {
  return account === null ? `address:${addressKey(ip)}` : `account:${account.id}`
}

/**
 * So many requests in five minutes for each account or key, and for each address of those who have none; fewer of those
 * that cost most.
 */
export function limitCallers(app: FastifyInstance, { config }: Pick<Deps, 'config'>): void {
  const caller = callerOf
  if (config.RATE_LIMIT_ADDRESS > 0) {
    limit(app, SIGN_INS, (request) => `sign-in:${addressKey(request.ip)}`, isPostTo(/^\/sign-in/))
    limit(app, ALERTS, (request) => `alert:${addressKey(request.ip)}`, isPostTo(/^\/alerts(\/link)?$/))
    limit(app, UPLOADS, (request) => `upload:${caller(request)}`, isPostTo(/^(\/api\/v1)?\/returns$/))
    limitFiles(app, callerOf)
  }
  if (config.RATE_LIMIT_ADDRESS > 0)
    limit(app, config.RATE_LIMIT_ADDRESS, caller, (request) => request.account === null)
  if (config.RATE_LIMIT_ACCOUNT > 0)
    limit(app, config.RATE_LIMIT_ACCOUNT, caller, (request) => request.account !== null)
}

function limit(
  app: FastifyInstance,
  max: number,
  keyGenerator: (request: FastifyRequest) => string,
  concerns: (request: FastifyRequest) => boolean = () => true,
): void {
  const check = app.createRateLimit({ max, timeWindow: WINDOW, keyGenerator })
  const refuseMore = async (request: FastifyRequest, reply: FastifyReply) => {
    const use = await check(request)
    if (!use.isAllowed && request.url.startsWith('/api/')) stateLimit(reply, use)
    if (use.isAllowed || !use.isExceeded) return
    reply.header('retry-after', String(use.ttlInSeconds))
    throw new AppError('too_many_requests')
  }
  app.addHook('onRequest', (request, reply, done) => {
    if (FREE.test(request.url) || !concerns(request)) return done()
    refuseMore(request, reply).then(() => done(), done)
  })
}

/** The tightest limit that concerns the request, in the fields that clients look for; seconds until it begins anew. */
function stateLimit(
  reply: FastifyReply,
  use: { max: number; remaining: number; ttlInSeconds: number },
): void {
  const stated = reply.getHeader('ratelimit-remaining')
  if (stated !== undefined && Number(stated) <= use.remaining) return
  reply
    .header('ratelimit-limit', String(use.max))
    .header('ratelimit-remaining', String(use.remaining))
    .header('ratelimit-reset', String(use.ttlInSeconds))
}

/** What a page brings with it, and what those ask who watch whether the service is well. */
const FREE = /^\/(assets|api\/docs\/static|health)\//

function isPostTo(path: RegExp): (request: FastifyRequest) => boolean {
  return (request) => request.method === 'POST' && path.test(request.routeOptions.url ?? '')
}

/** A known address with a method it does not offer: 405 and what it offers, whoever asks. Call it before the routes. */
export function refuseOtherMethods(app: FastifyInstance): void {
  const offered: { path: RegExp; methods: string[] }[] = []
  app.decorate('routeTable', [])
  app.addHook('onRoute', ({ url, method, config }) => {
    const parts = url.split(/(:[A-Za-z_]+|\*)/).map((part) => {
      if (part === '*') return '.*'
      return part.startsWith(':') ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    })
    offered.push({ path: new RegExp(`^${parts.join('')}$`), methods: [method].flat() })
    const permission = config?.permission ?? null
    app.routeTable.push(...[method].flat().map((one) => ({ method: one, url, permission })))
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done()
    const path = request.url.replace(/\?.*$/s, '')
    const methods = new Set(offered.filter((one) => one.path.test(path)).flatMap((one) => one.methods))
    if (methods.size === 0 || methods.has(request.method)) return done()
    reply.header('allow', [...methods].sort().join(', '))
    done(new AppError('method_not_allowed'))
  })
}

/** For what stands beside the API and the pages; the framework's own answer would log what a failure quotes. */
function answerPlainly(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const isOurs = error instanceof AppError
  const isTheirs = isOurs || (error.statusCode !== undefined && error.statusCode < 500)
  if (!isTheirs) request.log.error({ err: error }, 'request failed')
  const code = isOurs ? error.code : (codeOfFailure(error) ?? (isTheirs ? 'bad_request' : 'internal'))
  const message = isOurs ? error.message : errorKind(code).sentence
  const body = JSON.stringify({ error: { code, message, requestId: request.id } })
  return reply.code(errorKind(code).status).type('application/json; charset=utf-8').send(body)
}

/** Answers an address that cannot be routed, which no hook sees, like any other error. */
export function unroutable(deps: Deps) {
  return (error: Error & { code: string }, request: FastifyRequest, reply: FastifyReply) => {
    const code = error.code === 'FST_ERR_MAX_PARAM_LENGTH' ? 'not_found' : 'bad_request'
    const { status, sentence } = errorKind(code)
    reply.code(status).headers(headersOf(deps))
    if (!request.url.startsWith('/api/'))
      return reply.type('text/plain; charset=utf-8').send(`${sentence}\nReference: ${request.id}\n`)
    const body = JSON.stringify({ error: { code, message: sentence, requestId: request.id } })
    return reply.type('application/json; charset=utf-8').send(body)
  }
}

/** Pages of other sites may read what everybody may read by the API, without credentials. */
const forOtherSites = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
}

function headersOf(deps: Pick<Deps, 'config'>) {
  return {
    'content-security-policy': contentPolicy(deps, ''),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-frame-options': 'DENY',
    'x-permitted-cross-domain-policies': 'none',
    ...(publicUrl(deps.config).startsWith('https://') && {
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    }),
  }
}

function setHeaders(app: FastifyInstance, deps: Deps): void {
  const headers = headersOf(deps)
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers)
    if (!METHODS.includes(request.method)) {
      reply.code(405).header('allow', METHODS.join(', ')).send()
      return
    }
    const isOpen = request.routeOptions.config.permission === 'public' && request.url.startsWith('/api/')
    if (isOpen) reply.headers(forOtherSites)
    done()
  })
  app.decorateReply('cspNonce', function (this: FastifyReply) {
    const nonce = randomBytes(16).toString('base64')
    this.header('content-security-policy', contentPolicy(deps, ` 'nonce-${nonce}'`))
    return nonce
  })
}

/** Forms may lead to the providers of authorities, whose page follows our own answer. */
function contentPolicy({ config }: Pick<Deps, 'config'>, nonce: string): string {
  const providers = [...new Set(config.OIDC_PROVIDERS.map(({ issuer }) => new URL(issuer).origin))]
  return [
    "default-src 'none'",
    `script-src 'self'${nonce}`,
    `style-src 'self'${nonce}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    `form-action ${["'self'", ...providers].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** The host is never used to make an address; checking it keeps caches and proxies from mixing sites up. */
function checkHost(app: FastifyInstance, { config }: Pick<Deps, 'config'>): void {
  const ours = new Set([new URL(publicUrl(config)).hostname.toLowerCase(), ...config.ALLOWED_HOSTS])
  const isLocal = config.PUBLIC_URL === undefined
  app.addHook('onRequest', (request, _reply, done) => {
    const host = hostName(request.headers.host ?? '')
    const isOurs =
      ours.has(host) || (isLocal && (host === 'localhost' || isIP(host.replace(/^\[|\]$/g, '')) > 0))
    if (isOurs || request.url.startsWith('/health/')) return done()
    done(new AppError('bad_request', 'This is not the name of the service.'))
  })
}

function hostName(header: string): string {
  return header.toLowerCase().replace(/:\d+$/, '')
}

/** Where to report a weakness (RFC 9116). */
export function securityText(app: FastifyInstance, deps: Deps): void {
  app.get('/.well-known/security.txt', { config: { permission: 'public' } }, (_request, reply) => {
    const day = 24 * 60 * 60 * 1000
    const expires = new Date(Math.ceil(deps.clock() / day) * day + 180 * day).toISOString()
    const here = publicUrl(deps.config)
    const lines = [
      `Contact: ${deps.config.SECURITY_CONTACT ?? `${here}/about`}`,
      `Expires: ${expires}`,
      'Preferred-Languages: en',
      `Canonical: ${here}/.well-known/security.txt`,
    ]
    return reply.type('text/plain; charset=utf-8').send(`${lines.join('\n')}\n`)
  })
}
