// What does the register know of a supplier, and of what is it not sure?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { findSupplier } from '../../../suppliers/supplier-queries.ts'
import { supplierNow } from '../../../suppliers/supplier-search-queries.ts'
import { paths } from '../../paths.ts'
import { supplierView } from './supplier-view.ts'

const params = z.object({ slug: z.string() })

export function supplierPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(
      paths.supplier(':slug'),
      { schema: { params }, config: { permission: 'public' } },
      async (request, reply) => {
        const { slug } = request.params as z.infer<typeof params>
        const supplier = await findSupplier(deps.readDb, slug)
        if (supplier !== null) return reply.page('pages/supplier/supplier.njk', supplierView(supplier))
        const now = await supplierNow(deps.readDb, slug)
        if (now === null) throw new AppError('not_found')
        return reply.redirect(paths.supplier(now), 302)
      },
    )
  }
}
