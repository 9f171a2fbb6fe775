// How does the whole product, or one half of it, run in a terminal?
import { createServer } from 'node:net'
import { ensureFirstAdmin } from './accounts/first-admin.ts'
import { buildApp } from './app.ts'
import { type Config, publicUrl } from './config.ts'
import { DataFolderTaken, type OpenedDatabase, openDatabase } from './db/prepare.ts'
import { closeDeps, type Deps, openDeps } from './deps.ts'
import { createLog, type Log } from './log.ts'
import { prepareRegister } from './prepare-register.ts'
import { loadSample } from './returns/load-sample.ts'

export interface RunningWorkers {
  readonly backend: string
  stop(): Promise<void>
}

export interface ServeParts {
  web: boolean
  /** Starts the workers; absent where another process runs them. */
  startWorkers?: ((deps: Deps) => Promise<RunningWorkers>) | undefined
}

/** A statement of a worker may load a whole return. */
const WORKER_STATEMENT_TIMEOUT = 10 * 60_000

type Say = (line: string) => void

/** Runs until a signal; resolves with the exit code once everything is closed. */
export async function serve(config: Config, parts: ServeParts, say: Say): Promise<number> {
  const taken = parts.web ? await whyNotListen(config) : null
  if (taken !== null) {
    say(taken)
    return 1
  }
  try {
    const stop = await start(config, parts, say)
    const signal = await nextSignal()
    say(`\n${signal}: stopping. Press Ctrl-C again to stop at once.`)
    process.once('SIGINT', () => process.exit(130))
    await stop()
    say('Stopped.')
    return 0
  } catch (error) {
    if (!(error instanceof DataFolderTaken)) throw error
    say(error.message)
    return 1
  }
}

/** Opens things in the order in which they need each other, and answers with what closes them again. */
async function start(config: Config, parts: ServeParts, say: Say): Promise<() => Promise<void>> {
  const closers: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const close of closers.reverse()) await close()
  }
  try {
    await open(config, parts, say, closers)
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

async function open(
  config: Config,
  parts: ServeParts,
  say: Say,
  closers: (() => Promise<void>)[],
): Promise<void> {
  const began = performance.now()
  const everything = parts.web && parts.startWorkers !== undefined
  const log = createLog(config.LOG_LEVEL ?? (everything ? 'warn' : 'info'), {
    pretty: process.stdout.isTTY === true,
  })
  say('Thirty3 is starting.')
  const database = await openDatabase(
    { databaseUrl: config.DATABASE_URL, dataFolder: config.THIRTY3_DATA },
    true,
  )
  closers.push(database.close)
  say(`  database   ${describeDatabase(database, config)}`)
  await prepareRegister(database.url)
  const deps = await openDeps({ config, databaseUrl: database.url, log })
  closers.push(() => closeDeps(deps))
  if (parts.startWorkers) await openWorkers(config, database, log, parts.startWorkers, say, closers)
  if (parts.web) await openWeb(deps, say, closers)
  if (parts.startWorkers && database.kind === 'embedded' && config.LOAD_SAMPLE)
    await fillWithSample(deps, say)
  if (parts.web) await offerFirstSignIn(deps, say)
  say(`  ready      after ${((performance.now() - began) / 1000).toFixed(1)} s. Ctrl-C stops it.`)
  if (parts.web) say(`\n  ${publicUrl(config)}\n`)
}

async function openWorkers(
  config: Config,
  database: OpenedDatabase,
  log: Log,
  startWorkers: NonNullable<ServeParts['startWorkers']>,
  say: Say,
  closers: (() => Promise<void>)[],
): Promise<void> {
  const statementTimeout = WORKER_STATEMENT_TIMEOUT
  const deps = await openDeps({ config, databaseUrl: database.url, log, statementTimeout })
  closers.push(() => closeDeps(deps))
  const workers = await startWorkers(deps)
  closers.push(() => workers.stop())
  say(
    `  workers    ${config.WORKER_CONCURRENCY} at once, queue in ${workers.backend === 'redis' ? 'Redis' : 'PostgreSQL'}`,
  )
}

async function openWeb(deps: Deps, say: Say, closers: (() => Promise<void>)[]): Promise<void> {
  const app = await buildApp(deps)
  await app.listen({ host: deps.config.HOST, port: deps.config.PORT })
  closers.push(() => app.close())
  deps.index.warm()
  say(`  web        ${publicUrl(deps.config)}`)
}

async function fillWithSample(deps: Deps, say: Say): Promise<void> {
  const loaded = await loadSample(deps)
  if (loaded) say(`  sample     ${loaded.returns} made-up returns loaded, ${loaded.good} rows`)
}

/** Until the first admin has signed in, each start says how. */
async function offerFirstSignIn(deps: Deps, say: Say): Promise<void> {
  const first = await ensureFirstAdmin(deps)
  if (first === null) return
  say(
    `  admin      ${deps.config.ADMIN_EMAIL} signs in once with this link, within a day, and chooses a password:`,
  )
  say(`             ${first.link}`)
}

function describeDatabase(database: OpenedDatabase, config: Config): string {
  if (database.kind === 'given') return 'the one in DATABASE_URL'
  return `PostgreSQL under ${config.THIRTY3_DATA}${database.isNew ? ', made just now' : ''}`
}

/** Asked before anything is started, so that a taken port costs no waiting. */
function whyNotListen(config: Config): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.on('error', (error: NodeJS.ErrnoException) => {
      const where = `${config.HOST}:${config.PORT}`
      const taken = `Port ${config.PORT} is taken by another program. Stop that program, or choose another port: PORT=3001 npm start`
      resolve(
        error.code === 'EADDRINUSE'
          ? taken
          : `Cannot listen on ${where}: ${error.message}. Set HOST and PORT.`,
      )
    })
    server.listen({ host: config.HOST, port: config.PORT }, () => server.close(() => resolve(null)))
  })
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(signal))
  })
}
