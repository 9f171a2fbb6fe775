// What does the running program hold, and how is it opened and closed?
import type { Config } from './config.ts'
import { openDb, waitForDatabase } from './db/client.ts'
import { type Clock, systemClock } from './lib/clock.ts'
import type { Log } from './log.ts'

const WEB_STATEMENT_TIMEOUT = 5_000

export interface OpenOptions {
  config: Config
  databaseUrl: string
  log: Log
  clock?: Clock
  /** Longest a statement may run, in milliseconds; the web's limit unless a worker asks for more. */
  statementTimeout?: number
}

export type Deps = Awaited<ReturnType<typeof openDeps>>

/** Waits for the database first, since what is built on a dead connection may never recover. */
export async function openDeps(options: OpenOptions) {
  const { config, databaseUrl, log, clock = systemClock, statementTimeout = WEB_STATEMENT_TIMEOUT } = options
  await waitForDatabase(databaseUrl, 30)
  const pool = { max: config.DATABASE_POOL, name: 'thirty3', statementTimeout }
  const primary = openDb(databaseUrl, pool)
  const replica = config.DATABASE_REPLICA_URL ? openDb(config.DATABASE_REPLICA_URL, pool) : primary
  return {
    config,
    databaseUrl,
    log,
    clock,
    db: primary.db,
    /** For public reads: a replica where there is one. */
    readDb: replica.db,
    close: async () => {
      await primary.close()
      if (replica !== primary) await replica.close()
    },
  }
}

export function closeDeps(deps: Deps): Promise<void> {
  return deps.close()
}
