// How is the job that reads a return done: once, however often it is delivered?
import type { Deps } from '../src/deps.ts'
import type { PayloadOf, readReturnJob } from '../src/queue/jobs.ts'
import { readStoredReturn } from '../src/returns/read-stored-return.ts'

export async function readReturnHandler(deps: Deps, payload: PayloadOf<typeof readReturnJob>): Promise<void> {
  const reading = readStoredReturn(deps, payload.returnId)
  // What nearly always follows is loaded while a thread reads; if it cannot be, the job that needs it will say so.
  const next = Promise.allSettled([import('./publish-return.ts'), import('./compare-return.ts')])
  const outcome = await reading.finally(() => next)
  deps.log.info({ returnId: payload.returnId, outcome }, 'return read')
}
