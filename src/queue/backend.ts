// Where do jobs wait: in Redis, or in PostgreSQL?
import {
  createPostgresBackend,
  type Job,
  type JobsOptions,
  Queue,
  runMigrations,
  Worker,
  type WorkerOptions,
} from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { Log } from '../log.ts'

const QUEUE = 'thirty3'
const SCHEMA = 'bullmq'
const READY_SECONDS = 20

export interface QueueSettings {
  databaseUrl: string
  redisUrl?: string | undefined
  log: Log
}

export type Processor = (job: Job, signal: AbortSignal | undefined) => Promise<void>

export interface WorkOptions {
  concurrency: number
  lockMilliseconds: number
  /** Called when a job will not be tried again. */
  onGivenUp(job: Job, error: Error): void
}

export interface JobQueue {
  readonly backend: 'redis' | 'postgres'
  add(name: string, payload: unknown, options: { jobId: string; attempts: number }): Promise<void>
  /** Adds the job whenever the cron pattern says so on that zone's clock; one schedule an id, whoever asks again. */
  repeat(
    id: string,
    when: { pattern: string; timeZone: string },
    name: string,
    payload: unknown,
    options: { attempts: number },
  ): Promise<void>
  /** The schedules there are. */
  repeats(): Promise<{ id: string; pattern: string; timeZone: string }[]>
  work(processor: Processor, options: WorkOptions): Promise<{ close(limit: number): Promise<void> }>
  close(): Promise<void>
}

const KEEP = { removeOnComplete: { age: 3600, count: 1000 }, removeOnFail: { age: 7 * 24 * 3600 } }
const BACKOFF = { type: 'exponential', delay: 1_000, jitter: 0.5 }

/** Makes the queue's own tables; safe to call by many at once. Nothing to do on Redis. */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await runMigrations(client, SCHEMA)
  } finally {
    await client.end()
  }
}

/**
 * Connects to the queue. Call only once the database answers: a queue object built on a refused connection stays dead.
 * @throws Error when the backend does not answer in time, or is a Redis that may throw jobs away.
 */
export async function openQueue(settings: QueueSettings): Promise<JobQueue> {
  return settings.redisUrl ? openRedisQueue(settings, settings.redisUrl) : openPostgresQueue(settings)
}

async function openPostgresQueue({ databaseUrl, log }: QueueSettings): Promise<JobQueue> {
  const connection = {
    connectionString: databaseUrl,
    schema: SCHEMA,
    max: 4,
    application_name: 'thirty3 queue',
  }
  const queue = new Queue(QUEUE, { connection }, createPostgresBackend)
  queue.on('error', (error) => log.warn({ err: error }, 'queue connection'))
  await inTime(queue.waitUntilReady(), 'the queue in PostgreSQL')
  return {
    backend: 'postgres',
    add: (name, payload, options) => addJob(queue, name, payload, options),
    repeat: (...schedule) => repeatJob(queue, ...schedule),
    repeats: () => schedulesOf(queue),
    work: async (processor, options) => {
      const worker = new Worker(
        QUEUE,
        wrap(processor),
        { ...workerOptions(options), connection },
        createPostgresBackend,
      )
      worker.on('error', (error) => log.warn({ err: error }, 'worker connection'))
      worker.on('failed', (job, error) => job && isLastTry(job, error) && options.onGivenUp(job, error))
      await inTime(worker.waitUntilReady(), 'the queue in PostgreSQL')
      return { close: (limit) => closeWorker(worker, limit) }
    },
    close: () => queue.close(),
  }
}

