// How do processes count together in Redis?
import { Redis } from 'ioredis'
import type { Log } from '../log.ts'

interface Use {
  caller: string
  uses: number
  endsAt: number
}

const NAMES = 'thirty3:requests:'

/**
 * Adds what one process counted of each caller and answers with all that is known, each key gone by itself when its window
 * is over. An exchange fails at once while Redis is away.
 */
export function openRedisCounts(redisUrl: string, log: Log) {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: true })
  redis.on('error', (error) => log.debug({ err: error }, 'counts in Redis'))
  redis.connect().catch(() => {})
  return {
    async exchange(uses: readonly Use[], now: number): Promise<Use[]> {
      const steps = redis.pipeline()
      for (const { caller, uses: more, endsAt } of uses) {
        steps.set(NAMES + caller, 0, 'PX', Math.max(1, endsAt - now), 'NX')
        steps.incrby(NAMES + caller, more)
        steps.pttl(NAMES + caller)
      }
      const answers = (await steps.exec()) ?? []
      return uses.map(({ caller }, n) => ({
        caller,
        uses: numberIn(answers[n * 3 + 1]),
        endsAt: now + Math.max(0, numberIn(answers[n * 3 + 2])),
      }))
    },
    close(): void {
      redis.disconnect()
    },
  }
}

function numberIn(answer: [Error | null, unknown] | undefined): number {
  if (answer === undefined || answer[0] !== null) throw answer?.[0] ?? new Error('Redis gave no answer.')
  return Number(answer[1])
}
