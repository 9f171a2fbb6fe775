// When should whom be talked to about what follows a contract, and why? And what does its authority say?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import { findAuthority } from '../../../authorities/authority-queries.ts'
import { findContract } from '../../../contracts/contract-queries.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { findOpportunity } from '../../../opportunities/find-opportunity.ts'
import { opportunityIdOf } from '../../../opportunities/opportunity-queries.ts'
import { stateIntention } from '../../../opportunities/state-intention.ts'
import { noErrors } from '../../forms.ts'
import { paths } from '../../paths.ts'
import { accountOf } from '../return/return-request.ts'
import { intentionForm, type ReadIntention, readIntention } from './intention-form.ts'
import { opportunityView } from './opportunity-view.ts'

const params = z.object({ id: z.uuid() })
type Params = z.infer<typeof params>

export function opportunityPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const open = { schema: { params }, config: { permission: 'public' as const } }
    app.get(paths.opportunity(':id'), open, (request, reply) => show(deps, request, reply, null))
    app.get(paths.opportunityOf(':id'), open, async (request, reply) => {
      const id = await opportunityIdOf(deps.readDb, (request.params as Params).id)
      if (id === null) throw new AppError('not_found')
      return reply.redirect(paths.opportunity(id), 302)
    })
    app.post(
      paths.stateIntention(':id'),
      { schema: { params }, config: { permission: 'contracts:edit' as const } },
      async (request, reply) => {
        const { id } = request.params as Params
        const read = readIntention(request.body, londonDay(deps.clock()))
        if (read.value === null) return show(deps, request, reply.code(400), read)
        await stateIntention(deps, accountOf(request), id, read.value)
        return reply.redirect(`${paths.opportunity(id)}#said`, 303)
      },
    )
  }
}

/** With the form for whoever may answer for the authority; `read` is what could not be used. */
async function show(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  read: ReadIntention | null,
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
  const problems = read?.problems ?? noErrors
  return reply.page('pages/opportunity/opportunity.njk', {
    ...opportunityView(found, contract, today),
    errors: problems.errors,
    intention: isOwn ? intentionForm(typed, problems, reply.csrfToken(), today) : false,
    intentionHref: paths.stateIntention(id),
  })
}

async function mayAnswer(deps: Deps, request: FastifyRequest, slug: string): Promise<boolean> {
  const authority = await findAuthority(deps.db, slug)
  return authority !== null && can(request.account, 'contracts:edit', { authorityId: authority.id })
}
