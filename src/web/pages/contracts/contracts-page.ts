// Which contracts are there? The list, its search box and its filters.
import type { FastifyPluginAsync } from 'fastify'
import type { ContractFilters } from '../../../contracts/contract-schemas.ts'
import { searchContracts } from '../../../contracts/contract-search-queries.ts'
import type { Deps } from '../../../deps.ts'
import { type CalendarDate, londonDay } from '../../../lib/calendar-date.ts'
import { paths } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { readContractsForm } from './contracts-form.ts'
import { contractsView, type FoundContracts } from './contracts-view.ts'

export function contractsPage(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.contracts, { config: { permission: 'public' } }, async (request, reply) => {
      const today = londonDay(deps.clock())
      const authorities = await facts.authorities()
      const slugs = new Set(authorities.map(({ slug }) => slug))
      const { form, filters, errors } = readContractsForm(request.query as Record<string, unknown>, slugs)
      const found = filters && (await findContracts(deps, filters, today))
      if (errors.length > 0) reply.code(400)
      const view = contractsView({ form, errors, authorities, found, today })
      return reply.page('pages/contracts/contracts.njk', view)
    })
  }
}

/** When those without an end are left out, they are counted all the same. */
async function findContracts(
  deps: Deps,
  filters: ContractFilters,
  today: CalendarDate,
): Promise<FoundContracts> {
  const page = await searchContracts(deps.readDb, filters, today)
  if (filters.end_not_stated === 'include') return { filters, page, endNotStated: page.end_not_stated }
  const { cursor: _, ...rest } = filters
  const all = await searchContracts(deps.readDb, { ...rest, end_not_stated: 'include', limit: 1 }, today)
  return { filters, page, endNotStated: all.end_not_stated }
}
