// Which answers are given again without being made again, and how long do they hold?
import type { OutgoingHttpHeaders } from 'node:http'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from './deps.ts'
import { londonDay } from './lib/calendar-date.ts'
import { sha256 } from './lib/hash.ts'
import { keepRecent } from './lib/recent.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `until_changed`: what the public is answered depends on the address, the register and the day alone. */
    answer?: 'until_changed'
  }
  interface FastifyRequest {
    /** The answer that is being made, for others who ask meanwhile; null where answers are not kept. */
    making: Making | null
  }
}

interface KeptAnswer {
  /** Register and day for which it was made. */
  madeFor: string
  madeAt: number
  body: Buffer
  /** By the name of the coding, as they come about, for the next who ask. */
  compressed: { br?: Buffer; gzip?: Buffer }
  type: string
  etag: string
}

interface Making {
  madeFor: string
  /** Null when it turns out to be for one reader alone. */
  answer: Promise<KeptAnswer | null>
  settle(answer: KeptAnswer | null): void
}

const ROOM = 32 * 1024 * 1024
/** An answer may hold facts of ten seconds ago besides the register; it is not kept for long. */
const KEPT_FOR = 60_000
/** The body, and the same compressed twice, each a fraction of it. */
const ROOM_OF_BODY = 1.5
/** Less is not worth the while. */
const WORTH_COMPRESSING = 1_000
/** Beside the body: the key, the headers and what the map needs. */
const OVERHEAD = 500

/**
 * Gives anonymous requests the answer that others got, as long as neither the register nor the day has changed, and those
 * who have it already a 304. Who is signed in gets an answer of their own. Call it after limits and accounts.
 */
export function keepAnswers(app: FastifyInstance, deps: Pick<Deps, 'presentVersion' | 'clock'>): void {
  const kept = keepRecent<KeptAnswer>(ROOM)
  const underWay = new Map<string, Making>()
  app.decorateRequest('making', null)

  const answerFor = async (request: FastifyRequest, reply: FastifyReply, madeFor: string) => {
    const other = underWay.get(request.url)
    const shared = other?.madeFor === madeFor ? await other.answer : null
    if (shared !== null) return shared
    request.making = beginMaking(madeFor)
    underWay.set(request.url, request.making)
    reply.raw.once('close', () => finish(request, null))
    return null
  }

  const finish = ({ url, making }: FastifyRequest, answer: KeptAnswer | null) => {
    making?.settle(answer)
    if (underWay.get(url) === making) underWay.delete(url)
  }

  app.addHook('onRequest', (request, reply, done) => {
    if (!mayKeep(request)) return done()
    const give = (answer: KeptAnswer | null) => (answer === null ? done() : sendKept(request, reply, answer))
    deps.presentVersion().then((stands) => {
      const now = deps.clock()
      const madeFor = `${londonDay(now)} ${stands}`
      const held = kept.get(request.url)
      if (held?.madeFor === madeFor && now - held.madeAt <= KEPT_FOR) give(held)
      else answerFor(request, reply, madeFor).then(give, done)
    }, done)
  })

  app.addHook('onSend', (request, reply, payload, done) => {
    const { making } = request
    if (making === null) return done(null, payload)
    const isForAll = reply.statusCode === 200 && isWhole(payload) && !isPersonal(reply)
    const type = String(reply.getHeader('content-type'))
    const answer = isForAll ? keptAnswer(making.madeFor, deps.clock(), payload, type) : null
    finish(request, answer)
    if (answer === null) return done(null, payload)
    kept.set(request.url, answer, answer.body.length * ROOM_OF_BODY + request.url.length * 2 + OVERHEAD)
    reply.headers(labelsOf(answer))
    const isHeld = hasIt(request, answer)
    if (isHeld) reply.code(304).removeHeader('content-type')
    done(null, isHeld ? '' : payload)
  })
}

function keptAnswer(madeFor: string, madeAt: number, payload: string | Buffer, type: string): KeptAnswer {
  const body = typeof payload === 'string' ? Buffer.from(payload) : payload
  const answer: KeptAnswer = { madeFor, madeAt, body, compressed: {}, type, etag: etagOf(body) }
  compressLater(answer)
  return answer
}

