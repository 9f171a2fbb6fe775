// Who runs a technology, from whom, and until when?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { findTechnology } from '../../../technologies/technology-search-queries.ts'
import { paths } from '../../paths.ts'
import { technologyView } from './technology-view.ts'

const params = z.object({ slug: z.string() })

export function technologyPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(
      paths.technology(':slug'),
      { schema: { params }, config: { permission: 'public' } },
      async (request, reply) => {
        const { slug } = request.params as z.infer<typeof params>
        const technology = await findTechnology(deps.readDb, slug)
        if (technology === null) throw new AppError('not_found')
        const view = technologyView(technology, londonDay(deps.clock()))
        return reply.page('pages/technology/technology.njk', view)
      },
    )
  }
}
