// What do machines ask about upcoming tenders?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { findOpportunity } from '../opportunities/find-opportunity.ts'
import { asMeant } from '../opportunities/meant-words-queries.ts'
import { INTENTION_ANSWERS, opportunityDetail } from '../opportunities/opportunity-detail-schemas.ts'
import { opportunityFilters, opportunityPage } from '../opportunities/opportunity-schemas.ts'
import { searchOpportunities } from '../opportunities/opportunity-search-queries.ts'
import { stateIntention } from '../opportunities/state-intention.ts'
import { accountOf } from './request-account.ts'

export function opportunitiesApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/opportunities',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'Search upcoming tenders',
          description: 'Estimates from contracts that end, not notices.',
          querystring: opportunityFilters,
          response: { 200: opportunityPage },
        },
      },
      async (request) => {
        const { filters, correction } = await asMeant(deps.readDb, request.query)
        const page = await searchOpportunities(deps.readDb, filters, londonDay(deps.clock()))
        return { ...page, correction }
      },
    )
    app.get(
      '/opportunities/:id',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'One upcoming tender: when, how sure, and why',
          params: z.object({ id: z.uuid() }),
          response: { 200: opportunityDetail },
        },
      },
      async (request) => {
        const found = await findOpportunity(deps.readDb, request.params.id, londonDay(deps.clock()))
        if (found === null) throw new AppError('not_found')
        return found.detail
      },
    )
    addIntentions(app, deps)
  }
}

type Server = Parameters<FastifyPluginAsyncZod>[0]

const intention = z.strictObject({
  answer: z.enum(INTENTION_ANSWERS),
  said_on: z.iso
    .date()
    .optional()
    .meta({ description: 'The day it was said or decided; today if not given' }),
  note: z.string().trim().max(500).default('').meta({ description: 'For everybody to read' }),
})

function addIntentions(app: Server, deps: Deps): void {
  const schema = {
    summary: 'Say what follows a contract of your authority',
    description: 'Kept beside earlier answers; the last one counts. The estimate is derived anew at once.',
    params: z.object({ id: z.uuid() }),
    body: intention,
    response: { 200: z.object({ changed: z.boolean() }) },
  }
  const config = { permission: 'contracts:edit' } as const
  app.post('/opportunities/:id/intentions', { config, schema }, async (request) => {
    const { answer, note, said_on: saidOn = londonDay(deps.clock()) } = request.body
    const changed = await stateIntention(deps, accountOf(request), request.params.id, {
      answer,
      saidOn,
      note,
    })
    return { changed }
  })
}
