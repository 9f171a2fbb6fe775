// Which suppliers are there? The list and its search box.
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { suppliersCsv } from '../../../exports/suppliers-csv.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { sendFile } from '../../../send-file.ts'
import { listSuppliers } from '../../../suppliers/list-suppliers.ts'
import { type SupplierFilters, supplierFilters } from '../../../suppliers/supplier-schemas.ts'
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
    const file = { schema: { querystring: supplierFilters }, config: { permission: 'public' as const } }
    app.get(paths.suppliersFile('json'), file, (request) =>
      listSuppliers(deps.readDb, request.query as SupplierFilters),
    )
    app.get(paths.suppliersFile('csv'), file, async (request, reply) => {
      const lines = suppliersCsv(deps.fileDb, request.query as SupplierFilters)
      return sendFile(reply, `suppliers ${londonDay(deps.clock())}`, 'csv', lines)
    })
  }
}
