// How is one small question asked thousands of times a second at the least cost?
import pg from 'pg'

export interface OftenAsked {
  /** The one text that the question is answered with, as PostgreSQL stands now. Rejects when it is away or too slow. */
  ask(): Promise<string>
  close(): Promise<void>
}

export interface AskHow {
  name: string
  /** Longest an answer may take, in milliseconds. */
  milliseconds: number
}

/**
 * Keeps a connection and a prepared statement for one question without values: half of what the same question costs from
 * the pool. Opened when first asked; after a failure the next who asks gets a new connection.
 * @param question answers with one row of one text
 */
export function askOften(url: string, question: string, { name, milliseconds }: AskHow): OftenAsked {
  let connection: Promise<pg.Client> | null = null
  let isClosed = false

  const connect = (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: url,
      application_name: name,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      statement_timeout: milliseconds,
      query_timeout: milliseconds + 1_000,
    })
    const connected = client.connect().then(() => client)
    client.on('error', () => leave(connected))
    client.on('end', () => leave(connected))
    return connected
  }

  /** Nobody asks there any more. */
  const leave = async (left: Promise<pg.Client> | null) => {
    if (connection === left) connection = null
    await left?.then((client) => client.end()).catch(() => {})
  }

  return {
    ask: async () => {
      if (isClosed)
        throw Object.assign(new Error('Nothing is asked here any more.'), { code: 'CONNECTION_ENDED' })
      connection ??= connect()
      const asked = connection
      try {
        const client = await asked
        const { rows } = await client.query<[string]>({ name: 'question', text: question, rowMode: 'array' })
        return rows[0]?.[0] ?? ''
      } catch (error) {
        void leave(asked)
        throw withCode(error)
      }
    },
    close: async () => {
      isClosed = true
      await leave(connection)
    },
  }
}

/** A connection that ended says so in words alone; callers look at codes. */
function withCode(error: unknown): unknown {
  return error instanceof Error && !('code' in error)
    ? Object.assign(error, { code: 'CONNECTION_CLOSED' })
    : error
}
