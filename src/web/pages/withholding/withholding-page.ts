// How does an officer keep something from the public, look at it again and give it back?
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { findContract } from '../../../contracts/contract-queries.ts'
import type { WithholdOutcome } from '../../../contracts/withhold-field.ts'
import { WITHHOLDING_REASONS } from '../../../contracts/withholding.ts'
import { type WithholdingRequest, withholdingRequest } from '../../../contracts/withholding-schemas.ts'
import {
  liftFor,
  mayWithhold,
  withholdEverywhereFor,
  withholdFor,
  withholdingsOf,
} from '../../../contracts/withholdings-of-account.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { type FormErrors, formErrors, noErrors, readForm, typed } from '../../forms.ts'
import { paths } from '../../paths.ts'
import { accountOf } from '../return/return-request.ts'
import { FORM_FIELDS, ruleView, withholdingLines, withholdView } from './withholding-view.ts'

const contractParams = z.object({ id: z.uuid() })
const liftParams = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })
const config = { permission: 'contracts:edit' } as const

const form: z.ZodType<WithholdingRequest> = z.object({
  ...withholdingRequest.shape,
  field: z.string('Choose what to withhold').min(1, 'Choose what to withhold').max(60),
  reason: z.enum(WITHHOLDING_REASONS, 'Choose a reason'),
  ground: z.string().trim().min(3, 'Name the statutory ground').max(300, 'At most 300 characters'),
  review_on: z.iso.date('Give the day on which you look at it again'),
})

export function withholdingPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const show = contractForm(deps)
    const options = { schema: { params: contractParams }, config }
    app.get(paths.contractWithholdings(':id'), options, (request, reply) =>
      show(request, reply, typed({}, FORM_FIELDS), noErrors),
    )
    app.post(paths.contractWithholdings(':id'), options, async (request, reply) => {
      const { id } = request.params as z.infer<typeof contractParams>
      const values = typed(request.body, FORM_FIELDS)
      const { value, problems } = readForm(form, values)
      if (value === null) return show(request, reply.code(422), values, problems)
      const outcome = await withholdFor(deps, accountOf(request), id, value)
      if (outcome.status === 'withheld') return reply.redirect(paths.contract(id), 303)
      return show(request, reply.code(422), values, formErrors({ field: whyNot(outcome) }))
    })
    addRule(app, deps)
    app.get(paths.withholdings, { config }, async (request, reply) => {
      const account = accountOf(request)
      return reply.page('pages/withholding/withholdings.njk', {
        title: 'What is withheld',
        section: 'returns',
        lines: withholdingLines(await withholdingsOf(deps, account), londonDay(deps.clock())),
        csrfToken: reply.csrfToken(),
      })
    })
    app.post(
      paths.liftWithholding(':id'),
      { schema: { params: liftParams }, config },
      async (request, reply) => {
        const { id } = request.params as z.infer<typeof liftParams>
        await liftFor(deps, accountOf(request), id)
        return reply.redirect(paths.withholdings, 303)
      },
    )
  }
}

function whyNot({ status }: WithholdOutcome): string {
  return status === 'already_withheld'
    ? 'This is withheld already: give it back first'
    : 'This cannot be withheld in this way; only dates can be given to their quarter or year'
}

/** A rule for one field of every contract of the officer's own authority. */
function addRule(app: FastifyInstance, deps: Deps): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    values: Record<string, string>,
    errors: FormErrors,
  ) => {
    const all = await withholdingsOf(deps, accountOf(request))
    const rules = all.filter((one) => one.contract_id === null)
    const lines = withholdingLines(rules, londonDay(deps.clock()))
    const view = ruleView({ lines, values, errors, csrfToken: reply.csrfToken() })
    return reply.page('pages/withholding/rule.njk', view)
  }
  app.get(paths.withholdingRule, { config }, (request, reply) =>
    show(request, reply, typed({}, FORM_FIELDS), noErrors),
  )
  app.post(paths.withholdingRule, { config }, async (request, reply) => {
    const values = typed(request.body, FORM_FIELDS)
    const { value, problems } = readForm(form, values)
    if (value === null) return show(request, reply.code(422), values, problems)
    const outcome = await withholdEverywhereFor(deps, accountOf(request), value)
    if (outcome.status === 'withheld') return reply.redirect(paths.withholdings, 303)
    return show(request, reply.code(422), values, formErrors({ field: whyNot(outcome) }))
  })
}

function contractForm(deps: Deps) {
  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    values: Record<string, string>,
    errors: FormErrors,
  ) => {
    const { id } = request.params as z.infer<typeof contractParams>
    const account = accountOf(request)
    const contract = (await mayWithhold(deps, account, id)) ? await findContract(deps.db, id) : null
    if (contract === null) throw new AppError('not_found')
    const all = account.authorityId === null ? [] : await withholdingsOf(deps, account)
    const own = all.filter((one) => one.contract_id === id || one.contract_id === null)
    const lines = withholdingLines(own, londonDay(deps.clock()))
    const view = withholdView({ contract, lines, values, errors, csrfToken: reply.csrfToken() })
    return reply.page('pages/withholding/withhold.njk', view)
  }
}
