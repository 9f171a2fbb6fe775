// How does an officer take a suggestion, all suggestions alike, or type what a cell should have held?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { correctFor } from '../../../returns/review-of-account.ts'
import { type CorrectionRequest, correctionRequest } from '../../../returns/review-schemas.ts'
import { settledSoon } from '../../../returns/wait-for-return.ts'
import { type FormErrors, formErrors } from '../../forms.ts'
import { paths } from '../../paths.ts'
import { accountOf, type ReturnParams, returnParams } from '../return/return-request.ts'
import { type IssueFilters, issueFilters, issuesHref } from './issues-view.ts'

/** Shows the issues of the return again, with what is wrong with a correction. */
type ShowIssues = (
  request: FastifyRequest,
  reply: FastifyReply,
  filters: IssueFilters,
  problems: FormErrors,
) => Promise<FastifyReply>

const place = z.coerce.number().int().positive()

/** What the buttons of the page send; `back_…` are the filters under which they were shown. */
const correctionForm = z.object({
  issue: place.optional(),
  code: z.string().max(60).optional(),
  column: place.optional(),
  data_row: place.optional(),
  value: z.string().max(32_767).optional(),
  /** The issue beside which the text was typed. */
  shown_as: place.optional(),
  also_alike: z.literal('yes').optional(),
  back_severity: z.string().max(20).default(''),
  back_code: z.string().max(60).default(''),
  back_column: z.string().max(10).default(''),
})

type CorrectionForm = z.infer<typeof correctionForm>

export function correctionActions(deps: Deps, show: ShowIssues): FastifyPluginAsync {
  return async (app) => {
    const schema = { params: returnParams, body: correctionForm }
    const config = { permission: 'returns:submit' as const }
    app.post(paths.returnCorrections(':id'), { schema, config }, async (request, reply) => {
      const { id } = request.params as ReturnParams
      const form = request.body as CorrectionForm
      const filters = filtersOf(form)
      if (form.value?.trim() === '') {
        const problems = formErrors({ [`value-${form.shown_as}`]: 'Type what the cell should hold' })
        return show(request, reply.code(400), filters, problems)
      }
      const outcome = await correctFor(deps, accountOf(request), id, requested(form))
      if (outcome.status === 'absent') throw new AppError('not_found')
      if (outcome.status === 'not_in_review')
        throw new AppError(
          'conflict',
          'This return is being read or is published; it cannot be corrected now.',
        )
      if (outcome.status === 'nothing_to_correct')
        throw new AppError(
          'conflict',
          'This cell has been corrected in the meantime. Look at the list again.',
        )
      await settledSoon(deps, id)
      return reply.redirect(issuesHref(id, filters, { corrected: String(outcome.cells) }), 303)
    })
  }
}

function requested({ issue, code, column, data_row, value, also_alike }: CorrectionForm): CorrectionRequest {
  const given = {
    issue,
    code,
    column,
    data_row,
    value,
    also_alike: also_alike === undefined ? undefined : true,
  }
  const sent = Object.fromEntries(Object.entries(given).filter(([, part]) => part !== undefined))
  const read = correctionRequest.safeParse(sent)
  if (!read.success) throw new AppError('bad_request')
  return read.data
}

function filtersOf(form: CorrectionForm): IssueFilters {
  const { back_severity: severity, back_code: code, back_column: column } = form
  const read = issueFilters.safeParse({ severity, code, column })
  return read.success ? read.data : {}
}
