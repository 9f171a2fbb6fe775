// How does an officer publish a return, or take back what was published?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { publishFor, withdrawFor } from '../../../returns/returns-of-account.ts'
import { paths } from '../../paths.ts'
import { accountOf, type ReturnParams, returnParams, type ShowReturn } from './return-request.ts'

const SHORTEST_REASON = 5
const reasonForm = z.object({ reason: z.string().trim().max(500).default('') })

export function returnActions(deps: Deps, show: ShowReturn): FastifyPluginAsync {
  return async (app) => {
    const config = { permission: 'returns:publish' as const }

    app.post(
      paths.publishReturn(':id'),
      { schema: { params: returnParams }, config },
      async (request, reply) => {
        const { id } = request.params as ReturnParams
        const outcome = await publishFor(deps, accountOf(request), id)
        if (outcome.status === 'absent') throw new AppError('not_found')
        if (outcome.status === 'not_ready')
          throw new AppError('conflict', 'This return cannot be published as it stands now.')
        if (outcome.status === 'must_confirm') return reply.redirect(paths.returnMapping(id), 303)
        return reply.redirect(paths.return(id), 303)
      },
    )

    const schema = { params: returnParams, body: reasonForm }
    app.post(paths.withdrawReturn(':id'), { schema, config }, async (request, reply) => {
      const { id } = request.params as ReturnParams
      const { reason } = request.body as z.infer<typeof reasonForm>
      if (reason.length < SHORTEST_REASON)
        return show(request, reply.code(400), 'Say why the return is withdrawn')
      const outcome = await withdrawFor(deps, accountOf(request), id, reason)
      if (outcome.status === 'absent') throw new AppError('not_found')
      if (outcome.status === 'not_the_latest')
        throw new AppError(
          'conflict',
          'A later return of this authority has been published. Withdraw that one first.',
        )
      if (outcome.status === 'not_published') throw new AppError('conflict', 'This return is not published.')
      return reply.redirect(paths.return(id), 303)
    })
  }
}
