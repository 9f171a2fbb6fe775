// What does the running program hold, and how is it opened and closed?
import type { Config } from './config.ts'
import { VERSION_QUESTION } from './contracts/register-queries.ts'
import { keepRegister } from './contracts/search-index/keep-register.ts'
import { openFinder } from './contracts/search-index/open-finder.ts'
import { askOften } from './db/ask-often.ts'
import { openDb, waitForDatabase } from './db/client.ts'
import { shareQuestion } from './db/share-question.ts'
import { type Clock, systemClock } from './lib/clock.ts'
import type { Log } from './log.ts'

const WEB_STATEMENT_TIMEOUT = 5_000
/** What the public reads is answered by then, or with 503. */
const READ_STATEMENT_TIMEOUT = 2_000
/** Files are written by two connections of their own, so that however many are asked for, pages find theirs free. */
const FILES_AT_ONCE = 2

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
  const readUrl = config.DATABASE_REPLICA_URL ?? databaseUrl
  const primary = openDb(databaseUrl, { max: config.DATABASE_POOL, name: 'thirty3', statementTimeout })
  const reads = openDb(readUrl, {
    max: config.DATABASE_POOL,
    name: 'thirty3 reads',
    statementTimeout: options.statementTimeout ?? READ_STATEMENT_TIMEOUT,
  })
  const files = openDb(readUrl, { max: FILES_AT_ONCE, name: 'thirty3 files', statementTimeout })
  const version = askOften(readUrl, VERSION_QUESTION, {
    name: 'thirty3 version',
    milliseconds: options.statementTimeout || READ_STATEMENT_TIMEOUT,
  })
  const presentVersion = shareQuestion(version.ask)
  const index = keepRegister({ readDb: reads.db, readUrl, log, config })
  return {
    config,
    databaseUrl,
    log,
    clock,
    db: primary.db,
    /** For public reads: a replica where there is one. */
    readDb: reads.db,
    /** For files of any length, a statement a batch. */
    fileDb: files.db,
    /** The register in memory, for searching; nothing is opened or read before it is first asked for. */
    index,
    /** The version of the register as it stands when asked, asked once for all who come together. */
    presentVersion,
    /** Who answers a question about contracts that comes now. */
    finderFor: openFinder(reads.db, index, presentVersion),
    close: async () => {
      await index.close()
      await Promise.all([version.close(), primary.close(), reads.close(), files.close()])
    },
  }
}

export function closeDeps(deps: Deps): Promise<void> {
  return deps.close()
}
