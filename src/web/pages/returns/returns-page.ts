// Which returns have been handed in, and what became of them?
import type { FastifyPluginAsync } from 'fastify'
import { can } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { listReturns } from '../../../returns/return-queries.ts'
import { paths } from '../../paths.ts'
import { scopeOf } from '../return/return-scope.ts'
import { returnsView } from './returns-view.ts'

const MOST = 100

export function returnsPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.returns, { config: { permission: 'returns:view' } }, async (request, reply) => {
      const returns = await listReturns(deps.db, scopeOf(request), MOST)
      const maySubmit = can(request.account, 'returns:submit')
      const view = returnsView(returns, { today: londonDay(deps.clock()), maySubmit, most: MOST })
      return reply.page('pages/returns/returns.njk', view)
    })
  }
}
