// How does an open page learn how far a return has come?
import { setTimeout as sleep } from 'node:timers/promises'
import { fastifySSE, type SSEMessage } from '@fastify/sse'
import type { FastifyPluginAsync } from 'fastify'
import type { Account } from '../../../accounts/account.ts'
import type { Deps } from '../../../deps.ts'
import { returnOf } from '../../../returns/returns-of-account.ts'
import { paths } from '../../paths.ts'
import { progressSentence, stateWords } from '../../return-state.ts'
import { accountOf, type ReturnParams, returnParams } from './return-request.ts'

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
      const account = accountOf(request)
      await returnOf(deps, account, id)
      await reply.sse.send(changes(deps, account, id, () => isClosing || !reply.sse.isConnected))
    })
  }
}

async function* changes(
  deps: Deps,
  account: Account,
  id: string,
  isOver: () => boolean,
): AsyncGenerator<SSEMessage> {
  let said = ''
  for (let look = 0; look < MOST_LOOKS && !isOver(); look += 1) {
    const detail = await returnOf(deps, account, id)
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