function beginMaking(madeFor: string): Making {
  const { promise, resolve } = Promise.withResolvers<KeptAnswer | null>()
  return { madeFor, answer: promise, settle: resolve }
}

/** Who asks for a fresh answer (`cache-control: no-cache`, as browsers do when told to reload all) gets one. */
function mayKeep({ routeOptions, method, account, headers }: FastifyRequest): boolean {
  const isAsked = routeOptions.config.answer === 'until_changed' && method === 'GET'
  return isAsked && account === null && headers['cache-control'] !== 'no-cache'
}

/** What is sent in one piece, not as a stream. */
function isWhole(payload: unknown): payload is string | Buffer {
  return typeof payload === 'string' || Buffer.isBuffer(payload)
}

/** A page with a form, or with a value of its own in the content policy, is for one reader. */
function isPersonal(reply: FastifyReply): boolean {
  const policy = String(reply.getHeader('content-security-policy') ?? '')
  return reply.hasHeader('set-cookie') || reply.hasHeader('cache-control') || policy.includes("'nonce-")
}

/** Written as it is: nothing that comes after has a say in an answer that was made before. */
function sendKept(request: FastifyRequest, reply: FastifyReply, answer: KeptAnswer): void {
  reply.hijack()
  const labels: OutgoingHttpHeaders = labelsOf(answer)
  if (hasIt(request, answer)) {
    for (const name of SAID_AGAIN) if (reply.hasHeader(name)) labels[name] = String(reply.getHeader(name))
    reply.raw.writeHead(304, labels).end()
    return
  }
  const coding = CODINGS.find((name) => answer.compressed[name] !== undefined && takes(request, name))
  const body = (coding && answer.compressed[coding]) ?? answer.body
  const headers = Object.assign(reply.getHeaders() as OutgoingHttpHeaders, labels)
  headers['content-type'] = answer.type
  headers['content-length'] = body.length
  if (coding) headers['content-encoding'] = coding
  reply.raw.writeHead(200, headers).end(body)
}

/** Whoever has the answer has its headers; only what is of this request, or may change, is said again. */
const SAID_AGAIN = [
  'access-control-allow-origin',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
] as const

/** The best first. */
const CODINGS = ['br', 'gzip'] as const
/** As quick as the other coding, and shorter; more would take many times as long. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

/** Nothing that is kept holds a secret of its reader, so its length tells nobody anything. */
function compressLater({ body, compressed }: KeptAnswer): void {
  if (body.length < WORTH_COMPRESSING) return
  gzip(body, (error, packed) => {
    if (error === null) compressed.gzip = packed
  })
  brotliCompress(body, BROTLI, (error, packed) => {
    if (error === null) compressed.br = packed
  })
}

const TAKEN = {
  br: /(^|,)\s*br\s*(,|;(?!\s*q=0(\.0*)?\s*(,|$))|$)/i,
  gzip: /(^|,)\s*gzip\s*(,|;(?!\s*q=0(\.0*)?\s*(,|$))|$)/i,
}

function takes({ headers }: FastifyRequest, coding: keyof typeof TAKEN): boolean {
  return TAKEN[coding].test(String(headers['accept-encoding'] ?? ''))
}

/** Others may keep it, and must ask whether it still holds each time. */
function labelsOf({ etag }: KeptAnswer) {
  return {
    etag: `W/${etag}`,
    'cache-control': 'public, no-cache',
    vary: 'cookie, authorization, accept-encoding',
  }
}

function hasIt(request: FastifyRequest, { etag }: KeptAnswer): boolean {
  const held = request.headers['if-none-match']
  return (
    held !== undefined &&
    (held === `W/${etag}` ||
      held === '*' ||
      held.split(',').some((one) => one.trim().replace(/^W\//, '') === etag))
  )
}

function etagOf(body: Buffer): string {
  return `"${sha256(body).slice(0, 24)}"`
}
