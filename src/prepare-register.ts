// What must be in a database before anyone uses it?
import { readFile } from 'node:fs/promises'
import { seedAuthorities } from './authorities/add-authority.ts'
import { openDb } from './db/client.ts'
import { migrate } from './db/migrate.ts'
import { migrateQueue } from './queue/backend.ts'
import { seedServiceAreas, seedTechnologies } from './technologies/seed-technologies.ts'

const fixture = (name: string) => readFile(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')

/** Tables, the queue's own tables, the 33 authorities, service areas and products; safe to call by many at once and again. */
export async function prepareRegister(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl)
  await migrateQueue(databaseUrl)
  const { db, close } = openDb(databaseUrl, { max: 1, name: 'thirty3 prepare', statementTimeout: 60_000 })
  try {
    await seedAuthorities(db, await fixture('authorities.csv'))
    await seedServiceAreas(db, await fixture('service-areas.csv'))
    await seedTechnologies(db, await fixture('products.csv'), 'catalogue')
  } finally {
    await close()
  }
}
