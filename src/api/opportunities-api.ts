// What do machines ask about upcoming tenders?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { findOpportunity } from '../opportunities/find-opportunity.ts'
import { opportunityDetail } from '../opportunities/opportunity-detail-schemas.ts'
import { opportunityFilters, opportunityPage } from '../opportunities/opportunity-schemas.ts'
import { searchOpportunities } from '../opportunities/opportunity-search-queries.ts'

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
      (request) => searchOpportunities(deps.readDb, request.query, londonDay(deps.clock())),
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
  }
}
