// Which file does which job?
import type { Deps } from '../src/deps.ts'
import type { JobName } from '../src/queue/jobs.ts'

/** Does one job. Safe to call twice and at once; resolves when there is nothing left to do. */
export type Handler = (deps: Deps, payload: never) => Promise<void>

/** One for every job; loaded when the first such job comes. */
export const handlers: Record<JobName, () => Promise<Handler>> = {
  'read-return': async () => (await import('./read-return.ts')).readReturnHandler,
  'publish-return': async () => (await import('./publish-return.ts')).publishReturnHandler,
  'compare-return': async () => (await import('./compare-return.ts')).compareReturnHandler,
  'score-quality': async () => (await import('./score-quality.ts')).scoreQualityHandler,
  'align-contracts': async () => (await import('./align-contracts.ts')).alignContractsHandler,
  'derive-opportunities': async () => (await import('./derive-opportunities.ts')).deriveOpportunitiesHandler,
  'send-mail': async () => (await import('./send-mail.ts')).sendMailHandler,
  'index-suppliers': async () => (await import('./index-suppliers.ts')).indexSuppliersHandler,
  'link-notices': async () => (await import('./link-notices.ts')).linkNoticesHandler,
  'collect-notices': async () => (await import('./collect-notices.ts')).collectNoticesHandler,
  'run-alerts': async () => (await import('./run-alerts.ts')).runAlertsHandler,
}
