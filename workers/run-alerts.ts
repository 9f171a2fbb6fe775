// How is the job done that tells people what their searches match?
import { runAlerts } from '../src/alerts/run-alerts.ts'
import type { Deps } from '../src/deps.ts'

export async function runAlertsHandler(deps: Deps): Promise<void> {
  const done = await runAlerts(deps)
  deps.log.info(done, 'alerts run')
}
