// What became of a return, and what may be done with it now?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { countIssues, listReturnIssues } from '../../../returns/return-queries.ts'
import type { ReturnDetail } from '../../../returns/return-schemas.ts'
import { returnOf } from '../../../returns/returns-of-account.ts'
import { paths } from '../../paths.ts'
import { type IssueSection, issueSections, type ShownGroup } from './issue-view.ts'
import { returnActions } from './return-actions.ts'
import { returnEvents } from './return-events.ts'
import { accountOf, type ReturnParams, returnParams, type ShowReturn } from './return-request.ts'
import { returnView } from './return-view.ts'

const FIRST_CELLS = 5
const PAGE_OF_CELLS = 100

const query = z.strictObject({
  notice: z.enum(['same-file']).optional(),
  code: z.string().max(60).optional(),
  after: z.coerce.number().int().positive().optional(),
})

export function returnPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const show: ShowReturn = async (request, reply, reasonError) => {
      const { id } = request.params as ReturnParams
      const asked = request.method === 'GET' ? (request.query as z.infer<typeof query>) : {}
      const detail = await returnOf(deps, accountOf(request), id)
      const mayPublish = can(request.account, 'returns:publish')
      const view = returnView({
        detail,
        sections: await sections(deps, detail, asked),
        mayPublish,
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

/** Each kind with its first cells; one kind alone with a page of them, when asked. */
async function sections(
  deps: Deps,
  detail: ReturnDetail,
  asked: z.infer<typeof query>,
): Promise<IssueSection[]> {
  const counted = await countIssues(deps.db, detail.id)
  const groups = asked.code === undefined ? counted : counted.filter(({ code }) => code === asked.code)
  const limit = asked.code === undefined ? FIRST_CELLS : PAGE_OF_CELLS
  const shown: ShownGroup[] = []
  for (const group of groups) {
    const filter = { severity: group.severity, code: group.code, limit: limit + 1 }
    const after = asked.after === undefined ? {} : { afterId: asked.after }
    const issues = await listReturnIssues(deps.db, detail.id, { ...filter, ...after })
    shown.push({ ...group, issues: issues.slice(0, limit), hasMore: issues.length > limit })
  }
  return issueSections(detail, shown)
}
