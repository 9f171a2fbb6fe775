// Which suppliers may be one, and what does whoever may judge say of it?
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { judgePairs, undoJudgement } from '../../../suppliers/judge-pair.ts'
import { latestActs, pairsToJudge } from '../../../suppliers/pair-queue-queries.ts'
import { paths, withQuery } from '../../paths.ts'
import { pairsView } from './pairs-view.ts'

const judges = { config: { permission: 'suppliers:judge' } } as const
const PAGE = 20
const LATEST = 10

const query = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  done: z.uuid().optional(),
})

const pair = z
  .string()
  .regex(/^\d{1,15}-\d{1,15}$/)
  .transform((text) => {
    const [left = 0, right = 0] = text.split('-').map(Number)
    return { left, right }
  })
const verdict = z.enum(['same', 'different', 'unsure'])

/** One pair by its own button ("same:12-34"), or all ticked pairs by a button under the list. */
const form = z.object({
  one: z
    .string()
    .regex(/^(same|different|unsure):\d{1,15}-\d{1,15}$/)
    .optional(),
  bulk: verdict.optional(),
  pair: z.union([pair, z.array(pair).max(100)]).optional(),
  reason: z.string().trim().max(500).default(''),
  page: z.string().max(6).default('1'),
})

export function pairsPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.supplierPairs, judges, async (request, reply) => {
      const read = query.safeParse(request.query)
      if (!read.success) throw new AppError('unknown_filter')
      const { page, done } = read.data
      const [found, acts] = await Promise.all([
        pairsToJudge(deps.db, PAGE, (page - 1) * PAGE),
        latestActs(deps.db, LATEST),
      ])
      const view = pairsView({ ...found, acts, page, pageSize: PAGE, done: done ?? null })
      return reply.page('pages/supplier-pairs/pairs.njk', view)
    })
    app.post(paths.judgePairs, judges, async (request, reply) => {
      const { page, ...judged } = readForm(request)
      const { act } = await judgePairs(deps, request.account, judged)
      return reply.redirect(withQuery(paths.supplierPairs, { page, done: act }), 303)
    })
    app.post(paths.undoJudgement(':act'), judges, async (request, reply) => {
      const read = z.object({ act: z.uuid() }).safeParse(request.params)
      if (!read.success) throw new AppError('not_found')
      await undoJudgement(deps, request.account, read.data.act)
      return reply.redirect(paths.supplierPairs, 303)
    })
  }
}

function readForm(request: FastifyRequest) {
  const read = form.safeParse(request.body ?? {})
  if (!read.success) throw new AppError('bad_request')
  const { one, bulk, pair: ticked, reason, page } = read.data
  if (one !== undefined) {
    const [word = '', ids = ''] = one.split(':')
    return { verdict: verdict.parse(word), pairs: [pair.parse(ids)], reason, page }
  }
  const pairs = ticked === undefined ? [] : [ticked].flat()
  if (bulk === undefined || pairs.length === 0)
    throw new AppError('bad_request', 'Tick the pairs that you mean, then press a button.')
  return { verdict: bulk, pairs, reason, page }
}
