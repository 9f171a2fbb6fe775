// What is known of one contract, and from where? The page, and the same as JSON and as CSV with the cell of each value.
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { findContract } from '../../../contracts/contract-queries.ts'
import type { ContractDetail } from '../../../contracts/contract-schemas.ts'
import { mayWithhold } from '../../../contracts/withholdings-of-account.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { contractValuesCsv } from '../../../exports/contract-values-csv.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { noticesOfContract } from '../../../notices/contract-notice-queries.ts'
import { sendFile } from '../../../send-file.ts'
import { noticesView } from '../../notice-words.ts'
import { ID, paths } from '../../paths.ts'
import { contractView } from './contract-view.ts'

const params = z.object({ id: z.uuid() })

export function contractPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(
      paths.contract(':id'),
      { schema: { params }, config: { permission: 'public', answer: 'until_changed' } },
      async (request, reply) => {
        const { id } = request.params as z.infer<typeof params>
        const [contract, notices] = await Promise.all([
          findContract(deps.readDb, id),
          noticesOfContract(deps.readDb, id),
        ])
        if (contract === null) throw new AppError('not_found')
        return reply.page('pages/contract/contract.njk', {
          ...contractView(contract, londonDay(deps.clock())),
          linkedNotices: noticesView(notices),
          withholdHref: (await mayWithhold(deps, request.account, id)) ? paths.contractWithholdings(id) : '',
        })
      },
    )
    const file = { schema: { params }, config: { permission: 'public' as const } }
    app.get(paths.contractFile(ID, 'json'), file, (request) => found(deps, request.params))
    app.get(paths.contractFile(ID, 'csv'), file, async (request, reply) => {
      const contract = await found(deps, request.params)
      const day = londonDay(deps.clock())
      return sendFile(reply, `${contract.title} ${day}`, 'csv', contractValuesCsv(contract))
    })
  }
}

/** @throws AppError `not_found` */
async function found(deps: Deps, asked: unknown): Promise<ContractDetail> {
  const contract = await findContract(deps.readDb, (asked as z.infer<typeof params>).id)
  if (contract === null) throw new AppError('not_found')
  return contract
}
