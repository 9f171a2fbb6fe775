// What does the register know of a supplier, and of what is it not sure?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { spellingsCsv } from '../../../exports/suppliers-csv.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { sendFile } from '../../../send-file.ts'
import { renameSupplier } from '../../../suppliers/rename-supplier.ts'
import { findSupplier } from '../../../suppliers/supplier-queries.ts'
import type { SupplierDetail } from '../../../suppliers/supplier-schemas.ts'
import { supplierNow } from '../../../suppliers/supplier-search-queries.ts'
import { paths, SLUG } from '../../paths.ts'
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
        const mayName = can(request.account, 'suppliers:judge')
        if (supplier !== null)
          return reply.page('pages/supplier/supplier.njk', supplierView(supplier, mayName))
        const now = await supplierNow(deps.readDb, slug)
        if (now === null) throw new AppError('not_found')
        return reply.redirect(paths.supplier(now), 302)
      },
    )
    app.post(
      paths.renameSupplier(':slug'),
      { schema: { params }, config: { permission: 'suppliers:judge' } },
      async (request, reply) => {
        const { slug } = request.params as z.infer<typeof params>
        const read = z.object({ name: z.string().trim().max(200) }).safeParse(request.body ?? {})
        if (!read.success) throw new AppError('bad_request')
        await renameSupplier(deps, request.account, { slug, name: read.data.name })
        return reply.redirect(paths.supplier(slug), 303)
      },
    )
    const file = { schema: { params }, config: { permission: 'public' as const } }
    app.get(paths.supplierFile(SLUG, 'json'), file, (request) => found(deps, request.params))
    app.get(paths.supplierFile(SLUG, 'csv'), file, async (request, reply) => {
      const supplier = await found(deps, request.params)
      return sendFile(
        reply,
        `${supplier.name} names ${londonDay(deps.clock())}`,
        'csv',
        spellingsCsv(supplier),
      )
    })
  }
}

/** @throws AppError `not_found` */
async function found(deps: Deps, asked: unknown): Promise<SupplierDetail> {
  const supplier = await findSupplier(deps.readDb, (asked as z.infer<typeof params>).slug)
  if (supplier === null) throw new AppError('not_found')
  return supplier
}