async function openRedisQueue({ log }: QueueSettings, redisUrl: string): Promise<JobQueue> {
  // Fails at once while Redis is away: the relay tries again, and holds no transaction open meanwhile.
  const producer = new Redis(redisUrl, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    lazyConnect: true,
  })
  producer.on('error', (error) => log.warn({ err: error }, 'queue connection'))
  await inTime(producer.connect(), 'Redis')
  await refuseForgetfulRedis(producer)
  const queue = new Queue(QUEUE, { connection: producer, skipWaitingForReady: true })
  queue.on('error', (error) => log.warn({ err: error }, 'queue connection'))
  return {
    backend: 'redis',
    add: (name, payload, options) => addJob(queue, name, payload, options),
    repeat: (...schedule) => repeatJob(queue, ...schedule),
    repeats: () => schedulesOf(queue),
    work: async (processor, options) => {
      const consumer = new Redis(redisUrl, { maxRetriesPerRequest: null })
      consumer.on('error', (error) => log.warn({ err: error }, 'worker connection'))
      const worker = new Worker(QUEUE, wrap(processor), { ...workerOptions(options), connection: consumer })
      worker.on('error', (error) => log.warn({ err: error }, 'worker connection'))
      worker.on('failed', (job, error) => job && isLastTry(job, error) && options.onGivenUp(job, error))
      await inTime(worker.waitUntilReady(), 'Redis')
      return {
        close: async (limit) => {
          await closeWorker(worker, limit)
          consumer.disconnect()
        },
      }
    },
    close: async () => {
      await queue.close()
      producer.disconnect()
    },
  }
}

/** A Redis that evicts under memory pressure loses jobs without a word. */
async function refuseForgetfulRedis(redis: Redis): Promise<void> {
  const info = await redis.info('memory')
  const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1]
  if (policy !== undefined && policy !== 'noeviction') {
    throw new Error(`Redis has maxmemory-policy ${policy} and may throw jobs away: set it to noeviction.`)
  }
}

async function addJob(
  queue: { add(name: string, payload: unknown, options: JobsOptions): Promise<unknown> },
  name: string,
  payload: unknown,
  options: { jobId: string; attempts: number },
): Promise<void> {
  await queue.add(name, payload, { ...options, ...KEEP, backoff: BACKOFF })
}

async function repeatJob(
  queue: Pick<Queue, 'upsertJobScheduler'>,
  ...[id, { pattern, timeZone: tz }, name, data, options]: Parameters<JobQueue['repeat']>
): Promise<void> {
  const opts = { ...options, ...KEEP, backoff: BACKOFF }
  await queue.upsertJobScheduler(id, { pattern, tz }, { name, data, opts })
}

async function schedulesOf(queue: Pick<Queue, 'getJobSchedulers'>) {
  const schedules = await queue.getJobSchedulers()
  return schedules.map(({ key, pattern, tz }) => ({ id: key, pattern: pattern ?? '', timeZone: tz ?? '' }))
}

function wrap(processor: Processor) {
  return (job: Job, _token?: string, signal?: AbortSignal) => processor(job, signal)
}

/** A lost worker's job is taken over after its lock ran out and two looks at the stalled ones: about seven seconds. */
function workerOptions(options: WorkOptions): Omit<WorkerOptions, 'connection'> {
  return {
    concurrency: options.concurrency,
    lockDuration: options.lockMilliseconds,
    stalledInterval: Math.round(options.lockMilliseconds * 0.4),
    maxStalledCount: 1,
  }
}

function isLastTry(job: Job, error: Error): boolean {
  return (
    job.attemptsMade >= (job.opts.attempts ?? 1) ||
    error.name === 'UnrecoverableError' ||
    /stalled more/.test(error.message)
  )
}

/** Lets the running jobs end, but not beyond `limit` milliseconds. */
async function closeWorker(worker: { close(force?: boolean): Promise<void> }, limit: number): Promise<void> {
  const deadline = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), limit).unref())
  if ((await Promise.race([worker.close(), deadline])) === 'late') await worker.close(true)
}

async function inTime<T>(ready: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`No answer from ${what} within ${READY_SECONDS} seconds.`)),
      READY_SECONDS * 1000,
    )
  })
  try {
    return await Promise.race([ready, late])
  } finally {
    clearTimeout(timer)
  }
}
