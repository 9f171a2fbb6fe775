// What was found in the cells of a return, and how does an officer correct it?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import {
  columnsWithIssues,
  countIssues,
  countSuggestions,
  listReturnIssues,
} from '../../../returns/return-queries.ts'
import type { ReturnDetail } from '../../../returns/return-schemas.ts'
import { returnOf } from '../../../returns/returns-of-account.ts'
import type { FormErrors } from '../../forms.ts'
import { noErrors } from '../../forms.ts'
import { paths } from '../../paths.ts'
import { accountOf, type ReturnParams, returnParams } from '../return/return-request.ts'
import { correctionActions } from './correction-actions.ts'
import type { ShownGroup } from './issue-view.ts'
import { issueFilters, issuesView } from './issues-view.ts'

/** Cells of each kind where all kinds are shown, and of one kind alone. */
const FIRST_CELLS = 5
const PAGE_OF_CELLS = 50

const query = issueFilters.extend({
  after: z.coerce.number().int().positive().optional(),
  corrected: z.coerce.number().int().min(0).optional(),
})

type Asked = z.infer<typeof query>

export function issuesPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const show = async (request: FastifyRequest, reply: FastifyReply, asked: Asked, problems: FormErrors) => {
      const { id } = request.params as ReturnParams
      const detail = await returnOf(deps, accountOf(request), id)
      const mayCorrect = detail.state === 'read' && can(request.account, 'returns:submit')
      const counted = await countIssues(deps.db, id)
      const view = issuesView({
        detail,
        filters: asked,
        counted,
        groups: await shownGroups(deps, detail, asked),
        suggestions: mayCorrect ? await countSuggestions(deps.db, id) : [],
        columns: await columnsWithIssues(deps.db, id),
        isFirstPage: asked.after === undefined,
        corrected: asked.corrected ?? 0,
        csrfToken: mayCorrect ? reply.csrfToken() : '',
        problems,
      })
      return reply.page('pages/return-issues/issues.njk', view)
    }
    const schema = { params: returnParams, querystring: query }
    const config = { permission: 'returns:view' as const }
    app.get(paths.returnIssues(':id'), { schema, config }, (request, reply) =>
      show(request, reply, request.query as Asked, noErrors),
    )
    await app.register(correctionActions(deps, show))
  }
}

/** Each kind with its first cells; one kind alone with a page of them. */
async function shownGroups(deps: Deps, { id }: ReturnDetail, asked: Asked): Promise<ShownGroup[]> {
  const { severity, code, column, after } = asked
  const counted = await countIssues(deps.db, id, column)
  const groups = counted.filter(
    (group) =>
      (severity === undefined || group.severity === severity) && (code === undefined || group.code === code),
  )
  const limit = code === undefined ? FIRST_CELLS : PAGE_OF_CELLS
  const shown: ShownGroup[] = []
  for (const group of groups) {
    const issues = await listReturnIssues(deps.db, id, {
      severity: group.severity,
      code: group.code,
      limit: limit + 1,
      ...(column === undefined ? {} : { column }),
      ...(after === undefined ? {} : { afterId: after }),
    })
    shown.push({ ...group, issues: issues.slice(0, limit), hasMore: issues.length > limit })
  }
  return shown
}
