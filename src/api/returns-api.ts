// How do machines hand in a return and ask what became of it?
import fastifyMultipart from '@fastify/multipart'
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { readUpload } from '../read-upload.ts'
import type { ColumnQuestion } from '../returns/mapping/open-questions.ts'
import { countIssues, listReturnIssues } from '../returns/return-queries.ts'
import { issueGroup, returnDetail, returnIssue, returnState } from '../returns/return-schemas.ts'
import { publishFor, returnOf, returnsOf, submitFor, withdrawFor } from '../returns/returns-of-account.ts'
import { answerOnce } from './answer-once.ts'
import { accountOf } from './request-account.ts'
import { answerOf, returnAnswer } from './return-answer.ts'

const byId = z.object({ id: z.uuid() })
const submitted = z.object({ already_received: z.boolean(), return: returnAnswer })
const idempotencyKey = z.looseObject({
  'idempotency-key': z.string().optional().meta({
    description:
      'Chosen by the sender: the same request sent again under it is answered as the first time, for 24 hours',
  }),
})
const issueQuery = z.strictObject({
  severity: z.enum(['error', 'warning', 'note']).optional(),
  code: z.string().max(60).optional(),
  column: z.coerce.number().int().min(1).max(1_000).optional(),
  after: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
const issuePage = z.object({
  groups: z.array(issueGroup),
  issues: z.array(returnIssue),
  next_after: z.number().int().nullable(),
})

type Server = Parameters<FastifyPluginAsyncZod>[0]

export function returnsApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    const limits = { fileSize: deps.config.RETURN_MAX_BYTES, files: 1, fields: 5, fieldSize: 1_000 }
    await app.register(fastifyMultipart, { limits })
    addSubmission(app, deps)
    addReading(app, deps)
    addIssues(app, deps)
    addPublication(app, deps)
    addWithdrawal(app, deps)
  }
}

function addSubmission(app: Server, deps: Deps): void {
  const schema = {
    summary: 'Hand in a return',
    headers: idempotencyKey,
    response: { 200: submitted, 202: submitted },
  }
  app.post('/returns', { config: { permission: 'returns:submit' }, schema }, async (request, reply) => {
    const account = accountOf(request)
    const { fields, ...upload } = await readUpload(request)
    const publishWhenRead = fields('publish') === 'true'
    const authority = fields('authority')
    const work = async (content: AsyncIterable<Uint8Array>) => {
      const outcome = await submitFor(deps, account, { ...upload, content, authority, publishWhenRead })
      if (outcome.status === 'refused') throw refusalOf(outcome)
      const already_received = outcome.status === 'already_received'
      const found = await answerOf(deps, account, outcome.returnId)
      return { status: already_received ? 200 : 202, body: { already_received, return: found } }
    }
    const parts = [upload.fileName, authority ?? '', String(publishWhenRead)]
    const { content } = upload
    const { status, body } = await answerOnce(deps, request, reply, { parts, content, work })
    return reply.code(status === 200 ? 200 : 202).send(body)
  })
}

function addReading(app: Server, deps: Deps): void {
  const config = { permission: 'returns:view' } as const
  const list = {
    summary: 'Returns handed in',
    querystring: z.strictObject({
      state: returnState.optional(),
      after: z.uuid().optional().meta({ description: 'The last return of the page before' }),
      limit: z.coerce.number().int().min(1).max(100).default(100),
    }),
    response: { 200: z.object({ returns: z.array(returnDetail), next_after: z.uuid().nullable() }) },
  }
  app.get('/returns', { config, schema: list }, async (request) => {
    const { state, after, limit } = request.query
    const found = await returnsOf(deps, accountOf(request), {
      ...(state ? { states: [state] } : {}),
      ...(after ? { afterId: after } : {}),
      limit: limit + 1,
    })
    const returns = found.slice(0, limit)
    return { returns, next_after: found.length > limit ? (returns.at(-1)?.id ?? null) : null }
  })
  const one = { summary: 'What became of a return', params: byId, response: { 200: returnAnswer } }
  app.get('/returns/:id', { config, schema: one }, (request) =>
    answerOf(deps, accountOf(request), request.params.id),
  )
}

function addIssues(app: Server, deps: Deps): void {
  const schema = {
    summary: 'Issues of a return',
    params: byId,
    querystring: issueQuery,
    response: { 200: issuePage },
  }
  app.get('/returns/:id/issues', { config: { permission: 'returns:view' }, schema }, async (request) => {
    const { id } = await returnOf(deps, accountOf(request), request.params.id)
    const { after, limit, severity, code, column } = request.query
    const wanted = {
      ...(after ? { afterId: after } : {}),
      ...(severity ? { severity } : {}),
      ...(code ? { code } : {}),
      ...(column ? { column } : {}),
    }
    const found = await listReturnIssues(deps.db, id, { ...wanted, limit: limit + 1 })
    const issues = found.slice(0, limit)
    const next_after = found.length > limit ? (issues.at(-1)?.id ?? null) : null
    return { groups: await countIssues(deps.db, id), issues, next_after }
  })
}

function addPublication(app: Server, deps: Deps): void {
  const schema = { summary: 'Publish a return', params: byId, response: { 200: returnAnswer } }
  app.post('/returns/:id/publish', { config: { permission: 'returns:publish' }, schema }, async (request) => {
    const outcome = await publishFor(deps, accountOf(request), request.params.id)
    if (outcome.status === 'not_ready')
      throw new AppError('conflict', `The return is ${outcome.state}, not read.`)
    if (outcome.status === 'must_confirm') throw unanswered(outcome.questions)
    return answerOf(deps, accountOf(request), request.params.id)
  })
}

function addWithdrawal(app: Server, deps: Deps): void {
  const body = z.strictObject({ reason: z.string().trim().min(1).max(1_000) })
  const schema = {
    summary: 'Undo a publication as a whole',
    params: byId,
    body,
    response: { 200: returnAnswer },
  }
  app.post(
    '/returns/:id/withdraw',
    { config: { permission: 'returns:publish' }, schema },
    async (request) => {
      const account = accountOf(request)
      const outcome = await withdrawFor(deps, account, request.params.id, request.body.reason)
      if (outcome.status === 'not_published')
        throw new AppError('conflict', `The return is ${outcome.state}, not published.`)
      if (outcome.status === 'not_the_latest') {
        throw new AppError('conflict', `A later publication must be withdrawn first: ${outcome.latestId}.`)
      }
      return answerOf(deps, account, request.params.id)
    },
  )
}

/** The questions that must be answered first, each with its column and what stands in it. */
function unanswered(questions: readonly ColumnQuestion[]): AppError {
  const issues = questions.map(({ column, sentence, samples }) => ({
    place: `column ${column}`,
    message: samples.length > 0 ? `${sentence} It holds: ${samples.join(' | ')}` : sentence,
  }))
  return new AppError('conflict', 'Say what some headings mean first (PUT …/mapping).', issues)
}

function refusalOf(outcome: { code: string; message: string }): AppError {
  return new AppError(outcome.code === 'file_too_large' ? 'file_too_large' : 'file_refused', outcome.message)
}
