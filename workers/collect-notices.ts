// How is the job done that collects what is new from the services that publish notices?
import type { Deps } from '../src/deps.ts'
import { collectNotices } from '../src/notices/collect-notices.ts'

export async function collectNoticesHandler(deps: Deps): Promise<void> {
  for (const run of await collectNotices(deps)) deps.log.info(run, 'notices collected')
}
