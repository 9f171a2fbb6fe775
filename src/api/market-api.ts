// What do machines ask about suppliers, prices and shares beside each other?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import type { Deps } from '../deps.ts'
import { londonDay } from '../lib/calendar-date.ts'
import {
  concentrationAnswer,
  concentrationFilters,
  concentrationOverTime,
} from '../market/concentration-schemas.ts'
import { concentrationThroughTime, marketConcentration } from '../market/market-concentration.ts'

export function marketApi(deps: Deps): FastifyPluginAsyncZod {
  const today = () => londonDay(deps.clock())
  return async (app) => {
    app.get(
      '/market/concentration',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'Who holds how much of a market: shares, ratios and coverage, without grades',
          querystring: concentrationFilters,
          response: { 200: concentrationAnswer },
        },
      },
      (request) => marketConcentration(deps.readDb, request.query, today()),
    )
    app.get(
      '/market/concentration/over-time',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'The same as the register stood today and at the ends of seven quarters',
          querystring: concentrationFilters.omit({ as_at: true }),
          response: { 200: concentrationOverTime },
        },
      },
      (request) => concentrationThroughTime(deps.readDb, request.query, today()),
    )
  }
}
