// How is the job done that links notices to contracts?
import type { Deps } from '../src/deps.ts'
import { linkNotices } from '../src/notices/link-notices.ts'
import type { linkNoticesJob, PayloadOf } from '../src/queue/jobs.ts'

export async function linkNoticesHandler(
  deps: Deps,
  payload: PayloadOf<typeof linkNoticesJob>,
): Promise<void> {
  const linked = await linkNotices(deps, payload)
  deps.log.info({ ...linked, authorityId: payload.authorityId }, 'notices linked')
}
