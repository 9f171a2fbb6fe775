// Which notices may be about which contracts, and what does whoever may judge say of it?
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Account } from '../../../accounts/account.ts'
import { withAccount } from '../../../accounts/with-account.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { judgeLink, undoLinkJudgement } from '../../../notices/judge-link.ts'
import { doubtfulLinks, latestJudgements } from '../../../notices/link-queries.ts'
import { paths, withQuery } from '../../paths.ts'
import { accountOf } from '../return/return-request.ts'
import { noticeLinksView } from './notice-links-view.ts'

const judges = { config: { permission: 'notices:judge' } } as const
const PAGE = 20
const LATEST = 10

const query = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  done: z.uuid().optional(),
})
const form = z.object({
  verdict: z.enum(['current', 'next', 'not the same']),
  reason: z.string().trim().max(500).default(''),
  page: z.string().max(6).default('1'),
})
const params = z.object({ id: z.uuid() })

export function noticeLinksPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.noticeLinks, judges, async (request, reply) => {
      const read = query.safeParse(request.query)
      if (!read.success) throw new AppError('unknown_filter')
      const { page, done } = read.data
      const account = accountOf(request)
      const authorityId = reachOf(account)
      const shown = await withAccount(deps.db, account, async (tx) => ({
        ...(await doubtfulLinks(tx, authorityId, PAGE, (page - 1) * PAGE)),
        judged: await latestJudgements(tx, authorityId, LATEST),
      }))
      const view = noticeLinksView({ ...shown, page, pageSize: PAGE, done: done ?? null })
      return reply.page('pages/notice-links/notice-links.njk', view)
    })
    app.post(paths.judgeNoticeLink(':id'), judges, async (request, reply) => {
      const read = form.safeParse(request.body ?? {})
      if (!read.success) throw new AppError('bad_request')
      const { page, ...said } = read.data
      const done = await judgeLink(deps, accountOf(request), idOf(request), said)
      return reply.redirect(withQuery(paths.noticeLinks, { page, done }), 303)
    })
    app.post(paths.undoNoticeJudgement(':id'), judges, async (request, reply) => {
      await undoLinkJudgement(deps, accountOf(request), idOf(request))
      return reply.redirect(paths.noticeLinks, 303)
    })
  }
}

/** An officer's own authority; null, every one, for an admin. */
function reachOf(account: Account): number | null {
  return account.role === 'admin' ? null : account.authorityId
}

function idOf(request: FastifyRequest): string {
  const read = params.safeParse(request.params)
  if (!read.success) throw new AppError('not_found')
  return read.data.id
}
