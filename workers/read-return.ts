// How is the job that reads a return done: once, however often it is delivered?
import type { Deps } from '../src/deps.ts'
import type { PayloadOf, readReturnJob } from '../src/queue/jobs.ts'
import { readStoredReturn } from '../src/returns/read-stored-return.ts'

export async function readReturnHandler(deps: Deps, payload: PayloadOf<typeof readReturnJob>): Promise<void> {
  const outcome = await readStoredReturn(deps, payload.returnId)
  deps.log.info({ returnId: payload.returnId, outcome }, 'return read')
}
