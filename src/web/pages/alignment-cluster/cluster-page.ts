// Who would have to extend by what for contracts to end together, and who cannot?
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { type ClusterParams, clusterParams } from '../../../market/alignment-schemas.ts'
import { findCluster } from '../../../market/find-cluster.ts'
import { paths } from '../../paths.ts'
import { clusterView } from './cluster-view.ts'

export function clusterPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(
      paths.alignmentCluster(':kind', ':subject', ':target'),
      { schema: { params: clusterParams }, config: { permission: 'public' } },
      async (request, reply) => {
        const today = londonDay(deps.clock())
        const found = await findCluster(deps.readDb, request.params as ClusterParams, today)
        if (found === null) throw new AppError('not_found')
        return reply.page('pages/alignment-cluster/cluster.njk', clusterView(found, today))
      },
    )
  }
}
