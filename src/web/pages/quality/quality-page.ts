// How good is a return, or what an authority publishes?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { findAuthority } from '../../../authorities/authority-queries.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { ensureCompared } from '../../../returns/compare-return.ts'
import type { QualityItem } from '../../../returns/quality.ts'
import type { Measured } from '../../../returns/quality-queries.ts'
import { reportOnAuthority, reportOnReturn, rowsLosing } from '../../../returns/quality-report.ts'
import { qualityReason } from '../../../returns/quality-schemas.ts'
import { returnOf } from '../../../returns/returns-of-account.ts'
import { paths, withQuery } from '../../paths.ts'
import { ITEM_WORDS } from '../../quality-words.ts'
import { accountOf, type ReturnParams, returnParams } from '../return/return-request.ts'
import { qualityView } from './quality-view.ts'

const PAGE = 50

const query = z.strictObject({ reason: qualityReason.optional(), after: z.string().max(60).optional() })
type Asked = z.infer<typeof query>
const bySlug = z.object({ slug: z.string().max(80) })

export function qualityPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const ofReturn = {
      schema: { params: returnParams, querystring: query },
      config: { permission: 'returns:view' as const },
    }
    app.get(paths.returnQuality(':id'), ofReturn, (request, reply) => showReturn(deps, request, reply))
    const ofAuthority = {
      schema: { params: bySlug, querystring: query },
      config: { permission: 'public' as const },
    }
    app.get(paths.authorityQuality(':slug'), ofAuthority, (request, reply) =>
      showAuthority(deps, request, reply),
    )
  }
}

async function showReturn(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const detail = await returnOf(deps, accountOf(request), (request.params as ReturnParams).id)
  const asked = request.query as Asked
  await ensureCompared(deps, detail.id)
  const report = await reportOnReturn(deps.db, detail)
  const here = paths.returnQuality(detail.id)
  const view = qualityView(report, {
    here,
    thing: 'row',
    kind: detail.kind,
    issues: paths.return(detail.id),
    rows: await rowsOf(deps, { returnId: detail.id }, asked, here),
    overTime: [],
  })
  return reply.page('pages/quality/quality.njk', {
    ...view,
    title: `Quality of ${detail.file.name}, ${detail.authority.name}`,
    section: 'returns',
    showsSample: detail.is_sample,
    backLink: { text: 'The return', href: paths.return(detail.id) },
    caption: detail.authority.name,
    heading: `Quality of ${detail.file.name}`,
    asOfWords: 'As it came on',
  })
}

async function showAuthority(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { slug } = request.params as z.infer<typeof bySlug>
  const asked = request.query as Asked
  const authority = await findAuthority(deps.readDb, slug)
  if (authority === null) throw new AppError('not_found')
  const today = londonDay(deps.clock())
  const report = await reportOnAuthority(deps.readDb, authority.id, today)
  const surroundings = {
    title: `Quality of the register of ${authority.name}`,
    section: 'contracts' as const,
    backLink: {
      text: `Contracts of ${authority.name}`,
      href: withQuery(paths.contracts, { authority: slug }),
    },
    caption: authority.name,
    heading: `How good is what ${authority.name} publishes?`,
    asOfWords: 'As of',
  }
  if (report === null) return reply.page('pages/quality/nothing.njk', surroundings)
  const here = paths.authorityQuality(slug)
  const view = qualityView(report, {
    here,
    thing: 'contract',
    kind: 'contracts',
    issues: '',
    rows: await rowsOf(deps, { authorityId: authority.id }, asked, here),
    overTime: report.over_time,
  })
  return reply.page('pages/quality/quality.njk', { ...view, ...surroundings })
}

async function rowsOf(deps: Deps, measured: Measured, { reason, after }: Asked, here: string) {
  if (reason === undefined) return null
  const found = await rowsLosing(deps.readDb, measured, reason, londonDay(deps.clock()), {
    ...(after === undefined ? {} : { after }),
    limit: PAGE + 1,
  })
  const shown = found.slice(0, PAGE)
  const last = found.length > PAGE ? shown.at(-1)?.place : undefined
  const heading =
    reason === 'stale'
      ? 'Not confirmed for six months'
      : `${ITEM_WORDS[reason satisfies QualityItem].label}: not stated here`
  return { heading, shown, next: last === undefined ? '' : withQuery(here, { reason, after: last }) }
}
