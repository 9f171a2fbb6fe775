// Is the database as the code expects, and how does it become so?
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import { openClient, type Sql } from './client.ts'

const FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url))
const LOCK = 33_0001

/**
 * Applies what is missing, one process at a time.
 * @throws Error when the ledger and the files disagree afterwards: drizzle passes over an entry dated before the newest applied.
 */
export async function migrate(url: string): Promise<void> {
  const options = { max: 1, name: 'thirty3 migrate', statementTimeout: 0 }
  const lock = openClient(url, options)
  const client = openClient(url, options)
  try {
    await lock`select pg_advisory_lock(${LOCK})`
    await applyMigrations(drizzle({ client }), { migrationsFolder: FOLDER })
    const { applied, expected } = await ledger(lock)
    if (applied !== expected)
      throw new Error(`${applied} of ${expected} migrations are applied; see migrations/meta/_journal.json.`)
  } finally {
    await client.end({ timeout: 5 })
    await lock.end({ timeout: 5 })
  }
}

async function ledger(client: Sql): Promise<{ applied: number; expected: number }> {
  const [row] = await client<{ n: number }[]>`select count(*)::int as n from drizzle.__drizzle_migrations`
  const journal: { entries: unknown[] } = JSON.parse(await readFile(`${FOLDER}/meta/_journal.json`, 'utf8'))
  return { applied: row?.n ?? 0, expected: journal.entries.length }
}
