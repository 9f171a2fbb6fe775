// How does an open page learn how far a return has come?
import { setTimeout as sleep } from 'node:timers/promises'
import { fastifySSE, type SSEMessage } from '@fastify/sse'
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { findReturn } from '../../../returns/return-queries.ts'
import { paths } from '../../paths.ts'
import { progressSentence, stateWords } from '../../return-state.ts'
import { type ReturnParams, returnParams, scopeOf } from './return-scope.ts'

const EVERY = 500
/** Ten minutes; the browser asks again by itself. */
const MOST_LOOKS = 1200

/** Sends `progress` with a sentence whenever it changes, then `done` once the return is settled. */
export function returnEvents(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    await app.register(fastifySSE)
    let isClosing = false
    app.addHook('preClose', async () => {
      isClosing = true
    })

    const options = {
      schema: { params: returnParams },
      config: { permission: 'returns:view' as const },
      sse: 'only' as const,
    }
    app.get(paths.returnEvents(':id'), options, async (request, reply) => {
      const { id } = request.params as ReturnParams
      const scope = scopeOf(request)
      if ((await findReturn(deps.db, id, scope)) === null) throw new AppError('not_found')
      await reply.sse.send(changes(deps, id, scope, () => isClosing || !reply.sse.isConnected))
    })
  }
}

async function* changes(
  deps: Deps,
  id: string,
  scope: number | null,
  isOver: () => boolean,
): AsyncGenerator<SSEMessage> {
  let said = ''
  for (let look = 0; look < MOST_LOOKS && !isOver(); look += 1) {
    const detail = await findReturn(deps.db, id, scope)
    if (detail === null) return
    const sentence = progressSentence(detail)
    if (sentence !== said) yield { event: 'progress', data: sentence }
    said = sentence
    if (stateWords(detail.state).isSettled) {
      yield { event: 'done', data: detail.state }
      return
    }
    await sleep(EVERY)
  }
}
