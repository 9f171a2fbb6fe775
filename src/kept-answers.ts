// Which answers are given again without being made again, and how long do they hold?
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { registerVersion } from './contracts/register-queries.ts'
import type { Deps } from './deps.ts'
import { londonDay } from './lib/calendar-date.ts'
import { sha256 } from './lib/hash.ts'
import { keepRecent } from './lib/recent.ts'
import { shareQuestion } from './lib/share-question.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `until_changed`: what the public is answered depends on the address, the register and the day alone. */
    answer?: 'until_changed'
  }
  interface FastifyRequest {
    /** What an answer that is made now would hold for; null where answers are not kept. */
    keptFor: string | null
  }
}

interface KeptAnswer {
  /** Register and day for which it was made. */
  madeFor: string
  madeAt: number
  body: string
  type: string
  etag: string
}

const ROOM = 32 * 1024 * 1024
/** An answer may hold facts of ten seconds ago besides the register; it is not kept for long. */
const KEPT_FOR = 60_000
/** Beside the body: the key, the headers and what the map needs. */
const OVERHEAD = 500

/**
 * Gives anonymous requests the answer that others got, as long as neither the register nor the day has changed, and those
 * who have it already a 304. Who is signed in gets an answer of their own. Call it after limits and accounts.
 */
export function keepAnswers(app: FastifyInstance, deps: Pick<Deps, 'readDb' | 'clock'>): void {
  const kept = keepRecent<KeptAnswer>(ROOM)
  const version = shareQuestion(() => registerVersion(deps.readDb))
  app.decorateRequest('keptFor', null)

  app.addHook('onRequest', async (request, reply) => {
    if (!mayKeep(request)) return
    request.keptFor = `${londonDay(deps.clock())} ${await version()}`
    const answer = kept.get(request.url)
    if (answer === undefined) return
    if (answer.madeFor !== request.keptFor || deps.clock() - answer.madeAt > KEPT_FOR)
      return kept.delete(request.url)
    request.keptFor = null
    return send(request, reply, answer)
  })

  app.addHook('onSend', async (request, reply, payload) => {
    if (request.keptFor === null || reply.statusCode !== 200 || typeof payload !== 'string') return payload
    if (isPersonal(reply)) return payload
    const type = String(reply.getHeader('content-type'))
    const answer = {
      madeFor: request.keptFor,
      madeAt: deps.clock(),
      body: payload,
      type,
      etag: etagOf(payload),
    }
    kept.set(request.url, answer, payload.length * 2 + request.url.length * 2 + OVERHEAD)
    label(reply, answer)
    if (!hasIt(request, answer)) return payload
    reply.code(304).removeHeader('content-type')
    return ''
  })
}

function mayKeep(request: FastifyRequest): boolean {
  const { config } = request.routeOptions
  return config.answer === 'until_changed' && request.method === 'GET' && request.account === null
}

/** A page with a form, or with a value of its own in the content policy, is for one reader. */
function isPersonal(reply: FastifyReply): boolean {
  const policy = String(reply.getHeader('content-security-policy') ?? '')
  return reply.hasHeader('set-cookie') || reply.hasHeader('cache-control') || policy.includes("'nonce-")
}

function send(request: FastifyRequest, reply: FastifyReply, answer: KeptAnswer): FastifyReply {
  label(reply, answer)
  return hasIt(request, answer) ? reply.code(304).send() : reply.type(answer.type).send(answer.body)
}

/** Others may keep it, and must ask whether it still holds each time. */
function label(reply: FastifyReply, { etag }: KeptAnswer): void {
  reply
    .header('etag', etag)
    .header('cache-control', 'public, no-cache')
    .header('vary', 'cookie, authorization')
}

function hasIt(request: FastifyRequest, { etag }: KeptAnswer): boolean {
  const held = request.headers['if-none-match']
  return (
    held !== undefined &&
    (held === '*' || held.split(',').some((one) => one.trim().replace(/^W\//, '') === etag))
  )
}

function etagOf(body: string): string {
  return `"${sha256(Buffer.from(body)).slice(0, 24)}"`
}
