// What must be in a database before anyone uses it?
import { readFile } from 'node:fs/promises'
import { seedAuthorities } from './authorities/add-authority.ts'
import { openDb } from './db/client.ts'
import { migrate } from './db/migrate.ts'
import { migrateQueue } from './queue/backend.ts'

const AUTHORITIES = new URL('../fixtures/authorities.csv', import.meta.url)

/** Tables, the queue's own tables and the 33 authorities; safe to call by many at once and again. */
export async function prepareRegister(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl)
  await migrateQueue(databaseUrl)
  const { db, close } = openDb(databaseUrl, { max: 1, name: 'thirty3 prepare', statementTimeout: 60_000 })
  try {
    await seedAuthorities(db, await readFile(AUTHORITIES, 'utf8'))
  } finally {
    await close()
  }
}
