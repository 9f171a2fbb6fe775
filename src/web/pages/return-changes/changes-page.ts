// What will publishing a return change, and what became of the contracts it leaves out?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { type ChangeCounts, changeKind, type ReturnChange } from '../../../returns/change-schemas.ts'
import { answerFor, changesOf } from '../../../returns/changes-of-account.ts'
import { type FormErrors, noErrors } from '../../forms.ts'
import { paths, withQuery } from '../../paths.ts'
import { accountOf, type ReturnParams, returnParams } from '../return/return-request.ts'
import { type AnswerForm, readAnswer } from './answer-form.ts'
import { changesView } from './changes-view.ts'

const PAGE = 50

const query = z.strictObject({
  kind: changeKind.optional(),
  after: z.coerce.number().int().positive().optional(),
  answered: z.coerce.number().int().positive().optional(),
})

type Asked = z.infer<typeof query>

export function returnChangesPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(
      paths.returnChanges(':id'),
      {
        schema: { params: returnParams, querystring: query },
        config: { permission: 'returns:view' as const },
      },
      (request, reply) => show(deps, request, reply, request.query as Asked, noErrors),
    )
    app.post(
      paths.answerMissing(':id'),
      { schema: { params: returnParams }, config: { permission: 'contracts:edit' as const } },
      async (request, reply) => {
        const { id } = request.params as ReturnParams
        const read = readAnswer(request.body, londonDay(deps.clock()))
        if (read.problems) {
          const shown = { kind: read.typed.kind }
          return show(deps, request, reply.code(400), shown, read.problems, read.typed)
        }
        const outcome = await answerFor(deps, accountOf(request), id, read.value)
        if (outcome.status === 'absent') throw new AppError('not_found')
        if (outcome.status === 'not_missing')
          throw new AppError('conflict', 'One of them is no longer missing. Look at the list again.')
        const answered = String(outcome.answered)
        return reply.redirect(withQuery(paths.returnChanges(id), { kind: read.kind, answered }), 303)
      },
    )
  }
}

async function show(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Asked,
  problems: FormErrors,
  typed?: AnswerForm,
): Promise<FastifyReply> {
  const { id } = request.params as ReturnParams
  let kind: ReturnChange['kind'] = 'changed'
  const page = await changesOf(deps, accountOf(request), id, (counts) => {
    kind = asked.kind ?? firstKind(counts)
    return { kind, after: asked.after, limit: PAGE }
  })
  const mayAnswer = can(request.account, 'contracts:edit')
  const view = changesView(page, {
    kind,
    isFirstPage: asked.after === undefined,
    answered: asked.answered ?? 0,
    csrfToken: mayAnswer ? reply.csrfToken() : '',
    problems,
    typed,
    today: londonDay(deps.clock()),
  })
  return reply.page('pages/return-changes/changes.njk', view)
}

/** What needs looking at first. */
function firstKind(counts: ChangeCounts): ReturnChange['kind'] {
  const order = ['changed', 'missing', 'new', 'missing_before', 'unchanged'] as const
  return order.find((kind) => counts[kind] > 0) ?? 'changed'
}
