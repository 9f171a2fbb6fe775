// Which rules hold, from where, and how does an admin change them?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { addRulePeriod, correctRule } from '../../../opportunities/change-rules.ts'
import { listRules } from '../../../opportunities/rule-queries.ts'
import { type FormErrors, formErrors, noErrors } from '../../forms.ts'
import { paths } from '../../paths.ts'
import { readTypedDay } from '../../typed-day.ts'
import { accountOf } from '../return/return-request.ts'
import { ruleForm, rulesView } from './rules-view.ts'

const admins = { config: { permission: 'rules:edit' } } as const
const params = z.object({ id: z.coerce.number().int().min(1).max(1_000_000_000) })
const text = (most: number) => z.string().trim().max(most).default('')
const form = z
  .object({
    act: z.enum(['correct', 'add']),
    from: text(40),
    to: text(40),
    source: text(1_000),
    reason: text(500),
  })
  .catchall(z.string().trim().max(1_000))

export function rulesPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.rules, admins, async (_request, reply) =>
      reply.page('pages/rules/rules.njk', rulesView(await listRules(deps.db), londonDay(deps.clock()))),
    )
    app.get(paths.rule(':id'), admins, (request, reply) => show(deps, request, reply, noErrors))
    app.post(paths.rule(':id'), admins, async (request, reply) => {
      const problems = await change(deps, request)
      if (problems !== null) return show(deps, request, reply.code(400), problems)
      return reply.redirect(paths.rules, 303)
    })
  }
}

async function show(deps: Deps, request: FastifyRequest, reply: FastifyReply, problems: FormErrors) {
  const id = idOf(request)
  const rules = await listRules(deps.db)
  const rule = rules.find((one) => one.id === id)
  if (rule === undefined) throw new AppError('not_found')
  return reply.page('pages/rules/rule.njk', ruleForm(rule, request.body, problems))
}

/** What is wrong with what was typed; null once it is kept. */
async function change(deps: Deps, request: FastifyRequest): Promise<FormErrors | null> {
  const id = idOf(request)
  const read = form.safeParse(request.body ?? {})
  if (!read.success) throw new AppError('bad_request')
  const { act, from: typedFrom, to: typedTo, source, reason, _csrf, ...cells } = read.data
  const from = readTypedDay(typedFrom, 'first')
  const to = typedTo === '' ? null : readTypedDay(typedTo, 'last')
  const found: Record<string, string> = {}
  if (act === 'add' && from === null) found.from = 'Enter the first day as a date, like 1 January 2028'
  if (typedTo !== '' && to === null) found.to = 'Enter the last day as a date, or leave it empty'
  if (act === 'add' && from !== null && to !== null && to < from)
    found.to = 'The last day must not be before the first'
  if (source === '') found.source = 'Say where this is written: a law, a notice or an address'
  if (reason === '') found.reason = 'Say why; it is kept on record'
  if (Object.keys(found).length > 0) return formErrors(found)
  const account = accountOf(request)
  try {
    if (act === 'correct') await correctRule(deps, account, id, { to, source, cells, reason })
    else if (from !== null) await addRulePeriod(deps, account, id, { from, to, source, cells, reason })
    return null
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'bad_request' && error.code !== 'conflict'))
      throw error
    return formErrors({ source: error.message })
  }
}

function idOf(request: FastifyRequest): number {
  const read = params.safeParse(request.params)
  if (!read.success) throw new AppError('not_found')
  return read.data.id
}
