// How is the job done that finds what a return will change?
import type { Deps } from '../src/deps.ts'
import type { compareReturnJob, PayloadOf } from '../src/queue/jobs.ts'
import { compareReturn } from '../src/returns/compare-return.ts'

export async function compareReturnHandler(
  deps: Deps,
  payload: PayloadOf<typeof compareReturnJob>,
): Promise<void> {
  const outcome = await compareReturn(deps, payload.returnId)
  deps.log.info({ returnId: payload.returnId, outcome }, 'return compared')
}
