// What do machines ask about contracts?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import { contractFilters } from '../contracts/contract-filter-schemas.ts'
import { findContracts } from '../contracts/contract-queries.ts'
import { contractDetail, contractPage } from '../contracts/contract-schemas.ts'
import { searchContracts } from '../contracts/contract-search-queries.ts'
import { keepSurveys } from '../contracts/keep-surveys.ts'
import { askTogether } from '../db/ask-together.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { londonDay } from '../lib/calendar-date.ts'

export function contractsApi(deps: Deps): FastifyPluginAsyncZod {
  const kept = keepSurveys(deps)
  const contractOf = askTogether((ids) => findContracts(deps.readDb, ids))
  return async (app) => {
    app.get(
      '/contracts',
      {
        config: { permission: 'public', answer: 'until_changed' },
        schema: {
          summary: 'Search contracts',
          querystring: contractFilters,
          response: { 200: contractPage },
        },
      },
      async (request) =>
        searchContracts(deps.readDb, request.query, londonDay(deps.clock()), {
          kept,
          finder: await deps.finderFor(request.query),
        }),
    )
    app.get(
      '/contracts/:id',
      {
        config: { permission: 'public', answer: 'until_changed' },
        schema: {
          summary: 'One contract',
          params: z.object({ id: z.uuid() }),
          response: { 200: contractDetail },
        },
      },
      async (request) => {
        const contract = await contractOf(request.params.id.toLowerCase())
        if (contract === undefined) throw new AppError('not_found')
        return contract
      },
    )
  }
}
