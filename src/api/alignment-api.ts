// What do machines ask about contracts that could end together?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { searchAlignment } from '../market/alignment-list-queries.ts'
import {
  alignmentDetail,
  alignmentFilters,
  alignmentPage,
  clusterParams,
} from '../market/alignment-schemas.ts'
import { findCluster } from '../market/find-cluster.ts'

const config = { permission: 'public' } as const

export function alignmentApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/alignment',
      {
        config: { ...config, answer: 'until_changed' as const },
        schema: {
          summary: 'Contracts of several authorities that could end together',
          description: 'By whole options that are in the contracts; found anew after every publication.',
          querystring: alignmentFilters,
          response: { 200: alignmentPage },
        },
      },
      (request) => searchAlignment(deps.readDb, request.query),
    )
    app.get(
      '/alignment/:kind/:subject/:target',
      {
        config,
        schema: {
          summary: 'One common end: who must extend by what, and who cannot',
          params: clusterParams,
          response: { 200: alignmentDetail },
        },
      },
      async (request) => {
        const found = await findCluster(deps.readDb, request.params, londonDay(deps.clock()))
        if (found === null) throw new AppError('not_found')
        return found
      },
    )
  }
}
