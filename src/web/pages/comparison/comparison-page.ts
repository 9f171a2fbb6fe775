// How do the suppliers in the address compare? The page, its files, and choosing them.
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { supplierComparisonCsv } from '../../../exports/supplier-comparison-csv.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { compareSuppliers } from '../../../market/compare-suppliers.ts'
import { type ComparisonFilters, comparisonFilters } from '../../../market/supplier-comparison-schemas.ts'
import { sendFile } from '../../../send-file.ts'
import { searchSuppliers, supplierValues } from '../../../suppliers/supplier-search-queries.ts'
import { paths } from '../../paths.ts'
import { jsonFile } from '../market/market-files.ts'
import { comparisonView } from './comparison-view.ts'

const FOUND = 10

export function comparisonPages(deps: Deps): FastifyPluginAsync {
  const today = () => londonDay(deps.clock())
  return async (app) => {
    app.get(
      paths.compareSuppliers,
      { config: { permission: 'public', answer: 'until_changed' } },
      async (request, reply) => {
        const { supplier, q = '' } = asked(request.query)
        const [answer, found, names] = await Promise.all([
          supplier.length > 1 ? compareSuppliers(deps.readDb, supplier, today()) : null,
          q === '' ? [] : (await searchSuppliers(deps.readDb, { q, limit: FOUND, after: null })).suppliers,
          supplierValues(deps.readDb, supplier),
        ])
        const chosen =
          answer?.suppliers ?? supplier.flatMap((slug) => chosenAlone(slug, names.get(slug)?.name))
        const view = comparisonView({ chosen, answer, q, found, today: today() })
        return reply.page('pages/comparison/comparison.njk', view)
      },
    )
    for (const form of ['csv', 'json'] as const)
      app.get(
        paths.compareSuppliersFile(form),
        { config: { permission: 'public' } },
        async (request, reply) => {
          const { supplier } = asked(request.query)
          const answer = await compareSuppliers(deps.readDb, supplier, today())
          const pieces = form === 'csv' ? supplierComparisonCsv(answer) : jsonFile(answer)
          return sendFile(reply, `suppliers compared ${today()}`, form, pieces)
        },
      )
  }
}

function chosenAlone(slug: string, name: string | undefined) {
  if (name === undefined) throw new AppError('unknown_filter', `There is no supplier called ${slug}.`)
  return [{ slug, name }]
}

/** @throws AppError `unknown_filter`, for more than five suppliers too. */
function asked(query: unknown): ComparisonFilters {
  const read = comparisonFilters.safeParse(query)
  if (read.success) return read.data
  const isMany = read.error.issues.some(({ code }) => code === 'too_big')
  throw new AppError(
    'unknown_filter',
    isMany ? 'Choose five suppliers at most.' : 'Choose suppliers by their names in addresses.',
  )
}
