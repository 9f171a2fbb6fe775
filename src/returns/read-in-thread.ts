// How is a return read with a limit on time and memory?
import { Worker } from 'node:worker_threads'
import type { ReadVerdict } from './read-types.ts'
import { AstrayError } from './reading/record-reader.ts'
import type { Batch, FromReader, ReadingTask, ToReader } from './reading-protocol.ts'
import { spool } from './spool.ts'

export interface ThreadLimits {
  seconds: number
  memoryMegabytes: number
}

export interface ReadingHost {
  /** The file, from its beginning. */
  content: AsyncIterable<Uint8Array>
  store(batch: Batch): Promise<void>
  /** What is known of rows read on this basis; see `Carrying`. */
  ask(basis: string): Promise<Uint8Array | null>
}

/** A file that takes too long or too much memory is refused like any other that cannot be read. */
export class ReadingLimitError extends Error {
  readonly code: 'too_slow_to_read' | 'too_large_to_read'
  constructor(code: 'too_slow_to_read' | 'too_large_to_read', message: string) {
    super(message)
    this.code = code
  }
}

/** How often the memory of the thread is looked at, in milliseconds. */
const LOOK_EVERY = 100
const MEGABYTE = 1_048_576

/**
 * The file is fetched once and laid on disk, since the thread walks over it twice, for the first time while it arrives.
 * @throws ReadingLimitError at a limit; AstrayError where the file must be read without carrying rows on; whatever `host` throws; Error when the thread breaks. Thread and file are gone in any case.
 */
export async function readInThread(
  task: ReadingTask,
  limits: ThreadLimits,
  host: ReadingHost,
): Promise<ReadVerdict> {
  const worker = new Worker(new URL('./reading-thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMegabytes, maxYoungGenerationSizeMb: 64 },
  })
  const enough = Promise.withResolvers<null>()
  const fetched = spool(
    until(enough.promise, host.content),
    Number.POSITIVE_INFINITY,
    (file, bytes, isWhole) => say(worker, { type: 'grown', file, bytes, isWhole }),
  )
  let timer: NodeJS.Timeout | undefined
  let stopWatching = (): void => {}
  try {
    return await new Promise<ReadVerdict>((resolve, reject) => {
      timer = setTimeout(() => reject(tooSlow(limits)), limits.seconds * 1000)
      stopWatching = watchMemory(worker, limits, () => reject(tooLarge(limits)))
      worker.on('error', (error) => reject(isOutOfMemory(error) ? tooLarge(limits) : error))
      worker.on('exit', (code) => reject(new Error(`The reading thread stopped with code ${code}.`)))
      // Batches are stored one after the other, in their order; the verdict counts once all are.
      let stored: Promise<void> = Promise.resolve()
      worker.on('message', (message: FromReader) => {
        if (message.type === 'ask') return answer(worker, host, message.basis).catch(reject)
        if (message.type === 'astray') return reject(new AstrayError(message.message))
        if (message.type === 'batch')
          stored = stored.then(() => host.store(message)).then(() => say(worker, { type: 'stored' }))
        else stored = stored.then(() => resolve(message.verdict))
        return stored.catch(reject)
      })
      fetched.catch(reject)
    })
  } finally {
    clearTimeout(timer)
    stopWatching()
    await worker.terminate()
    enough.resolve(null)
    await fetched.then(
      ({ remove }) => remove(),
      () => {},
    )
  }
}

/**
 * Buffers count here too, which the engine's own limit leaves out; and that limit gives way to one set for the whole
 * process, and ends the process instead of the thread where one piece asked for is larger than what is left.
 */
function watchMemory(worker: Worker, limits: ThreadLimits, tooMuch: () => void): () => void {
  let isLooking = false
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    worker.getHeapStatistics().then(
      ({ total_heap_size, external_memory }) => {
        isLooking = false
        if (total_heap_size + external_memory > limits.memoryMegabytes * MEGABYTE) tooMuch()
      },
      () => {},
    )
  }, LOOK_EVERY)
  return () => clearInterval(timer)
}

/**
 * What the file holds; after `enough` nothing more is waited for. One reaction to `enough` stands for all pieces: one for each,
 * as `Promise.race` adds, would hold every piece until the end.
 */
async function* until(enough: Promise<null>, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = content[Symbol.asyncIterator]()
  let isEnough = false
  let stopWaiting = (): void => {}
  enough.then(() => {
    isEnough = true
    stopWaiting()
  })
  try {
    while (!isEnough) {
      const piece = await new Promise<IteratorResult<Uint8Array> | null>((resolve, reject) => {
        stopWaiting = () => resolve(null)
        pieces.next().then(resolve, reject)
      })
      if (piece === null || piece.done) return
      yield piece.value
    }
  } finally {
    // Not awaited: where nothing comes any more, this does not either.
    pieces.return?.().catch(() => {})
  }
}

/** The bytes are given away, not copied. */
async function answer(worker: Worker, host: ReadingHost, basis: string): Promise<void> {
  const known = await host.ask(basis)
  worker.postMessage(
    { type: 'known', known } satisfies ToReader,
    known === null ? [] : [known.buffer as ArrayBuffer],
  )
}

function say(worker: Worker, message: ToReader): void {
  worker.postMessage(message)
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

function tooSlow(limits: ThreadLimits): ReadingLimitError {
  return new ReadingLimitError(
    'too_slow_to_read',
    `The file could not be read within ${limits.seconds} seconds. Send it in smaller parts, as CSV.`,
  )
}

function tooLarge(limits: ThreadLimits): ReadingLimitError {
  return new ReadingLimitError(
    'too_large_to_read',
    `Reading the file needs more than ${limits.memoryMegabytes} MB of memory. Send it in smaller parts, as CSV.`,
  )
}
