// Who runs a technology, from whom, and until when? The page, and the same as JSON and CSV.
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { deploymentsCsv } from '../../../exports/deployments-csv.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { sendFile } from '../../../send-file.ts'
import type { TechnologyDetail } from '../../../technologies/technology-schemas.ts'
import { findTechnology } from '../../../technologies/technology-search-queries.ts'
import { paths, SLUG } from '../../paths.ts'
import { technologyView } from './technology-view.ts'

const params = z.object({ slug: z.string() })
type Params = z.infer<typeof params>

export function technologyPage(deps: Deps): FastifyPluginAsync {
  const find = async (slug: string): Promise<TechnologyDetail> => {
    const technology = await findTechnology(deps.readDb, slug)
    if (technology === null) throw new AppError('not_found')
    return technology
  }
  const options = { schema: { params }, config: { permission: 'public' as const } }
  return async (app) => {
    app.get(paths.technology(':slug'), options, async (request, reply) => {
      const technology = await find((request.params as Params).slug)
      const view = technologyView(technology, londonDay(deps.clock()))
      return reply.page('pages/technology/technology.njk', view)
    })
    app.get(paths.technologyFile(SLUG, 'json'), options, (request) => find((request.params as Params).slug))
    app.get(paths.technologyFile(SLUG, 'csv'), options, async (request, reply) => {
      const { slug, product } = await find((request.params as Params).slug)
      const lines = deploymentsCsv(deps.fileDb, { technology: [slug] })
      return sendFile(reply, `${product} ${londonDay(deps.clock())}`, 'csv', lines)
    })
  }
}
