// Which returns were left unfinished, and how do they go on?
import type { Deps } from '../deps.ts'
import { publishReturnJob, readReturnJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { listUnfinished } from './return-states-queries.ts'

/** Asks again for the next job of every return without a sign of life for so long; how many. Safe by many at once. */
export function sweepReturns(deps: Pick<Deps, 'db'>, staleSeconds: number): Promise<number> {
  return deps.db.transaction(async (tx) => {
    const unfinished = await listUnfinished(tx, staleSeconds)
    for (const { id, state } of unfinished) {
      await enqueue(tx, state === 'read' ? publishReturnJob : readReturnJob, { returnId: id })
    }
    return unfinished.length
  })
}
