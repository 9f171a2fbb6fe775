// Which technologies are there, and which does one authority run? The list, its search box and its filters.
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { listServiceAreas } from '../../../technologies/technology-queries.ts'
import { searchTechnologies } from '../../../technologies/technology-search-queries.ts'
import { paths } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { readTechnologiesForm } from './technologies-form.ts'
import { technologiesView } from './technologies-view.ts'

export function technologiesPage(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  return async (app) => {
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
