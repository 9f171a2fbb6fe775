// How does a request that is sent twice do its work once?
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorOf } from '../accounts/account.ts'
import {
  beginRequest,
  finishRequest,
  type RequestName,
  releaseRequest,
} from '../accounts/answered-request-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'

export interface Answer<Body> {
  status: number
  body: Body
}

/** Work on bytes that are hashed as they pass, so that the same request can be known again. */
export interface OnceOnly<Body> {
  /** What beside the bytes makes it the same request. */
  parts: readonly string[]
  content: AsyncIterable<Uint8Array>
  work: (content: AsyncIterable<Uint8Array>) => Promise<Answer<Body>>
}

const RETRY_SECONDS = 2

/**
 * Does the work, or where the header `Idempotency-Key` was sent before by the same account gives the answer of then
 * (`Idempotent-Replayed: true`). Kept for 24 hours. Work that threw may be tried again under its key.
 * @throws AppError `key_reused` for another request under the key, `conflict` while the first is being answered.
 */
export async function answerOnce<Body>(
  deps: Pick<Deps, 'db'>,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: OnceOnly<Body>,
): Promise<Answer<Body>> {
  const name = requestName(request)
  if (name === null) return asked.work(asked.content)
  const begun = await beginRequest(deps.db, name)
  if (begun.status === 'begun') return workOnce(deps, name, asked)
  const hashed = hashing(asked)
  for await (const _ of hashed.content);
  if (begun.status === 'running') {
    reply.header('retry-after', String(RETRY_SECONDS))
    throw new AppError('conflict', 'The first request with this Idempotency-Key is still being answered.')
  }
  const { fingerprint, status, answer } = begun.given
  if (fingerprint !== hashed.fingerprint()) throw new AppError('key_reused')
  reply.header('idempotent-replayed', 'true')
  return { status, body: JSON.parse(answer) }
}

async function workOnce<Body>(
  deps: Pick<Deps, 'db'>,
  name: RequestName,
  asked: OnceOnly<Body>,
): Promise<Answer<Body>> {
  const hashed = hashing(asked)
  try {
    const { status, body } = await asked.work(hashed.content)
    const given = { fingerprint: hashed.fingerprint(), status, answer: JSON.stringify(body) }
    await finishRequest(deps.db, name, given)
    return { status, body }
  } catch (error) {
    await releaseRequest(deps.db, name)
    throw error
  }
}

/** Null without the header. @throws AppError `bad_request` for one that is empty, too long or not printable ASCII. */
function requestName(request: FastifyRequest): RequestName | null {
  const key = request.headers['idempotency-key']
  if (key === undefined || request.account === null) return null
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    const message = 'Send an Idempotency-Key of 1 to 255 printable ASCII characters without spaces.'
    throw new AppError('bad_request', message, [{ place: 'Idempotency-Key', message }])
  }
  const route = `${request.method} ${request.routeOptions.url ?? request.url}`
  return { actor: actorOf(request.account), route, key }
}

function hashing({ parts, content }: Pick<OnceOnly<unknown>, 'parts' | 'content'>) {
  const hash = createHash('sha256').update(`${JSON.stringify(parts)}\n`)
  async function* passing(): AsyncGenerator<Uint8Array> {
    for await (const bytes of content) {
      hash.update(bytes)
      yield bytes
    }
  }
  return { content: passing(), fingerprint: () => hash.digest('hex') }
}
