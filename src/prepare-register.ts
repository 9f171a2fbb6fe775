// What must be in a database before anyone uses it?
import { readFile } from 'node:fs/promises'
import { seedAuthorities } from './authorities/add-authority.ts'
import { bringEarlierSystemsUpToDate } from './contracts/bring-systems-up-to-date.ts'
import { seedCpvCodes } from './contracts/seed-cpv-codes.ts'
import { openDb } from './db/client.ts'
import { migrate } from './db/migrate.ts'
import { RULE_TABLES } from './opportunities/rule-tables.ts'
import { seedRules } from './opportunities/seed-rules.ts'
import { migrateQueue } from './queue/backend.ts'
import { seedServiceAreas, seedTechnologies } from './technologies/seed-technologies.ts'

const fixture = (name: string) => readFile(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')

/** Tables, the queue's own tables, the 33 authorities, service areas, products and rules; safe to call by many at once and again. */
export async function prepareRegister(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl)
  await migrateQueue(databaseUrl)
  const { db, close } = openDb(databaseUrl, { max: 1, name: 'thirty3 prepare', statementTimeout: 60_000 })
  try {
    await seedAuthorities(db, await fixture('authorities.csv'))
    await seedCpvCodes(db, await fixture('cpv.csv'))
    await seedServiceAreas(db, await fixture('service-areas.csv'))
    await seedTechnologies(db, await fixture('products.csv'), 'catalogue')
    const rules = new Map(
      await Promise.all(RULE_TABLES.map(async (name) => [name, await fixture(`rules/${name}.csv`)] as const)),
    )
    await seedRules(db, (table) => rules.get(table) ?? '')
    await bringEarlierSystemsUpToDate(db)
  } finally {
    await close()
  }
}
