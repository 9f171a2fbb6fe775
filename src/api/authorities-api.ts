// What do machines ask about authorities?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { authorityOverviews } from '../returns/authority-overview-queries.ts'
import { authorityDetail, authorityList } from '../returns/authority-overview-schemas.ts'
import { describeAuthority } from '../returns/describe-authority.ts'

const config = { permission: 'public', answer: 'until_changed' } as const

export function authoritiesApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    const list = {
      summary: 'Authorities, with what the register holds of each',
      response: { 200: authorityList },
    }
    app.get('/authorities', { config, schema: list }, async () => ({
      authorities: await authorityOverviews(deps.readDb, londonDay(deps.clock())),
    }))
    const one = {
      summary: 'One authority: its systems, contracts that end, suppliers and returns',
      params: z.object({ slug: z.string().max(80) }),
      response: { 200: authorityDetail },
    }
    app.get('/authorities/:slug', { config, schema: one }, async (request) => {
      const found = await describeAuthority(
        deps.readDb,
        request.params.slug,
        londonDay(deps.clock()),
        await deps.finderFor({}),
      )
      if (found === null) throw new AppError('not_found')
      return found
    })
  }
}
