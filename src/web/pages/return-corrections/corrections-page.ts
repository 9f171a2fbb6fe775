// Which cells of a return were corrected, and how is a correction taken back?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { returnOf } from '../../../returns/returns-of-account.ts'
import { correctionsOf, undoFor } from '../../../returns/review-of-account.ts'
import { settledSoon } from '../../../returns/wait-for-return.ts'
import { columnLetters, dayOf, formatCount, formatDay, plural } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import { accountOf, type ReturnParams, returnParams } from '../return/return-request.ts'
import { reviewHead } from '../return/review-head.ts'

const PAGE = 50
const query = z.strictObject({ before: z.coerce.number().int().positive().optional() })
const undoForm = z.object({ correction: z.union([z.literal('all'), z.coerce.number().int().positive()]) })

export function correctionsPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const schema = { params: returnParams, querystring: query }
    const config = { permission: 'returns:view' as const }
    app.get(paths.returnCorrections(':id'), { schema, config }, async (request, reply) => {
      const { id } = request.params as ReturnParams
      const { before } = request.query as z.infer<typeof query>
      const account = accountOf(request)
      const detail = await returnOf(deps, account, id)
      const page = { limit: PAGE + 1, ...(before === undefined ? {} : { beforeId: before }) }
      const found = await correctionsOf(deps, account, id, page)
      const mayUndo = detail.state === 'read' && can(account, 'returns:submit')
      const last = found.corrections[PAGE - 1]
      return reply.page('pages/return-corrections/corrections.njk', {
        ...reviewHead(detail, paths.returnCorrections(id), 'What was corrected'),
        title: `Corrections of ${detail.file.name}`,
        errors: [],
        total: plural(found.total, 'cell'),
        hasAny: found.total > 0,
        rows: found.corrections.slice(0, PAGE).map((one) => ({
          id: one.id,
          line: one.line === null ? '' : formatCount(one.line),
          column: columnLetters(one.column),
          heading: detail.mapping?.find(({ column }) => column === one.column)?.heading ?? '',
          typed: one.from_text,
          now: one.to_text,
          day: formatDay(dayOf(one.made_at)),
        })),
        undo: mayUndo ? { href: paths.undoCorrection(id), csrfToken: reply.csrfToken() } : false,
        more:
          found.corrections.length > PAGE && last
            ? withQuery(paths.returnCorrections(id), { before: String(last.id) })
            : '',
        issuesHref: paths.returnIssues(id),
      })
    })
    app.post(
      paths.undoCorrection(':id'),
      { schema: { params: returnParams, body: undoForm }, config: { permission: 'returns:submit' as const } },
      async (request, reply) => {
        const { id } = request.params as ReturnParams
        const { correction } = request.body as z.infer<typeof undoForm>
        const outcome = await undoFor(deps, accountOf(request), id, correction)
        if (outcome.status === 'absent') throw new AppError('not_found')
        if (outcome.status !== 'corrected')
          throw new AppError(
            'conflict',
            'There is nothing to take back, or the return cannot be changed now.',
          )
        await settledSoon(deps, id)
        return reply.redirect(paths.returnCorrections(id), 303)
      },
    )
  }
}
