// What do machines of an authority ask about renewals and about buying together, and what do they say?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { answerProposal } from '../market/answer-proposal.ts'
import type { ProposalRow } from '../market/proposal-queries.ts'
import { proposeJointly } from '../market/propose-jointly.ts'
import { ownProposals, recordRenewal, renewalBoard } from '../market/renewal-board.ts'
import {
  boardFilters,
  boardPage,
  newAnswer,
  newProposal,
  type OwnProposal,
  ownProposalsPage,
  renewalEntry,
} from '../market/renewal-schemas.ts'
import { accountOf } from './request-account.ts'

type Server = Parameters<FastifyPluginAsyncZod>[0]

const bySlug = z.object({ slug: z.string().max(80) })
const changed = z.object({ changed: z.boolean() })

export function renewalsApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    addBoard(app, deps)
    addProposals(app, deps)
  }
}

function addBoard(app: Server, deps: Deps): void {
  const whole = {
    summary: 'How far an authority has come with what follows its contracts',
    description: 'The next day of decision first. For its own officers alone.',
    params: bySlug,
    querystring: boardFilters,
    response: { 200: boardPage },
  }
  const view = { permission: 'renewals:view' } as const
  app.get('/authorities/:slug/board', { config: view, schema: whole }, async (request, reply) => {
    const { stage, after } = request.query
    const asked = { stage, after }
    const { stages, rows, next } = await renewalBoard(deps, accountOf(request), request.params.slug, asked)
    reply.header('cache-control', 'no-store')
    const renewals = rows.map((row) => ({
      contract_id: row.contract_id,
      title: row.title,
      stage: row.stage,
      owner: row.owner,
      next_day: row.next_day,
      next_is: row.next_is,
      earliest_end: row.earliest_end,
      latest_end: row.latest_end,
      intention: row.intention,
    }))
    return { stages: Object.fromEntries(stages), renewals, next_after: next }
  })
  const entry = {
    summary: 'Move a renewal on: an entry in its log, of which the last counts',
    params: bySlug.extend({ contract: z.uuid() }),
    body: renewalEntry,
    response: { 200: changed },
  }
  const edit = { permission: 'renewals:edit' } as const
  app.post('/authorities/:slug/board/:contract', { config: edit, schema: entry }, async (request) => {
    const { slug, contract } = request.params
    const { next_decision_on: nextDecisionOn, ...said } = request.body
    const isNew = await recordRenewal(deps, accountOf(request), slug, contract, { ...said, nextDecisionOn })
    return { changed: isNew }
  })
}

function addProposals(app: Server, deps: Deps): void {
  const propose = {
    summary: 'Propose to the officers of several authorities to buy together',
    description: 'It stands on the board of each authority concerned, whose officers are written to.',
    body: newProposal,
    response: { 200: z.object({ id: z.uuid() }) },
  }
  const config = { permission: 'alignment:propose' } as const
  const own = {
    summary: 'What you proposed to buy together, and what the officers concerned answered',
    description: 'The latest first, with 500 contracts at most in all.',
    response: { 200: ownProposalsPage },
  }
  app.get('/alignment/proposals', { config, schema: own }, async (request, reply) => {
    const rows = await ownProposals(deps, accountOf(request))
    reply.header('cache-control', 'no-store')
    return { proposals: [...Map.groupBy(rows, ({ proposal_id }) => proposal_id).values()].flatMap(onWire) }
  })
  app.post('/alignment/proposals', { config, schema: propose }, (request) => {
    const { contracts: contractIds, note, ...params } = request.body
    return proposeJointly(deps, accountOf(request), params, { contractIds, note })
  })
  const answer = {
    summary: 'Accept or decline a proposal for a contract of your authority',
    description: 'Accepting publishes that what follows the contract is bought jointly.',
    params: z.object({ id: z.uuid() }),
    body: newAnswer,
    response: { 200: changed },
  }
  const edit = { permission: 'renewals:edit' } as const
  app.post('/alignment/proposals/:id/answers', { config: edit, schema: answer }, async (request) => {
    const { contract, ...given } = request.body
    await answerProposal(deps, accountOf(request), request.params.id, contract, given)
    return { changed: true }
  })
}

function onWire(rows: readonly ProposalRow[]): OwnProposal[] {
  const [first] = rows
  if (first === undefined) return []
  const { proposal_id: id, code: subject, kind, subject: name, target, note, proposed_at } = first
  const contracts = rows.map((row) => ({
    contract: row.contract_id,
    title: row.title,
    authority: row.authority,
    end_on: row.end_on,
    options_used: row.options_used,
    months_extended: row.months_extended,
    decide_by: row.decide_by,
    answer: row.answer,
    answer_note: row.answer_note,
    answered_at: row.answered_at,
  }))
  return [{ id, subject, kind, name, target, note, proposed_at, contracts }]
}
