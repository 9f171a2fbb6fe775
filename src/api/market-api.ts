// What do machines ask about suppliers, prices and shares beside each other?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { compareSuppliers } from '../market/compare-suppliers.ts'
import {
  concentrationAnswer,
  concentrationFilters,
  concentrationOverTime,
} from '../market/concentration-schemas.ts'
import { concentrationThroughTime, marketConcentration } from '../market/market-concentration.ts'
import { findPeers } from '../market/peers.ts'
import { peerFilters, peersAnswer } from '../market/peers-schemas.ts'
import { comparisonAnswer, comparisonFilters } from '../market/supplier-comparison-schemas.ts'

const comparedSuppliers = z.strictObject({
  supplier: comparisonFilters.shape.supplier,
})
const orders = { querystring: peerFilters, response: { 200: peersAnswer } }

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
    app.get(
      '/market/suppliers',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'Up to five suppliers side by side, and where they meet',
          querystring: comparedSuppliers,
          response: { 200: comparisonAnswer },
        },
      },
      (request) => compareSuppliers(deps.readDb, request.query.supplier, today()),
    )
    await app.register(peersApi(deps))
  }
}

/** Both are the same table. */
function peersApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/technologies/:slug/peers',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'All 33 authorities: who runs a product, from whom, at what price and until when',
          params: z.object({ slug: z.string() }),
          ...orders,
        },
      },
      async (request) =>
        (await findPeers(deps.readDb, { technology: request.params.slug }, request.query)).answer,
    )
    app.get(
      '/service-areas/:code/peers',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'The same of every product that is reported for a service area',
          params: z.object({ code: z.string() }),
          ...orders,
        },
      },
      async (request) =>
        (await findPeers(deps.readDb, { serviceArea: request.params.code }, request.query)).answer,
    )
  }
}
