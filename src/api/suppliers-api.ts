// What do machines ask about suppliers?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { listSuppliers } from '../suppliers/list-suppliers.ts'
import { findSupplier } from '../suppliers/supplier-queries.ts'
import { supplierDetail, supplierFilters, supplierPage } from '../suppliers/supplier-schemas.ts'

export function suppliersApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/suppliers',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'Search suppliers by any spelling of the name, or by company number',
          querystring: supplierFilters,
          response: { 200: supplierPage },
        },
      },
      (request) => listSuppliers(deps.readDb, request.query),
    )
    app.get(
      '/suppliers/:slug',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'One supplier: names as typed, numbers, contracts, judgements, doubts',
          params: z.object({ slug: z.string() }),
          response: { 200: supplierDetail },
        },
      },
      async (request) => {
        const supplier = await findSupplier(deps.readDb, request.params.slug)
        if (supplier === null) throw new AppError('not_found')
        return supplier
      },
    )
  }
}
