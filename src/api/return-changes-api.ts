// How do machines see what a return changes, and say what became of the contracts it leaves out?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import { answerWord } from '../contracts/answer-schemas.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { londonDay } from '../lib/calendar-date.ts'
import { changeFilters, changePage } from '../returns/change-schemas.ts'
import { answerFor, changesOf } from '../returns/changes-of-account.ts'
import { accountOf } from './request-account.ts'

const byId = z.object({ id: z.uuid() })
const things = z.array(z.uuid()).min(1).max(500)
const answerBody = z.strictObject({
  contracts: things.optional(),
  deployments: things.optional().meta({ description: 'Of a systems return' }),
  answer: answerWord,
  ended_on: z.iso.date().optional().meta({ description: 'The day they ended; with `ended`, and only then' }),
})

type Server = Parameters<FastifyPluginAsyncZod>[0]

export function returnChangesApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    addChanges(app, deps)
    addAnswers(app, deps)
  }
}

function addChanges(app: Server, deps: Deps): void {
  const schema = {
    summary: 'What publishing a return changes, or changed',
    description:
      'Compared anew when a publication or a correction came in between. Of a large return the answer is 409 until a worker has compared it; ask again.',
    params: byId,
    querystring: changeFilters,
    response: { 200: changePage },
  }
  app.get('/returns/:id/changes', { config: { permission: 'returns:view' }, schema }, async (request) => {
    const page = await changesOf(deps, accountOf(request), request.params.id, () => request.query)
    if (page.comparison === 'waiting')
      throw new AppError('conflict', 'The return is being compared with the register. Ask again shortly.')
    return { counts: page.counts, changes: page.changes, next_after: page.nextAfter }
  })
}

function addAnswers(app: Server, deps: Deps): void {
  const schema = {
    summary: 'Say what became of contracts or systems that a return leaves out',
    params: byId,
    body: answerBody,
    response: { 200: z.object({ contracts: z.number().int(), deployments: z.number().int() }) },
  }
  const config = { permission: 'contracts:edit' } as const
  app.post('/returns/:id/answers', { config, schema }, async (request) => {
    const { contracts, deployments, answer, ended_on } = request.body
    const ids = contracts ?? deployments
    if (ids === undefined || (contracts !== undefined && deployments !== undefined))
      throw new AppError('bad_request', undefined, [
        { place: 'body', message: 'names either contracts or deployments' },
      ])
    const needsDay = answer === 'ended'
    if (needsDay !== (ended_on !== undefined) || (ended_on ?? '') > londonDay(deps.clock()))
      throw new AppError('bad_request', undefined, [
        {
          place: 'body/ended_on',
          message: 'is the day they ended, which has come, with `ended` and only then',
        },
      ])
    const given = { ids, answer, endedOn: ended_on ?? null }
    const outcome = await answerFor(deps, accountOf(request), request.params.id, given)
    if (outcome.status === 'absent') throw new AppError('not_found')
    if (outcome.status === 'not_missing')
      throw new AppError('conflict', 'One of them is not missing from this return.')
    return contracts === undefined
      ? { contracts: 0, deployments: outcome.answered }
      : { contracts: outcome.answered, deployments: 0 }
  })
}
