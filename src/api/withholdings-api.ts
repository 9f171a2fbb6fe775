// How do machines keep a field of their authority's contracts from the public, and give it back?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import type { WithholdOutcome } from '../contracts/withhold-field.ts'
import type { Withholding } from '../contracts/withholding-queries.ts'
import { withholding, withholdingList, withholdingPost } from '../contracts/withholding-schemas.ts'
import {
  liftFor,
  withholdEverywhereFor,
  withholdFor,
  withholdingsOf,
} from '../contracts/withholdings-of-account.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { accountOf } from './request-account.ts'

const byId = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })
const config = { permission: 'contracts:edit' } as const

export function withholdingsApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    const list = {
      summary: 'What your authority withholds, the soonest to be looked at again first',
      response: { 200: withholdingList },
    }
    app.get('/withholdings', { config, schema: list }, async (request) => {
      return { withholdings: (await withholdingsOf(deps, accountOf(request))).map(onWire) }
    })
    const post = {
      summary: 'Withhold a field of one contract, or of every contract of your authority',
      description:
        'It holds at once, for earlier versions and later returns too. A date may be given to its quarter or year.',
      body: withholdingPost,
      response: { 201: withholding },
    }
    app.post('/withholdings', { config, schema: post }, async (request, reply) => {
      const account = accountOf(request)
      const { contract_id: contractId, ...asked } = request.body
      const outcome =
        contractId === null
          ? await withholdEverywhereFor(deps, account, asked)
          : await withholdFor(deps, account, contractId, asked)
      const id = idOf(outcome)
      const made = (await withholdingsOf(deps, account)).find((one) => one.id === id)
      if (made === undefined) throw new AppError('not_found')
      return reply.code(201).send(onWire(made))
    })
    const release = { summary: 'Give back what is withheld; it is public at once', params: byId }
    app.delete('/withholdings/:id', { config, schema: release }, async (request, reply) => {
      const { status } = await liftFor(deps, accountOf(request), request.params.id)
      if (status === 'absent') throw new AppError('not_found')
      if (status === 'already_lifted') throw new AppError('conflict', 'It has been given back already.')
      return reply.code(204).send()
    })
  }
}

function idOf(outcome: WithholdOutcome): number {
  if (outcome.status === 'withheld') return outcome.id
  if (outcome.status === 'already_withheld')
    throw new AppError('conflict', 'This is withheld already. Give it back first.')
  throw new AppError('bad_request', undefined, [
    {
      place: 'body/field',
      message: 'cannot be withheld, or not to this precision: only dates have a quarter and a year',
    },
  ])
}

function onWire(one: Withholding): z.infer<typeof withholding> {
  const { id, contract_id, field, reason, ground, precision, review_on, decided_by, decided_at } = one
  return { id, contract_id, field, reason, ground, precision, review_on, decided_by, decided_at }
}
