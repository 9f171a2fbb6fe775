// How does a test run the whole pipeline: a register of its own, workers in this process or in others?
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { type Config, loadConfig } from '../../src/config.ts'
import { closeDeps, type Deps, openDeps } from '../../src/deps.ts'
import { createLog } from '../../src/log.ts'
import { type SubmitOutcome, submitReturn } from '../../src/returns/submit-return.ts'
import { startWorkers, type WorkerSettings } from '../../workers/start-workers.ts'
import { freshRedisUrl } from './queue-backend.ts'

/** Quick take-over, so that a test of a lost worker takes seconds. */
const QUICK: WorkerSettings = { lockMilliseconds: 1_500, sweepMilliseconds: 1_000, staleSeconds: 6 }

export async function openTestDeps(databaseUrl: string, overrides: Partial<Config> = {}): Promise<Deps> {
  const redisUrl = await freshRedisUrl()
  const config = {
    ...loadConfig({}),
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    ...overrides,
  }
  const log = createLog('silent', { pretty: false })
  const deps = await openDeps({ config, databaseUrl, log, statementTimeout: 60_000 })
  onTestFinished(() => closeDeps(deps))
  return deps
}

/** Workers in this process until the test ends. */
export async function withWorkers(deps: Deps, settings: WorkerSettings = QUICK): Promise<void> {
  const workers = await startWorkers(deps, settings)
  onTestFinished(() => workers.stop())
}

/** A worker process of its own, killed when the test ends at the latest. */
export function spawnWorker(deps: Deps): ChildProcess {
  const env = {
    ...process.env,
    DATABASE_URL: deps.databaseUrl,
    LOG_LEVEL: 'silent',
    ...(deps.config.REDIS_URL ? { REDIS_URL: deps.config.REDIS_URL } : {}),
  }
  const child = spawn(process.execPath, ['src/cli.ts', 'work'], { env, stdio: 'ignore' })
  onTestFinished(() => killHard(child))
  return child
}

export async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

export function submitText(
  deps: Deps,
  authority: string,
  text: string,
  more: { publish?: boolean; name?: string } = {},
): Promise<SubmitOutcome> {
  return submitReturn(deps, {
    authoritySlug: authority,
    fileName: more.name ?? 'contracts.csv',
    content: Readable.from([Buffer.from(text)]),
    actor: 'tester',
    publishWhenRead: more.publish ?? true,
  })
}

/** The id of a return that must have been taken. */
export function returnId(outcome: SubmitOutcome): string {
  if (outcome.status === 'refused') throw new Error(`refused: ${outcome.message}`)
  return outcome.returnId
}
