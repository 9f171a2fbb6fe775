// Which technologies are there? The list and its search box.
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { technologyFilters } from '../../../technologies/technology-schemas.ts'
import { searchTechnologies } from '../../../technologies/technology-search-queries.ts'
import { paths } from '../../paths.ts'
import { technologiesView } from './technologies-view.ts'

export function technologiesPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.technologies, { config: { permission: 'public' } }, async (request, reply) => {
      const asked = request.query as Record<string, unknown>
      const read = technologyFilters.safeParse(asked)
      const found = read.success
        ? { filters: read.data, page: await searchTechnologies(deps.readDb, read.data) }
        : null
      if (!read.success) reply.code(400)
      const issues = read.error?.issues ?? []
      return reply.page('pages/technologies/technologies.njk', technologiesView({ asked, issues, found }))
    })
  }
}
