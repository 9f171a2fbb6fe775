// What does the register hold of each authority? The map, the table, and the same as JSON and CSV.
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../../deps.ts'
import { authoritiesCsv } from '../../../exports/authorities-csv.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { authorityOverviews } from '../../../returns/authority-overview-queries.ts'
import { sendFile } from '../../../send-file.ts'
import { paths } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { authoritiesView, FIGURES } from './authorities-view.ts'

const query = z.strictObject({ figure: z.enum(FIGURES).default('contracts') })
const nothing = z.strictObject({})
const kept = { permission: 'public', answer: 'until_changed' } as const

export function authoritiesPage(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  const ask = () => authorityOverviews(deps.readDb, londonDay(deps.clock()))
  return async (app) => {
    app.get(paths.authorities, { schema: { querystring: query }, config: kept }, async (request, reply) => {
      const { figure } = request.query as z.infer<typeof query>
      const [overviews, places] = await Promise.all([ask(), facts.authorities()])
      const view = authoritiesView({ overviews, places, figure, today: londonDay(deps.clock()) })
      return reply.page('pages/authorities/authorities.njk', view)
    })
    const file = { schema: { querystring: nothing }, config: { permission: 'public' as const } }
    app.get(paths.authoritiesFile('json'), file, async () => ({ authorities: await ask() }))
    app.get(paths.authoritiesFile('csv'), file, async (_request, reply) =>
      sendFile(reply, `authorities ${londonDay(deps.clock())}`, 'csv', authoritiesCsv(await ask())),
    )
  }
}
