// How is the job done that says how good an authority's register is today?
import type { Deps } from '../src/deps.ts'
import type { PayloadOf, scoreQualityJob } from '../src/queue/jobs.ts'
import { recordQuality } from '../src/returns/quality-report.ts'

export async function scoreQualityHandler(
  deps: Deps,
  payload: PayloadOf<typeof scoreQualityJob>,
): Promise<void> {
  const points = await recordQuality(deps, payload.authorityId)
  deps.log.info({ authorityId: payload.authorityId, points }, 'quality scored')
}
