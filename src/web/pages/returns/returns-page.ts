// Which returns have been handed in, and what became of them?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import type { ReturnState } from '../../../returns/return-schemas.ts'
import { returnsOf } from '../../../returns/returns-of-account.ts'
import { paths } from '../../paths.ts'
import { accountOf } from '../return/return-request.ts'
import { returnsView } from './returns-view.ts'

const PAGE = 50

const query = z.strictObject({
  show: z.enum(['open', 'published', 'closed']).optional(),
  after: z.uuid().optional(),
})

const STATES: Record<'open' | 'published' | 'closed', readonly ReturnState[]> = {
  open: ['received', 'reading', 'read', 'publishing'],
  published: ['published'],
  closed: ['withdrawn', 'refused', 'failed'],
}

export function returnsPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const options = { schema: { querystring: query }, config: { permission: 'returns:view' as const } }
    app.get(paths.returns, options, async (request, reply) => {
      const { show, after } = request.query as z.infer<typeof query>
      const account = accountOf(request)
      const found = await returnsOf(deps, account, {
        ...(show === undefined ? {} : { states: STATES[show] }),
        ...(after === undefined ? {} : { afterId: after }),
        limit: PAGE + 1,
      })
      const view = returnsView(found.slice(0, PAGE), {
        today: londonDay(deps.clock()),
        maySubmit: can(account, 'returns:submit'),
        auditHref:
          account.authoritySlug !== null && can(account, 'audit:view')
            ? paths.authorityAudit(account.authoritySlug)
            : '',
        mayWithhold: account.authorityId !== null && can(account, 'contracts:edit'),
        showsAuthority: account.authorityId === null,
        show: show ?? '',
        hasMore: found.length > PAGE,
        isFirstPage: after === undefined,
      })
      return reply.page('pages/returns/returns.njk', view)
    })
  }
}
