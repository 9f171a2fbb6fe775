// How is the job done that derives upcoming tenders anew?
import type { Deps } from '../src/deps.ts'
import { deriveOpportunities } from '../src/opportunities/derive-opportunities.ts'
import { type deriveOpportunitiesJob, type PayloadOf, runAlertsJob } from '../src/queue/jobs.ts'
import { enqueue } from '../src/queue/outbox-queries.ts'

export async function deriveOpportunitiesHandler(
  deps: Deps,
  payload: PayloadOf<typeof deriveOpportunitiesJob>,
): Promise<void> {
  const derived = await deriveOpportunities(deps, payload)
  await enqueue(deps.db, runAlertsJob, {})
  deps.log.info({ ...payload, ...derived }, 'opportunities derived')
}
