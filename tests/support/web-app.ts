// How does a test ask the whole server for a page?
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import { PERMISSIONS, type Permission } from '../../src/accounts/account.ts'
import { insertKey, newKey } from '../../src/accounts/key-queries.ts'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { closeDeps, type Deps, openDeps } from '../../src/deps.ts'
import type { Clock } from '../../src/lib/clock.ts'
import { createLog } from '../../src/log.ts'
import { freshDatabase, type TestDatabase } from './database.ts'

export type WebApp = {
  app: FastifyInstance
  deps: Deps
  database: Omit<TestDatabase, 'drop'>
  close(): Promise<void>
}

/** A server on a database of its own, not listening. The caller closes it. */
async function openWebApp(clock: Clock, environment: Record<string, string>): Promise<WebApp> {
  const database = await freshDatabase()
  const config = loadConfig({
    LOG_LEVEL: 'silent',
    SESSION_SECRET: 'for tests only, thirty-two characters',
    DATABASE_POOL: '4',
    ...environment,
  })
  const deps = await openDeps({
    config,
    databaseUrl: database.url,
    log: createLog('silent', { pretty: false }),
    clock,
  })
  const app = await buildApp(deps)
  return {
    app,
    deps,
    database,
    async close() {
      await app.close()
      await closeDeps(deps)
      await database.drop()
    },
  }
}

/** The header by which a key of the authority, with every permission, is sent. */
export async function officerOf(
  { db, sql }: WebApp['database'],
  authority: string,
  permissions: readonly Permission[] = PERMISSIONS,
): Promise<{ authorization: string }> {
  const [row] = await sql<{ id: number }[]>`select id from authorities where slug = ${authority}`
  if (row === undefined) throw new Error(`No authority ${authority}`)
  const key = newKey()
  await insertKey(db, {
    key,
    name: 'for tests',
    authorityId: row.id,
    permissions,
    createdBy: 'test',
    createdAt: new Date(0),
    expiresAt: new Date('2099-01-01'),
  })
  return { authorization: `Bearer ${key}` }
}

/** One server for all tests of a file, its register filled by `setScene`; use it inside tests and hooks only. */
export function useWebApp(
  clock: Clock,
  setScene: (database: WebApp['database']) => Promise<void>,
  environment: Record<string, string> = {},
): () => WebApp {
  let opened: WebApp | undefined
  beforeAll(async () => {
    opened = await openWebApp(clock, environment)
    await setScene(opened.database)
  })
  afterAll(() => opened?.close())
  return () => {
    if (opened === undefined) throw new Error('The server is there only inside tests and hooks.')
    return opened
  }
}
