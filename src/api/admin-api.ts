// How do programs look at the record of changes, and administrators at the state of the system?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import { auditOfAll, auditOfAuthority, publicCorrections } from '../accounts/audit-of-account.ts'
import { auditFilters, auditPage, correctionFilters, correctionPage } from '../audit/audit-schemas.ts'
import type { Deps } from '../deps.ts'
import { waitingJobs } from '../queue/outbox-queries.ts'
import { accountOf } from './request-account.ts'

const healthDetail = z.object({ waiting: z.number().int(), oldest_seconds: z.number().int() })

export function adminApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    const system = { permission: 'system:view' } as const
    const all = { hide: true, querystring: auditFilters, response: { 200: auditPage } }
    app.get('/admin/audit', { config: system, schema: all }, (request) =>
      auditOfAll(deps, accountOf(request), request.query),
    )
    const health = { hide: true, response: { 200: healthDetail } }
    app.get('/admin/health', { config: system, schema: health }, () => waitingJobs(deps.db))
    const own = {
      summary: 'What was done in the name of an authority: who, what, before, after and why',
      params: z.object({ authority: z.string().max(80) }),
      querystring: auditFilters.omit({ authority: true }),
      response: { 200: auditPage },
    }
    app.get(
      '/authorities/:authority/audit',
      { config: { permission: 'audit:view' }, schema: own },
      async (request) => {
        const { authority, ...page } = await auditOfAuthority(
          deps,
          accountOf(request),
          request.params.authority,
          request.query,
        )
        return page
      },
    )
    const corrections = {
      summary:
        'Publications taken back, values corrected or withheld: that it happened, never what stood there',
      querystring: correctionFilters,
      response: { 200: correctionPage },
    }
    app.get('/corrections', { config: { permission: 'public' }, schema: corrections }, (request) =>
      publicCorrections(deps, request.query),
    )
  }
}
