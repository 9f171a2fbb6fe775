// Where does a procurement lead begin to compare?
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { comparedAreas, endsByQuarter } from '../../../market/market-summary-queries.ts'
import { searchTechnologies } from '../../../technologies/technology-search-queries.ts'
import { paths } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { marketView } from './market-view.ts'

const QUARTERS = 12
const TECHNOLOGIES = 8

export function marketPage(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  return async (app) => {
    app.get(
      paths.market,
      { config: { permission: 'public', answer: 'until_changed' } },
      async (_request, reply) => {
        const today = londonDay(deps.clock())
        const [authorities, figures, areas, found, quarters] = await Promise.all([
          facts.authorities(),
          facts.figures(),
          comparedAreas(deps.readDb),
          searchTechnologies(deps.readDb, { reported: 'yes', limit: TECHNOLOGIES }),
          endsByQuarter(deps.readDb, today, QUARTERS),
        ])
        const { contractsByAuthority } = figures
        const scene = { authorities, contractsByAuthority, areas, technologies: found.technologies, quarters }
        return reply.page('pages/market/market.njk', marketView(scene))
      },
    )
  }
}
