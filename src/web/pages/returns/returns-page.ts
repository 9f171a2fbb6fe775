// Which returns have been handed in, and what became of them?
import type { FastifyPluginAsync } from 'fastify'
import { can } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { returnsOf } from '../../../returns/returns-of-account.ts'
import { paths } from '../../paths.ts'
import { accountOf } from '../return/return-request.ts'
import { returnsView } from './returns-view.ts'

const MOST = 100

export function returnsPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.returns, { config: { permission: 'returns:view' } }, async (request, reply) => {
      const returns = await returnsOf(deps, accountOf(request), MOST)
      const maySubmit = can(request.account, 'returns:submit')
      const view = returnsView(returns, { today: londonDay(deps.clock()), maySubmit, most: MOST })
      return reply.page('pages/returns/returns.njk', view)
    })
  }
}
