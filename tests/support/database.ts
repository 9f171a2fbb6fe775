// How does a test get a migrated database that nobody else writes to?
import { afterAll, beforeAll, inject } from 'vitest'
import { type Db, openClient, openDb, type Sql } from '../../src/db/client.ts'
import { databaseUrl, openAdmin } from './server-admin.ts'

export type TestDatabase = {
  url: string
  /** For queries and use cases. */
  db: Db
  /** For looking at what they did, and for setting a scene no use case makes. */
  sql: Sql
  /** Closes both clients and drops the database, whoever is still connected. */
  drop(): Promise<void>
}

const OPTIONS = { max: 4, name: 'thirty3 tests', statementTimeout: 30_000 }

let made = 0

/** Clones the migrated template. The caller drops the clone. */
export async function freshDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl')
  const template = inject('templateDatabase')
  made += 1
  const name = `${template}_${process.pid}_${made}`
  await asAdmin(serverUrl, `create database ${name} template ${template} strategy wal_log`)
  const url = databaseUrl(serverUrl, name)
  const { db, close } = openDb(url, OPTIONS)
  const sql = openClient(url, OPTIONS)
  return {
    url,
    db,
    sql,
    async drop() {
      await Promise.all([close(), sql.end({ timeout: 1 })])
      await asAdmin(serverUrl, `drop database ${name} with (force)`)
    },
  }
}

/** One database for all tests of a file: `const database = useDatabase()`; read its fields inside tests and hooks only. */
export function useDatabase(): Omit<TestDatabase, 'drop'> {
  let current: TestDatabase | undefined
  const now = () => {
    if (current === undefined) throw new Error('The database is there only inside tests and hooks.')
    return current
  }
  beforeAll(async () => {
    current = await freshDatabase()
  })
  afterAll(async () => {
    await current?.drop()
  })
  return {
    get url() {
      return now().url
    },
    get db() {
      return now().db
    },
    get sql() {
      return now().sql
    },
  }
}

async function asAdmin(serverUrl: string, statement: string): Promise<void> {
  const admin = openAdmin(serverUrl)
  try {
    await admin.unsafe(statement)
  } finally {
    await admin.end({ timeout: 5 })
  }
}
