// What does a committee need to decide what follows a contract, on one page?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { findContract } from '../../../contracts/contract-queries.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { clustersWith } from '../../../market/alignment-list-queries.ts'
import { renewalOfContract } from '../../../market/renewal-board.ts'
import { findOpportunity } from '../../../opportunities/find-opportunity.ts'
import { paths } from '../../paths.ts'
import { accountOf } from '../return/return-request.ts'
import { paperView } from './paper-view.ts'

const params = z.object({ slug: z.string().max(80), contract: z.uuid() })

const MOST_CLUSTERS = 3

export function paperPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(
      paths.renewalPaper(':slug', ':contract'),
      { schema: { params }, config: { permission: 'renewals:view' } },
      async (request, reply) => {
        const { slug, contract: id } = request.params as z.infer<typeof params>
        const renewal = await renewalOfContract(deps, accountOf(request), slug, id)
        const today = londonDay(deps.clock())
        const [found, contract, clusters] = await Promise.all([
          findOpportunity(deps.db, renewal.opportunityId, today),
          findContract(deps.db, id),
          clustersWith(deps.db, id, MOST_CLUSTERS),
        ])
        if (found === null || contract === null) throw new AppError('not_found')
        reply.header('cache-control', 'no-store')
        return reply.page('pages/board/paper.njk', paperView({ renewal, found, contract, clusters, today }))
      },
    )
  }
}
