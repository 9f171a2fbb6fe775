// How is the register read without holding up those who search it?
import { Worker } from 'node:worker_threads'
import type { SupplierNames } from './index-row-queries.ts'
import type { FromLoader, Loaded, ToLoader } from './loading-protocol.ts'
import type { SeenChanges } from './register-change-queries.ts'

export interface Loader {
  /**
   * What has changed since, or everything. One load at a time.
   * @throws Error when the database or the thread fails; the next load begins with a new thread.
   */
  load(seen: SeenChanges | null): Promise<Loaded>
  /** Ends the thread, and the load under way. */
  end(): Promise<void>
}

/** One authority at a time is in it, as text and as columns. */
const MEMORY_MEGABYTES = 384

/** Changes come in bursts; between them the thread with its connection need not be there. */
const IDLE = 60_000

/** The thread starts with the first load, and ends when for a while there was none. */
export function openLoader(readUrl: string): Loader {
  let thread: LoadingThread | null = null
  let idle: NodeJS.Timeout | undefined

  const end = async () => {
    clearTimeout(idle)
    const ending = thread
    thread = null
    await ending?.end()
  }

  return {
    end,
    async load(seen) {
      clearTimeout(idle)
      if (thread === null || thread.isOver()) thread = startThread(readUrl)
      try {
        const loaded = await thread.load(seen)
        idle = setTimeout(end, IDLE).unref()
        return loaded
      } catch (error) {
        await end()
        throw error
      }
    },
  }
}

type LoadingThread = ReturnType<typeof startThread>

function startThread(readUrl: string) {
  const worker = new Worker(new URL('./loading-thread.ts', import.meta.url), {
    workerData: readUrl,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEGABYTES, maxYoungGenerationSizeMb: 32 },
  })
  let isOver = false
  let take: (message: FromLoader) => void = () => {}
  let fail: (error: Error) => void = () => {}
  worker.on('message', (message: FromLoader) => take(message))
  worker.on('error', (error: Error) => {
    isOver = true
    fail(error)
  })
  worker.on('exit', (code) => {
    isOver = true
    fail(new Error(`The loading thread stopped with code ${code}.`))
  })
  return {
    isOver: () => isOver,
    end: () => worker.terminate(),
    async load(seen: SeenChanges | null): Promise<Loaded> {
      const segments: Loaded['segments'] = new Map()
      let names: SupplierNames | null = null
      // A thread that nobody waits for keeps no process alive.
      worker.ref()
      try {
        return await new Promise<Loaded>((resolve, reject) => {
          fail = reject
          take = (message) => {
            if (message.type === 'segment') segments.set(message.authorityId, message.segment)
            else if (message.type === 'names') names = message.names
            else if (message.type === 'loaded') resolve({ changes: message.changes, segments, names })
            else reject(new Error(message.reason))
          }
          worker.postMessage({ seen } satisfies ToLoader)
        })
      } finally {
        worker.unref()
      }
    },
  }
}
