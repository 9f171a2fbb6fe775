// What is known of one contract, and from where?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { findContract } from '../../../contracts/contract-queries.ts'
import { mayWithhold } from '../../../contracts/withholdings-of-account.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { paths } from '../../paths.ts'
import { contractView } from './contract-view.ts'

const params = z.object({ id: z.uuid() })

export function contractPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(
      paths.contract(':id'),
      { schema: { params }, config: { permission: 'public', answer: 'until_changed' } },
      async (request, reply) => {
        const { id } = request.params as z.infer<typeof params>
        const contract = await findContract(deps.readDb, id)
        if (contract === null) throw new AppError('not_found')
        return reply.page('pages/contract/contract.njk', {
          ...contractView(contract, londonDay(deps.clock())),
          withholdHref: (await mayWithhold(deps, request.account, id)) ? paths.contractWithholdings(id) : '',
        })
      },
    )
  }
}
