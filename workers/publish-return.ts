// How is the job done that publishes a return whose officer asked for that beforehand?
import type { Deps } from '../src/deps.ts'
import type { PayloadOf, publishReturnJob } from '../src/queue/jobs.ts'
import { publishReturn } from '../src/returns/publish-return.ts'
import { isPublicationAsked } from '../src/returns/return-states-queries.ts'

export async function publishReturnHandler(
  deps: Deps,
  payload: PayloadOf<typeof publishReturnJob>,
): Promise<void> {
  if (!(await isPublicationAsked(deps.db, payload.returnId))) {
    deps.log.warn({ returnId: payload.returnId }, 'publication not asked for')
    return
  }
  const outcome = await publishReturn(deps, payload.returnId, 'asked for at submission')
  deps.log.info({ returnId: payload.returnId, ...outcome }, 'return published')
}
