// How does an officer say what the headings of a return mean, and which kind of return it is?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import type { AnswerOutcome } from '../../../returns/answer-mapping.ts'
import { returnOf } from '../../../returns/returns-of-account.ts'
import { answerFor, mappingOf } from '../../../returns/review-of-account.ts'
import type { MappedColumnView } from '../../../returns/review-schemas.ts'
import { settledSoon } from '../../../returns/wait-for-return.ts'
import { type FormErrors, formErrors, noErrors } from '../../forms.ts'
import { paths } from '../../paths.ts'
import { accountOf, type ReturnParams, returnParams } from '../return/return-request.ts'
import { readMappingForm } from './mapping-form.ts'
import { mappingView } from './mapping-view.ts'

const permission = 'mappings:edit' as const
const kindForm = z.object({ kind: z.enum(['contracts', 'systems']) })

export function mappingPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const show = async (
      request: FastifyRequest,
      reply: FastifyReply,
      problems: FormErrors,
      chosen: Record<string, string> = {},
    ) => {
      const { id } = request.params as ReturnParams
      const account = accountOf(request)
      const detail = await returnOf(deps, account, id)
      const { mapping, canAnswer } = await mappingOf(deps, account, id)
      const csrfToken = canAnswer && can(account, permission) ? reply.csrfToken() : ''
      const view = mappingView({ detail, mapping, csrfToken, chosen, problems })
      return reply.page('pages/return-mapping/mapping.njk', view)
    }
    const schema = { params: returnParams }
    const viewing = { permission: 'returns:view' as const }
    app.get(paths.returnMapping(':id'), { schema, config: viewing }, (request, reply) =>
      show(request, reply, noErrors),
    )
    app.post(paths.returnMapping(':id'), { schema, config: { permission } }, async (request, reply) => {
      const { id } = request.params as ReturnParams
      const { columns } = (await mappingOf(deps, accountOf(request), id)).mapping
      const { answers, chosen, incomplete } = readMappingForm(request.body, columns)
      if (incomplete.length > 0) {
        const problems = incomplete.map((column) => [`other-${column}`, 'Choose the field the column holds'])
        return show(request, reply.code(400), formErrors(Object.fromEntries(problems)), chosen)
      }
      const outcome = await answerFor(deps, accountOf(request), id, { headings: answers })
      if (outcome.status === 'unfit')
        return show(request, reply.code(400), formErrors(placed(outcome.problems, columns)), chosen)
      return sentBack(deps, reply, id, outcome)
    })
    const kindSchema = { params: returnParams, body: kindForm }
    app.post(
      paths.returnKind(':id'),
      { schema: kindSchema, config: { permission } },
      async (request, reply) => {
        const { id } = request.params as ReturnParams
        const { kind } = request.body as z.infer<typeof kindForm>
        const outcome = await answerFor(deps, accountOf(request), id, { kind, headings: [] })
        return sentBack(deps, reply, id, outcome, paths.returnMapping(id))
      },
    )
  }
}

async function sentBack(
  deps: Deps,
  reply: FastifyReply,
  id: string,
  outcome: AnswerOutcome,
  to = paths.return(id),
): Promise<FastifyReply> {
  if (outcome.status === 'absent') throw new AppError('not_found')
  if (outcome.status !== 'answered')
    throw new AppError(
      'conflict',
      'This return is being read or is published; its headings cannot be changed now.',
    )
  await settledSoon(deps, id)
  return reply.redirect(to, 303)
}

/** Each problem beside the first column it is about; what is about none stands with the first of all. */
function placed(
  problems: readonly { heading: string; message: string }[],
  columns: readonly MappedColumnView[],
): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { heading, message } of problems) {
    const column = columns.find((one) => one.heading === heading) ?? columns.find((one) => one.heading !== '')
    found[`field-${column?.column ?? 1}`] ??= message
  }
  return found
}
