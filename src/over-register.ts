// How does a command of the terminal get at the register, whether a server runs or not?
import type { Deps } from './deps.ts'

/**
 * Runs `work` over the register: the configured one, the one of the server that runs, or the embedded one started for
 * as long as it takes; then with a worker of its own when it asks for one.
 */
export async function overRegister<T>(needsWorker: boolean, work: (deps: Deps) => Promise<T>): Promise<T> {
  const { loadConfig } = await import('./config.ts')
  const { openDatabase } = await import('./db/prepare.ts')
  const config = loadConfig()
  const database = await openDatabase(
    { databaseUrl: config.DATABASE_URL, dataFolder: config.THIRTY3_DATA },
    false,
  )
  try {
    const own = database.kind === 'embedded'
    return await withDeps(
      { config, databaseUrl: database.url, prepare: database.kind !== 'attached' },
      (deps) => (own && needsWorker ? withWorkers(deps, () => work(deps)) : work(deps)),
    )
  } finally {
    await database.close()
  }
}

interface Opening {
  config: Deps['config']
  databaseUrl: string
  prepare: boolean
}

const STATEMENT_TIMEOUT = 10 * 60_000

async function withDeps<T>(opening: Opening, work: (deps: Deps) => Promise<T>): Promise<T> {
  const { closeDeps, openDeps } = await import('./deps.ts')
  const { createLog } = await import('./log.ts')
  const { config, databaseUrl } = opening
  if (opening.prepare) await (await import('./prepare-register.ts')).prepareRegister(databaseUrl)
  const log = createLog('warn', { pretty: false })
  const deps = await openDeps({ config, databaseUrl, log, statementTimeout: STATEMENT_TIMEOUT })
  try {
    return await work(deps)
  } finally {
    await closeDeps(deps)
  }
}

async function withWorkers<T>(deps: Deps, work: () => Promise<T>): Promise<T> {
  const { startWorkers } = await import('../workers/start-workers.ts')
  const workers = await startWorkers(deps)
  try {
    return await work()
  } finally {
    await workers.stop()
  }
}
