// What is done by itself, and at which hour?
import type { Deps } from '../src/deps.ts'
import { isDerivedFor } from '../src/opportunities/derive-opportunities.ts'
import type { JobQueue } from '../src/queue/backend.ts'
import { collectNoticesJob, deriveOpportunitiesJob, runAlertsJob } from '../src/queue/jobs.ts'
import { enqueue } from '../src/queue/outbox-queries.ts'

/** Cron patterns on the clock of London; 02:00 is skipped on no day, since clocks change between one and two. */
const SCHEDULES = [
  { id: 'derive-opportunities nightly', pattern: '0 2 * * *', job: deriveOpportunitiesJob, payload: {} },
  { id: 'collect-notices hourly', pattern: '17 * * * *', job: collectNoticesJob, payload: {} },
  { id: 'run-alerts every five minutes', pattern: '*/5 * * * *', job: runAlertsJob, payload: {} },
] as const

/** Makes the schedules, each once however many processes do so; what the last night missed is asked for at once. */
export async function startSchedules(deps: Deps, queue: JobQueue): Promise<void> {
  for (const { id, pattern, job, payload } of SCHEDULES)
    await queue.repeat(id, { pattern, timeZone: 'Europe/London' }, job.name, payload, {
      attempts: job.attempts,
    })
  if (!(await isDerivedFor(deps))) await enqueue(deps.db, deriveOpportunitiesJob, {})
}
