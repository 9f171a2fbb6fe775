// Which contracts are there? The list, its search box and its filters.
import type { FastifyPluginAsync } from 'fastify'
import { namesOfSuppliers, namesOfTechnologies } from '../../../contracts/contract-filter-queries.ts'
import type { ContractFilters } from '../../../contracts/contract-filter-schemas.ts'
import { searchContracts } from '../../../contracts/contract-search-queries.ts'
import type { KeptSurveys } from '../../../contracts/contract-survey-schemas.ts'
import { keepSurveys } from '../../../contracts/keep-surveys.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { type CalendarDate, londonDay } from '../../../lib/calendar-date.ts'
import type { Part } from '../../kept-parts.ts'
import { paths } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { type FormError, readContractsForm } from './contracts-form.ts'
import {
  type ContractsPageFacts,
  contractRows,
  contractsView,
  type FoundContracts,
  filterBoxes,
} from './contracts-view.ts'

export function contractsPage(deps: Deps, facts: RegisterFacts, part: Part): FastifyPluginAsync {
  const kept = keepSurveys(deps)
  return async (app) => {
    app.get(
      paths.contracts,
      { config: { permission: 'public', answer: 'until_changed' } },
      async (request, reply) => {
        const today = londonDay(deps.clock())
        const authorities = await facts.authorities()
        const slugs = new Set(authorities.map(({ slug }) => slug))
        const { form, filters, errors } = readContractsForm(request.query as Record<string, unknown>, slugs)
        const [answer, suppliers, technologies] = await Promise.all([
          filters && findContracts(deps, filters, today, kept),
          filters?.supplier?.length ? namesOfSuppliers(deps.readDb, filters.supplier) : [],
          filters?.technology?.length ? namesOfTechnologies(deps.readDb, filters.technology) : [],
        ])
        errors.push(...(answer?.errors ?? []))
        if (errors.length > 0) reply.code(400)
        const found = answer?.found ?? null
        const shown = { form, errors, authorities, suppliers, technologies, found, today }
        const marksSample = !(await facts.figures()).holdsOnlySample
        return reply.page('pages/contracts/contracts.njk', contractsView(shown), {
          filterBoxes: boxes(part, shown),
          rows: rows(part, shown, marksSample),
        })
      },
    )
  }
}

function boxes(part: Part, shown: ContractsPageFacts): Buffer {
  const { from, view } = filterBoxes(shown)
  return part('pages/contracts/filter-groups.njk', from, view)
}

function rows(part: Part, shown: ContractsPageFacts, marksSample: boolean): Buffer {
  const { from, view } = contractRows(shown)
  const made = () => ({ ...view(), marksSample })
  return part('pages/contracts/contract-rows.njk', { ...from, marksSample }, made)
}

/** A name or cursor that is not ours is an error of the form. */
async function findContracts(
  deps: Deps,
  filters: ContractFilters,
  today: CalendarDate,
  kept: KeptSurveys,
): Promise<{ found: FoundContracts | null; errors: FormError[] }> {
  try {
    const how = { kept, finder: await deps.finderFor(filters) }
    return { found: { filters, page: await searchContracts(deps.readDb, filters, today, how) }, errors: [] }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unknown_filter') throw error
    return { found: null, errors: [{ field: null, message: error.message }] }
  }
}
