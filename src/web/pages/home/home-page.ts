// What is this site, and where does each kind of reader begin?
import type { FastifyPluginAsync } from 'fastify'
import { searchContracts } from '../../../contracts/contract-search-queries.ts'
import type { Deps } from '../../../deps.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { paths } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { homeView } from './home-view.ts'

const SOONEST = 5

export function homePage(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.home, { config: { permission: 'public' } }, async (_request, reply) => {
      const today = londonDay(deps.clock())
      const filters = { current_end_from: today, end_not_stated: 'exclude', limit: SOONEST } as const
      const [figures, authorities, soonest] = await Promise.all([
        facts.figures(),
        facts.authorities(),
        searchContracts(deps.readDb, filters, today, { finder: await deps.finderFor({}) }),
      ])
      return reply.page(
        'pages/home/home.njk',
        homeView({ figures, authorities, soonest: soonest.contracts, today }),
      )
    })
  }
}
