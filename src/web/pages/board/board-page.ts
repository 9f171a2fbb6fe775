// How far has an authority come with what follows its contracts, and what is proposed to it?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { answerProposal } from '../../../market/answer-proposal.ts'
import { ownProposals, renewalBoard } from '../../../market/renewal-board.ts'
import { RENEWAL_STAGES } from '../../../market/renewal-stages.ts'
import { paths } from '../../paths.ts'
import { accountOf } from '../return/return-request.ts'
import { boardView } from './board-view.ts'
import { proposalViews } from './board-words.ts'

const bySlug = z.object({ slug: z.string().max(80) })
const byProposal = bySlug.extend({ id: z.uuid() })
const query = z.strictObject({
  stage: z.enum(RENEWAL_STAGES).optional(),
  after: z.string().max(60).optional(),
})
const answer = z.object({
  contract: z.uuid(),
  answer: z.enum(['accepted', 'declined']).optional().catch(undefined),
  note: z.string().trim().catch(''),
})

const LONGEST_NOTE = 500

export function boardPages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const view = { config: { permission: 'renewals:view' as const } }
    app.get(
      paths.board(':slug'),
      { ...view, schema: { params: bySlug, querystring: query } },
      (request, reply) => show(deps, request, reply, ''),
    )
    app.post(
      paths.answerProposal(':slug', ':id'),
      {
        schema: { params: byProposal, body: answer },
        config: { permission: 'renewals:edit' as const },
      },
      async (request, reply) => {
        const { slug, id } = request.params as z.infer<typeof byProposal>
        const given = request.body as z.infer<typeof answer>
        if (given.answer === undefined)
          return show(deps, request, reply.code(400), 'Choose whether to accept or decline')
        if (given.note.length > LONGEST_NOTE)
          return show(deps, request, reply.code(400), 'The note must be 500 characters or fewer')
        await answerProposal(deps, accountOf(request), id, given.contract, {
          answer: given.answer,
          note: given.note,
        })
        return reply.redirect(`${paths.board(slug)}#proposals`, 303)
      },
    )
    const propose = { config: { permission: 'alignment:propose' as const } }
    app.get(paths.proposals, propose, async (request, reply) => {
      const proposals = await ownProposals(deps, accountOf(request))
      return reply.page('pages/board/proposals.njk', {
        title: 'Your proposals to buy together',
        section: 'opportunities',
        proposals: proposalViews(proposals, null, londonDay(deps.clock())),
      })
    })
  }
}

async function show(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: string,
): Promise<FastifyReply> {
  const { slug } = request.params as z.infer<typeof bySlug>
  const { stage, after } = problem === '' ? (request.query as z.infer<typeof query>) : {}
  const account = accountOf(request)
  const board = await renewalBoard(deps, account, slug, { stage, after })
  const mayEdit = can(account, 'renewals:edit', { authorityId: board.authority.id })
  return reply.page('pages/board/board.njk', {
    ...boardView({
      board,
      stage,
      isLaterPage: after !== undefined,
      mayEdit,
      today: londonDay(deps.clock()),
    }),
    errors: problem === '' ? [] : [{ href: '#proposals', message: problem }],
    token: mayEdit ? reply.csrfToken() : '',
  })
}
