// How is the job done that derives upcoming tenders anew?
import type { Deps } from '../src/deps.ts'
import { deriveOpportunities } from '../src/opportunities/derive-opportunities.ts'
import type { deriveOpportunitiesJob, PayloadOf } from '../src/queue/jobs.ts'

export async function deriveOpportunitiesHandler(
  deps: Deps,
  payload: PayloadOf<typeof deriveOpportunitiesJob>,
): Promise<void> {
  const derived = await deriveOpportunities(deps, payload)
  deps.log.info({ ...payload, ...derived }, 'opportunities derived')
}
