// How do machines answer what a return asks: what its headings mean, what its cells should have held?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { changePublishingSetting, publishingSetting } from '../returns/publishing-setting.ts'
import { answerFor, correctFor, correctionsOf, mappingOf, undoFor } from '../returns/review-of-account.ts'
import {
  correctionRequest,
  mappingAnswers,
  returnCorrection,
  returnMapping,
} from '../returns/review-schemas.ts'
import { accountOf } from './request-account.ts'
import { answerOf, returnAnswer } from './return-answer.ts'

const byId = z.object({ id: z.uuid() })
const byCorrection = byId.extend({
  correction: z.union([z.literal('all'), z.coerce.number().int().positive()]),
})
const corrected = z.object({ cells: z.number().int(), return: returnAnswer })
const page = z.strictObject({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
const correctionPage = z.object({
  total: z.number().int(),
  corrections: z.array(returnCorrection),
  next_before: z.number().int().nullable(),
})
const setting = z.object({
  authority: z.object({ slug: z.string(), name: z.string() }),
  publish_at_once: z.boolean(),
})

type Server = Parameters<FastifyPluginAsyncZod>[0]

export function reviewApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    addMapping(app, deps)
    addCorrections(app, deps)
    addUndoing(app, deps)
    addSetting(app, deps)
  }
}

function addMapping(app: Server, deps: Deps): void {
  const shown = {
    summary: 'How the columns of a return are understood',
    params: byId,
    response: { 200: returnMapping },
  }
  app.get(
    '/returns/:id/mapping',
    { config: { permission: 'returns:view' }, schema: shown },
    async (request) => {
      return (await mappingOf(deps, accountOf(request), request.params.id)).mapping
    },
  )
  const schema = {
    summary: 'Say what headings mean, once for all later returns; the return is read again',
    params: byId,
    body: mappingAnswers,
    response: { 202: z.object({ profile_version: z.number().int().nullable(), return: returnAnswer }) },
  }
  const config = { permission: 'mappings:edit' } as const
  app.put('/returns/:id/mapping', { config, schema }, async (request, reply) => {
    const account = accountOf(request)
    const { kind, headings } = request.body
    const outcome = await answerFor(deps, account, request.params.id, {
      headings,
      ...(kind === undefined ? {} : { kind }),
    })
    if (outcome.status === 'unfit') {
      const issues = outcome.problems.map(({ heading, message }) => ({
        place: heading || 'headings',
        message,
      }))
      throw new AppError('bad_request', 'The return cannot be read with these answers.', issues)
    }
    if (outcome.status !== 'answered') throw notInReview(outcome)
    const { profileVersion: profile_version } = outcome
    return reply.code(202).send({ profile_version, return: await answerOf(deps, account, request.params.id) })
  })
}

function addCorrections(app: Server, deps: Deps): void {
  const list = {
    summary: 'Cells corrected, the latest first',
    params: byId,
    querystring: page,
    response: { 200: correctionPage },
  }
  const view = { permission: 'returns:view' } as const
  app.get('/returns/:id/corrections', { config: view, schema: list }, async (request) => {
    const { limit, before } = request.query
    const found = await correctionsOf(deps, accountOf(request), request.params.id, {
      limit: limit + 1,
      ...(before === undefined ? {} : { beforeId: before }),
    })
    const corrections = found.corrections.slice(0, limit)
    const next_before = found.corrections.length > limit ? (corrections.at(-1)?.id ?? null) : null
    return { total: found.total, corrections, next_before }
  })
  const schema = {
    summary:
      'Accept a suggestion, all suggestions alike, or give a cell another text; the return is read again',
    params: byId,
    body: correctionRequest,
    response: { 202: corrected },
  }
  const config = { permission: 'returns:submit' } as const
  app.post('/returns/:id/corrections', { config, schema }, async (request, reply) => {
    const account = accountOf(request)
    const outcome = await correctFor(deps, account, request.params.id, request.body)
    if (outcome.status === 'nothing_to_correct')
      throw new AppError('not_found', 'There is no such cell, or nothing is suggested for it.')
    if (outcome.status !== 'corrected') throw notInReview(outcome)
    const { cells } = outcome
    return reply.code(202).send({ cells, return: await answerOf(deps, account, request.params.id) })
  })
}

function addUndoing(app: Server, deps: Deps): void {
  const schema = {
    summary: 'Take back a correction, or all; the return is read again',
    params: byCorrection,
    response: { 202: corrected },
  }
  const config = { permission: 'returns:submit' } as const
  app.delete('/returns/:id/corrections/:correction', { config, schema }, async (request, reply) => {
    const account = accountOf(request)
    const { id, correction } = request.params
    const outcome = await undoFor(deps, account, id, correction)
    if (outcome.status === 'nothing_to_correct')
      throw new AppError('not_found', 'There is no such correction.')
    if (outcome.status !== 'corrected') throw notInReview(outcome)
    return reply.code(202).send({ cells: outcome.cells, return: await answerOf(deps, account, id) })
  })
}

function addSetting(app: Server, deps: Deps): void {
  const params = z.object({ authority: z.string().max(100) })
  const shown = { summary: 'How returns of an authority are published', params, response: { 200: setting } }
  const path = '/authorities/:authority/publishing'
  app.get(path, { config: { permission: 'returns:view' }, schema: shown }, (request) =>
    publishingSetting(deps, accountOf(request), request.params.authority),
  )
  const schema = {
    summary: 'Publish returns at once when nothing is wrong with them, or never without a person',
    params,
    body: z.strictObject({ publish_at_once: z.boolean() }),
    response: { 200: setting },
  }
  app.put(path, { config: { permission: 'returns:publish' }, schema }, (request) =>
    changePublishingSetting(deps, accountOf(request), request.body.publish_at_once, request.params.authority),
  )
}

function notInReview(outcome: { status: 'absent' } | { status: 'not_in_review'; state: string }): AppError {
  if (outcome.status === 'absent') return new AppError('not_found')
  return new AppError('conflict', `The return is ${outcome.state}; only one that was read can be reviewed.`)
}
