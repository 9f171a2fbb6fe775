// Which suppliers are there? The list and its search box.
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { listSuppliers } from '../../../suppliers/list-suppliers.ts'
import { supplierFilters } from '../../../suppliers/supplier-schemas.ts'
import { paths } from '../../paths.ts'
import { suppliersView } from './suppliers-view.ts'

export function suppliersPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.suppliers, { config: { permission: 'public' } }, async (request, reply) => {
      const read = supplierFilters.safeParse(request.query)
      if (!read.success) throw new AppError('unknown_filter')
      const found = await listSuppliers(deps.readDb, read.data)
      return reply.page('pages/suppliers/suppliers.njk', suppliersView(read.data, found))
    })
  }
}
