// How do the jobs get done?
import type { Deps } from '../src/deps.ts'
import { openQueue } from '../src/queue/backend.ts'
import { type JobName, jobNamed } from '../src/queue/jobs.ts'
import { giveUp } from './give-up.ts'
import { handlers } from './handlers.ts'
import { startRelay } from './relay.ts'
import { startSchedules } from './schedules.ts'
import { startSweep } from './sweep.ts'

export interface WorkerSettings {
  /** How long a lost worker's job stays its own; a third of it is the longest the event loop may be blocked. */
  lockMilliseconds?: number
  sweepMilliseconds?: number
  /** After how long without a sign of life an unfinished return is asked for again. */
  staleSeconds?: number
}

const LOCK = 8_000
const SWEEP = 10_000
const STALE = 15
const CLOSE_LIMIT = 25_000

export interface Workers {
  readonly backend: 'redis' | 'postgres'
  /** Lets running jobs end, but not for ever. */
  stop(): Promise<void>
}

/** Starts relay, schedules, sweep and worker. The database must answer already; `openDeps` has seen to that. */
export async function startWorkers(deps: Deps, settings: WorkerSettings = {}): Promise<Workers> {
  const { config, databaseUrl, log } = deps
  const queue = await openQueue({ databaseUrl, redisUrl: config.REDIS_URL, log })
  const worker = await queue.work(
    async (job) => {
      const { payload } = jobNamed(job.name)
      const handler = await handlers[job.name as JobName]()
      await handler(
        { ...deps, log: log.child({ job: job.name, jobId: job.id }) },
        payload.parse(job.data) as never,
      )
    },
    {
      concurrency: config.WORKER_CONCURRENCY,
      lockMilliseconds: settings.lockMilliseconds ?? LOCK,
      onGivenUp: (job, error) => {
        giveUp(deps, job, error).catch((cause) => log.error({ err: cause }, 'giving up failed'))
      },
    },
  )
  const relay = await startRelay(deps, queue)
  await startSchedules(deps, queue)
  const sweep = startSweep(deps, settings.sweepMilliseconds ?? SWEEP, settings.staleSeconds ?? STALE)
  return {
    backend: queue.backend,
    stop: async () => {
      await sweep.stop()
      await relay.stop()
      await worker.close(CLOSE_LIMIT)
      await queue.close()
    },
  }
}
