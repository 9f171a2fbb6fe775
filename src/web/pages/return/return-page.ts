// What became of a return, and what may be done with it now?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { refusal } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { questionsOf } from '../../../returns/return-mapping-queries.ts'
import { countIssues } from '../../../returns/return-queries.ts'
import { returnOf } from '../../../returns/returns-of-account.ts'
import { mappingOf } from '../../../returns/review-of-account.ts'
import { paths } from '../../paths.ts'
import { returnActions } from './return-actions.ts'
import { returnEvents } from './return-events.ts'
import { accountOf, type ReturnParams, returnParams, type ShowReturn } from './return-request.ts'
import { returnView } from './return-view.ts'

const query = z.strictObject({
  notice: z.enum(['same-file']).optional(),
})

export function returnPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const show: ShowReturn = async (request, reply, reasonError) => {
      const { id } = request.params as ReturnParams
      const asked = request.method === 'GET' ? (request.query as z.infer<typeof query>) : {}
      const detail = await returnOf(deps, accountOf(request), id)
      const publishRefused = refusal(request.account, 'returns:publish')
      const mayPublish = publishRefused === null
      const view = returnView({
        detail,
        groups: await countIssues(deps.db, id),
        questions: detail.state === 'read' ? await questionsOf(deps.db, id) : [],
        canAnswer: (await mappingOf(deps, accountOf(request), id)).canAnswer,
        publishRefused,
        csrfToken: mayPublish ? reply.csrfToken() : '',
        notice: asked.notice ?? '',
        reasonError,
        today: londonDay(deps.clock()),
      })
      return reply.page('pages/return/return.njk', view)
    }

    const options = {
      schema: { params: returnParams, querystring: query },
      config: { permission: 'returns:view' as const },
    }
    app.get(paths.return(':id'), options, (request, reply) => show(request, reply, ''))
    await app.register(returnActions(deps, show))
    await app.register(returnEvents(deps))
  }
}
