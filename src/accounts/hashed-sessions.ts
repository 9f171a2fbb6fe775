// How are sessions looked up by a token that the database does not hold?
import { sha256 } from '../lib/hash.ts'

interface Condition {
  field: string
  value: unknown
}

interface Question {
  model: string
  where?: Condition[]
  data?: Record<string, unknown>
  update?: Record<string, unknown>
}

type Ask = (question: Question) => Promise<unknown>
type Store = Record<string, unknown>

const ASKS = ['create', 'findOne', 'findMany', 'update', 'updateMany', 'delete', 'deleteMany', 'count']

/**
 * The library's store with the tokens of sessions replaced by their SHA-256 on the way in; whoever asks by a token, or makes
 * one, gets it back beside the session. Who reads the table can make no cookie of it, whatever else they know.
 */
export function hashingSessionTokens<Options, Adapter extends object>(
  open: (options: Options) => Adapter,
): (options: Options) => Adapter {
  return (options) => wrapped(open(options))
}

function wrapped<Adapter extends object>(adapter: Adapter): Adapter {
  const store: Store = Object.fromEntries(Object.entries(adapter))
  for (const name of ASKS) {
    const ask = store[name]
    if (typeof ask === 'function') store[name] = hashing(ask as Ask)
  }
  const { transaction } = store
  if (typeof transaction === 'function')
    store.transaction = (use: (inner: object) => Promise<unknown>) =>
      transaction((inner: object) => use(wrapped(inner)))
  return store as Adapter
}

function hashing(ask: Ask): Ask {
  return async (question) => {
    if (question.model !== 'session') return ask(question)
    const tokens = new Map<string, string>()
    const hashed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(hashed)
      if (typeof value !== 'string') return value
      tokens.set(sha256(value), value)
      return sha256(value)
    }
    const inData = (data: Record<string, unknown>) =>
      'token' in data ? { ...data, token: hashed(data.token) } : data
    const answer = await ask({
      ...question,
      ...(question.where && {
        where: question.where.map((one) =>
          one.field === 'token' ? { ...one, value: hashed(one.value) } : one,
        ),
      }),
      ...(question.data && { data: inData(question.data) }),
      ...(question.update && { update: inData(question.update) }),
    })
    return Array.isArray(answer) ? answer.map((one) => withToken(one, tokens)) : withToken(answer, tokens)
  }
}

function withToken(session: unknown, tokens: ReadonlyMap<string, string>): unknown {
  if (typeof session !== 'object' || session === null || !('token' in session)) return session
  return { ...session, token: tokens.get(String(session.token)) ?? session.token }
}
