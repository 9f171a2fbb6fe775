// What is done once before the integration and end-to-end tests? One database is migrated, to be cloned by each file.
import { readFileSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { openDb } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { seedRules } from '../../src/opportunities/seed-rules.ts'
import { migrateQueue } from '../../src/queue/backend.ts'
import { openScratch } from './scratch.ts'
import { databaseUrl, openAdmin } from './server-admin.ts'
import { startPostgres } from './servers.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the database `postgres` of the server under test. */
    serverUrl: string
    /** Name of the migrated database that no one may change. */
    templateDatabase: string
  }
}

/** Uses the server at TEST_DATABASE_URL, whose user must be allowed to create databases; else starts one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const scratch = given ? null : await openScratch()
  const serverUrl = given ?? (scratch && (await startPostgres(scratch)))
  if (!serverUrl) throw new Error('No PostgreSQL for the tests.')
  const template = `thirty3_template_${process.pid}`
  await createTemplate(serverUrl, template)
  project.provide('serverUrl', serverUrl)
  project.provide('templateDatabase', template)
  return async () => {
    if (scratch) await scratch.close()
    else await dropAll(serverUrl, template)
  }
}

async function createTemplate(serverUrl: string, template: string): Promise<void> {
  const admin = openAdmin(serverUrl)
  try {
    await admin.unsafe(`drop database if exists ${template} with (force)`)
    await admin.unsafe(`create database ${template}`)
    await migrate(databaseUrl(serverUrl, template))
    await migrateQueue(databaseUrl(serverUrl, template))
    await fillRules(databaseUrl(serverUrl, template))
    await admin.unsafe(`alter database ${template} allow_connections false`)
  } finally {
    await admin.end({ timeout: 5 })
  }
}

/** The law's dates and amounts, without which nothing can be derived. */
async function fillRules(url: string): Promise<void> {
  const { db, close } = openDb(url, { max: 1, name: 'thirty3 tests', statementTimeout: 30_000 })
  const file = (table: string) => new URL(`../../fixtures/rules/${table}.csv`, import.meta.url)
  await seedRules(db, (table) => readFileSync(file(table), 'utf8')).finally(close)
}

/** Also the clones of test files that were cut off. */
async function dropAll(serverUrl: string, template: string): Promise<void> {
  const admin = openAdmin(serverUrl)
  try {
    const names = await admin`select datname from pg_database where starts_with(datname, ${template})`
    for (const { datname } of names) await admin.unsafe(`drop database if exists ${datname} with (force)`)
  } finally {
    await admin.end({ timeout: 5 })
  }
}
