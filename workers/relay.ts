// When is the outbox looked into?
import { openClient } from '../src/db/client.ts'
import type { Deps } from '../src/deps.ts'
import type { JobQueue } from '../src/queue/backend.ts'
import { relayOutbox } from '../src/queue/relay-outbox.ts'

const POLL_MILLISECONDS = 1_000

/** At once when a transaction announces a job, and every second in case the announcement was lost. */
export async function startRelay(deps: Deps, queue: JobQueue): Promise<{ stop(): Promise<void> }> {
  let running: Promise<void> | null = null
  let again = false
  const run = (): void => {
    again = true
    running ??= drain().finally(() => {
      running = null
    })
  }
  const drain = async () => {
    while (again) {
      again = false
      await relayOutbox(deps.db, queue).catch((error) => deps.log.warn({ err: error }, 'relay waits'))
    }
  }
  const listener = openClient(deps.databaseUrl, { max: 1, name: 'thirty3 relay', statementTimeout: 0 })
  await listener.listen('outbox', run, run)
  const timer = setInterval(run, POLL_MILLISECONDS)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
      await listener.end({ timeout: 2 })
    },
  }
}
