// What does the register know of one authority? The page, and the same as JSON and its systems as CSV.
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import { findAuthority } from '../../../authorities/authority-queries.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { deploymentsCsv } from '../../../exports/deployments-csv.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import type { AuthorityDetail } from '../../../returns/authority-overview-schemas.ts'
import { describeAuthority } from '../../../returns/describe-authority.ts'
import { sendFile } from '../../../send-file.ts'
import { paths, SLUG } from '../../paths.ts'
import { authorityView } from './authority-view.ts'

const schema = { params: z.object({ slug: z.string().regex(/^[a-z0-9-]{1,80}$/) }) }
type Params = z.infer<typeof schema.params>

export function authorityPage(deps: Deps): FastifyPluginAsync {
  const today = () => londonDay(deps.clock())
  const find = async (slug: string): Promise<AuthorityDetail> => {
    const found = await describeAuthority(deps.readDb, slug, today(), await deps.finderFor({}))
    if (found === null) throw new AppError('not_found')
    return found
  }
  return async (app) => {
    const kept = { permission: 'public', answer: 'until_changed' } as const
    app.get(paths.authority(':slug'), { schema, config: kept }, async (request, reply) => {
      const found = await find((request.params as Params).slug)
      const mayAudit = request.account !== null && can(request.account, 'audit:view')
      return reply.page('pages/authority/authority.njk', authorityView(found, today(), mayAudit))
    })
    const file = { schema, config: { permission: 'public' as const } }
    app.get(paths.authorityFile(SLUG, 'json'), file, (request) => find((request.params as Params).slug))
    app.get(paths.authorityFile(SLUG, 'csv'), file, async (request, reply) => {
      const authority = await findAuthority(deps.readDb, (request.params as Params).slug)
      if (authority === null) throw new AppError('not_found')
      const lines = deploymentsCsv(deps.fileDb, { authority: [authority.slug] })
      return sendFile(reply, `${authority.name} systems ${today()}`, 'csv', lines)
    })
  }
}
