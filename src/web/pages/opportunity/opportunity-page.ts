// When should whom be talked to about what follows a contract, and why? And what does its authority say?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import { withAccount } from '../../../accounts/with-account.ts'
import { findAuthority } from '../../../authorities/authority-queries.ts'
import { findContract } from '../../../contracts/contract-queries.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { expressInterest } from '../../../opportunities/express-interest.ts'
import { findOpportunity } from '../../../opportunities/find-opportunity.ts'
import { countInterests, seenInterests } from '../../../opportunities/interest-queries.ts'
import { opportunityIdOf } from '../../../opportunities/opportunity-queries.ts'
import { stateIntention } from '../../../opportunities/state-intention.ts'
import { type FormErrors, noErrors } from '../../forms.ts'
import { paths, withQuery } from '../../paths.ts'
import { interestView, readInterest } from '../interest/interest-form.ts'
import { accountOf } from '../return/return-request.ts'
import { intentionForm, type ReadIntention, readIntention } from './intention-form.ts'
import { opportunityView } from './opportunity-view.ts'

const params = z.object({ id: z.uuid() })
type Params = z.infer<typeof params>

export function opportunityPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const open = { schema: { params }, config: { permission: 'public' as const } }
    app.get(paths.opportunity(':id'), open, (request, reply) => show(deps, request, reply, {}))
    app.get(paths.opportunityOf(':id'), open, async (request, reply) => {
      const id = await opportunityIdOf(deps.readDb, (request.params as Params).id)
      if (id === null) throw new AppError('not_found')
      return reply.redirect(paths.opportunity(id), 302)
    })
    app.post(paths.expressInterest(':id'), open, async (request, reply) => {
      const { id } = request.params as Params
      const { value, problems } = readInterest(request.body)
      if (value === null) return show(deps, request, reply.code(400), { interest: problems })
      const done = await expressInterest(deps, id, value, { account: request.account, address: request.ip })
      return reply.redirect(`${withQuery(paths.opportunity(id), { interest: done })}#interest`, 303)
    })
    app.post(
      paths.stateIntention(':id'),
      { schema: { params }, config: { permission: 'contracts:edit' as const } },
      async (request, reply) => {
        const { id } = request.params as Params
        const read = readIntention(request.body, londonDay(deps.clock()))
        if (read.value === null) return show(deps, request, reply.code(400), { intention: read })
        await stateIntention(deps, accountOf(request), id, read.value)
        return reply.redirect(`${paths.opportunity(id)}#said`, 303)
      },
    )
  }
}

/** What was sent with one of the forms and could not be used. */
interface Unusable {
  intention?: ReadIntention
  interest?: FormErrors
}

const DONE: Record<string, string> = {
  mailed: 'Thank you. If the address is right, a message with a link to confirm is on its way.',
  confirmed: 'Thank you. Your interest is counted.',
}

/** With the forms for whoever may answer for the authority; `unusable` is what has to be shown again. */
async function show(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  { intention: read, interest }: Unusable,
): Promise<FastifyReply> {
  const { id } = request.params as Params
  const today = londonDay(deps.clock())
  const mayEdit = can(request.account, 'contracts:edit')
  const db = mayEdit ? deps.db : deps.readDb
  const found = await findOpportunity(db, id, today)
  const contract = found && (await findContract(db, found.detail.contract.id))
  if (found === null || contract === null) throw new AppError('not_found')
  const isOwn = mayEdit && (await mayAnswer(deps, request, found.detail.authority.slug))
  const last = found.detail.intentions.at(-1)
  const typed = read?.typed ?? { answer: last?.answer ?? '', saidOn: '', note: last?.note ?? '' }
  const problems = read?.problems ?? interest ?? noErrors
  const [count, seen] = await Promise.all([
    countInterests(db, id),
    isOwn ? withAccount(deps.db, request.account, (tx) => seenInterests(tx, id)) : null,
  ])
  return reply.page('pages/opportunity/opportunity.njk', {
    ...opportunityView(found, contract, today),
    errors: problems.errors,
    interestDone: DONE[String((request.query as { interest?: unknown }).interest)] ?? '',
    interest: interestView({
      id,
      count,
      seen,
      token: reply.csrfToken(),
      body: interest === undefined ? null : request.body,
      problems: interest ?? null,
      email: request.account?.kind === 'person' ? (request.account.email ?? '') : '',
    }),
    intention: isOwn ? intentionForm(typed, read?.problems ?? noErrors, reply.csrfToken(), today) : false,
    intentionHref: paths.stateIntention(id),
  })
}

async function mayAnswer(deps: Deps, request: FastifyRequest, slug: string): Promise<boolean> {
  const authority = await findAuthority(deps.db, slug)
  return authority !== null && can(request.account, 'contracts:edit', { authorityId: authority.id })
}
