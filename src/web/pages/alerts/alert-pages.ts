// How does anybody save a search, manage it by a secret link, follow it and end it?
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { alertFeeds } from './alert-feeds.ts'
import { editAlertPage } from './edit-alert-page.ts'
import { manageAlertsPage } from './manage-alerts-page.ts'
import { newAlertPage } from './new-alert-page.ts'
import { unsubscribePage } from './unsubscribe-page.ts'

export function alertPages(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  return async (app) => {
    await app.register(newAlertPage(deps, facts))
    await app.register(manageAlertsPage(deps))
    await app.register(editAlertPage(deps, facts))
    await app.register(unsubscribePage(deps))
    await app.register(alertFeeds(deps))
  }
}
