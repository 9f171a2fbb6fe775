// How are many rows loaded at once, and much read at once?
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { copiedBytes } from './copied-bytes.ts'

/** A transaction on a connection of its own, for COPY; rolled back when `work` throws. */
export async function inCopyTransaction<T>(url: string, work: (copy: Copier) => Promise<T>): Promise<T> {
  const client = await connected(url)
  try {
    await client.query('begin')
    const result = await work({
      load: (target, rows) => pipeline(rows, client.query(copyFrom(`copy ${target} from stdin`))),
      run: async (text, values = []) => (await client.query(text, values)).rowCount ?? 0,
    })
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

export interface Copier {
  /** `target`: a table with its columns; `rows`: bytes in COPY's text format. Rejects when PostgreSQL refuses a row. */
  load(target: string, rows: Readable): Promise<void>
  /** One statement in the same transaction; the number of rows it touched. */
  run(text: string, values?: unknown[]): Promise<number>
}

/**
 * The bytes that a query of one column of bytes gives, one row after the other, on a connection of its own: a sixth of what
 * they cost as texts of a result. `query` holds no parameters; texts in it go through `literal`.
 */
export async function* copyBytesOut(url: string, query: string): AsyncGenerator<Uint8Array> {
  const client = await connected(url)
  try {
    yield* copiedBytes(client.query(copyTo(`copy (${query}) to stdout (format binary)`)))
  } finally {
    await client.end().catch(() => {})
  }
}

/** A text as it stands in SQL. */
export const literal = pg.escapeLiteral

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'thirty3 bulk', keepAlive: true })
  client.on('error', () => {})
  await client.connect()
  return client
}
