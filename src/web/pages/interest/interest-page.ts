// How does a supplier confirm or withdraw their interest, and an officer answer it?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { sha256 } from '../../../lib/hash.ts'
import { answerInterest, confirmByToken, withdrawByToken } from '../../../opportunities/express-interest.ts'
import { interestOfToken } from '../../../opportunities/interest-queries.ts'
import { paths } from '../../paths.ts'
import { accountOf } from '../return/return-request.ts'

const open = { config: { permission: 'public' } } as const
const TOKEN = z.object({ token: z.string().regex(/^[\w-]{43}$/) })
const answerParams = z.object({ id: z.uuid(), interest: z.uuid() })
const answerForm = z.object({ answer: z.string().trim().min(1).max(2_000) })
const TEMPLATE = 'pages/interest/interest.njk'

export function interestPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.interest(':token'), open, async (request, reply) => {
      const token = tokenOf(request.params)
      const found = await interestOfToken(deps.db, sha256(token))
      if (found === null) throw new AppError('not_found')
      return reply
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'no-referrer')
        .page(TEMPLATE, {
          title: 'Your interest in an upcoming tender',
          section: 'opportunities',
          interest: found,
          href: paths.opportunity(found.opportunity_id),
          confirm: paths.confirmInterest(token),
          withdraw: paths.withdrawInterest(token),
          isWithdrawn: false,
        })
    })
    app.post(paths.confirmInterest(':token'), open, async (request, reply) => {
      const token = tokenOf(request.params)
      await confirmByToken(deps, token)
      return reply.redirect(paths.interest(token), 303)
    })
    app.post(paths.withdrawInterest(':token'), open, async (request, reply) => {
      await withdrawByToken(deps, tokenOf(request.params))
      return reply.page(TEMPLATE, {
        title: 'Your interest is withdrawn',
        section: 'opportunities',
        isWithdrawn: true,
      })
    })
    app.post(
      paths.answerInterest(':id', ':interest'),
      { config: { permission: 'contracts:edit' as const } },
      async (request, reply) => {
        const params = answerParams.safeParse(request.params)
        if (!params.success) throw new AppError('not_found')
        const { id, interest } = params.data
        const read = answerForm.safeParse(request.body ?? {})
        if (!read.success) throw new AppError('bad_request', 'Write an answer of 2,000 characters or fewer.')
        const { answer } = read.data
        await answerInterest(deps, accountOf(request), { opportunityId: id, interestId: interest, answer })
        return reply.redirect(`${paths.opportunity(id)}#interest`, 303)
      },
    )
  }
}

function tokenOf(params: unknown): string {
  const read = TOKEN.safeParse(params)
  if (!read.success) throw new AppError('not_found')
  return read.data.token
}
