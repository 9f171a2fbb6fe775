// How do machines ask how good a return or a register is?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import { findAuthority } from '../authorities/authority-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { ensureCompared } from '../returns/compare-return.ts'
import type { Measured } from '../returns/quality-queries.ts'
import { reportOnAuthority, reportOnReturn, rowsLosing } from '../returns/quality-report.ts'
import {
  authorityQuality,
  qualityReport,
  qualityRowFilters,
  qualityRowPage,
} from '../returns/quality-schemas.ts'
import { returnOf } from '../returns/returns-of-account.ts'
import { accountOf } from './request-account.ts'

const byId = z.object({ id: z.uuid() })
const bySlug = z.object({ slug: z.string().max(80) })
type Server = Parameters<FastifyPluginAsyncZod>[0]

export function qualityApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    addReturns(app, deps)
    addAuthorities(app, deps)
  }
}

function addReturns(app: Server, deps: Deps): void {
  const config = { permission: 'returns:view' } as const
  const whole = { summary: 'How good a return is', params: byId, response: { 200: qualityReport } }
  app.get('/returns/:id/quality', { config, schema: whole }, async (request) => {
    const detail = await returnOf(deps, accountOf(request), request.params.id)
    await ensureCompared(deps, detail.id)
    return reportOnReturn(deps.db, detail)
  })
  const rows = {
    summary: 'Rows of a return that lose points for a reason',
    params: byId,
    querystring: qualityRowFilters,
    response: { 200: qualityRowPage },
  }
  app.get('/returns/:id/quality/rows', { config, schema: rows }, async (request) => {
    const { id } = await returnOf(deps, accountOf(request), request.params.id)
    return rowPage(deps, { returnId: id }, request.query)
  })
}

function addAuthorities(app: Server, deps: Deps): void {
  const config = { permission: 'public' } as const
  const whole = {
    summary: 'How good what an authority publishes is',
    params: bySlug,
    response: { 200: authorityQuality },
  }
  app.get('/authorities/:slug/quality', { config, schema: whole }, async (request) => {
    const id = await authorityId(deps, request.params.slug)
    const report = await reportOnAuthority(deps.readDb, id, londonDay(deps.clock()))
    if (report === null) throw new AppError('not_found', 'This authority has published no contracts yet.')
    return report
  })
  const rows = {
    summary: 'Contracts of an authority that lose points for a reason',
    params: bySlug,
    querystring: qualityRowFilters,
    response: { 200: qualityRowPage },
  }
  app.get('/authorities/:slug/quality/rows', { config, schema: rows }, async (request) =>
    rowPage(deps, { authorityId: await authorityId(deps, request.params.slug) }, request.query),
  )
}

async function authorityId(deps: Deps, slug: string): Promise<number> {
  const authority = await findAuthority(deps.readDb, slug)
  if (authority === null) throw new AppError('not_found')
  return authority.id
}

async function rowPage(deps: Deps, measured: Measured, asked: z.infer<typeof qualityRowFilters>) {
  const { reason, after, limit } = asked
  const found = await rowsLosing(deps.readDb, measured, reason, londonDay(deps.clock()), {
    ...(after === undefined ? {} : { after }),
    limit: limit + 1,
  })
  const rows = found.slice(0, limit)
  return { rows, next_after: found.length > limit ? (rows.at(-1)?.place ?? null) : null }
}
