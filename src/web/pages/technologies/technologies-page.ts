// Which technologies are there, and which does one authority run? The list, its search box and its filters.
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { technologiesCsv } from '../../../exports/technologies-csv.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { sendFile } from '../../../send-file.ts'
import { listServiceAreas } from '../../../technologies/technology-queries.ts'
import { type TechnologyFilters, technologyFilters } from '../../../technologies/technology-schemas.ts'
import { searchTechnologies } from '../../../technologies/technology-search-queries.ts'
import { paths } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { readTechnologiesForm } from './technologies-form.ts'
import { technologiesView } from './technologies-view.ts'

export function technologiesPage(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  return async (app) => {
    addTwins(app, deps)
    app.get(paths.technologies, { config: { permission: 'public' } }, async (request, reply) => {
      const [authorities, areas] = await Promise.all([facts.authorities(), listServiceAreas(deps.readDb)])
      const choices = { authorities, areas }
      const { form, filters, errors } = readTechnologiesForm(
        request.query as Record<string, unknown>,
        choices,
      )
      const found = filters && { filters, page: await searchTechnologies(deps.readDb, filters) }
      if (errors.length > 0) reply.code(400)
      const view = technologiesView({ form, errors, choices, found })
      return reply.page('pages/technologies/technologies.njk', view)
    })
  }
}

/** The list as JSON, a page of it, and as CSV, whole: with the filters of the page and in its order. */
function addTwins(app: FastifyInstance, deps: Deps): void {
  const options = { schema: { querystring: technologyFilters }, config: { permission: 'public' as const } }
  app.get(paths.technologiesFile('json'), options, (request) =>
    searchTechnologies(deps.readDb, request.query as TechnologyFilters),
  )
  app.get(paths.technologiesFile('csv'), options, async (request, reply) => {
    const lines = technologiesCsv(deps.fileDb, request.query as TechnologyFilters)
    return sendFile(reply, `technologies ${londonDay(deps.clock())}`, 'csv', lines)
  })
}
