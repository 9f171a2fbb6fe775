// How are many rows loaded at once?
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** A transaction on a connection of its own, for COPY; rolled back when `work` throws. */
export async function inCopyTransaction<T>(url: string, work: (copy: Copier) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'thirty3 bulk', keepAlive: true })
  client.on('error', () => {})
  await client.connect()
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
