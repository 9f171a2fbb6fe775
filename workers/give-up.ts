// What is told when a job will not be tried again?
import { z } from 'zod'
import type { Deps } from '../src/deps.ts'
import { publishReturnJob, readReturnJob } from '../src/queue/jobs.ts'
import { failReturn } from '../src/returns/return-states-queries.ts'

/** Without these a return comes to nothing; the others only tell more about it. */
const NEEDED: readonly string[] = [readReturnJob.name, publishReturnJob.name]
/** As the jobs have it: what was put beside it by somebody else decides nothing. */
const aboutReturn = z.strictObject({ returnId: z.uuid() })

/** The return that could not be read or published is marked as failed, with a reason an officer can act on; the cause is in the log. */
export async function giveUp(deps: Deps, job: { name: string; data: unknown }, error: Error): Promise<void> {
  deps.log.error({ err: error, job: job.name, payload: job.data }, 'job given up')
  const about = aboutReturn.safeParse(job.data)
  if (!NEEDED.includes(job.name) || !about.success) return
  const stalled = /stalled more/.test(error.message)
  const [code, message] = stalled
    ? [
        'stopped_the_reader',
        'Reading this file stopped the program more than once. It is kept; we have been told and will look.',
      ]
    : [
        'failed_here',
        'Something went wrong on our side, also when tried again. The file is kept. Send it again, or wait for us.',
      ]
  await failReturn(deps.db, about.data.returnId, code ?? 'failed_here', message ?? '')
}
