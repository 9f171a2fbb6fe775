// From which file does an officer start the next return?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../../deps.ts'
import { prefilledCsv, prefilledWorkbook } from '../../../exports/prefilled-return.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { reportingAuthority } from '../../../returns/reporting-authority.ts'
import { sendFile } from '../../../send-file.ts'
import { paths } from '../../paths.ts'
import { accountOf } from '../return/return-request.ts'

const query = z.strictObject({
  authority: z.string().max(80).optional(),
  kind: z.enum(['contracts', 'systems']).default('contracts'),
})

export function prefilledPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const options = { schema: { querystring: query }, config: { permission: 'returns:view' as const } }
    app.get(paths.prefilledCsv, options, async (request, reply) => {
      const asked = request.query as z.infer<typeof query>
      const authority = await reportingAuthority(deps, accountOf(request), asked.authority)
      const { kind } = asked
      const name = `${authority.slug} ${kind} ${londonDay(deps.clock())}`
      return sendFile(reply, name, 'csv', prefilledCsv(deps.db, authority, kind))
    })
    app.get(paths.prefilledWorkbook, options, async (request, reply) => {
      const asked = request.query as z.infer<typeof query>
      const authority = await reportingAuthority(deps, accountOf(request), asked.authority)
      const { kind } = asked
      const name = `${authority.slug} ${kind} ${londonDay(deps.clock())}`
      return sendFile(reply, name, 'xlsx', prefilledWorkbook(deps.db, authority, kind))
    })
  }
}
