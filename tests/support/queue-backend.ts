// Which queue do the integration tests run on this time?
import { Redis } from 'ioredis'

/** `npm test` runs the integration tests once on each. */
export const queueBackend: 'postgres' | 'redis' = process.env.TEST_REDIS_URL ? 'redis' : 'postgres'

/**
 * The address of a Redis database that no other test has used, for `REDIS_URL`; undefined when the queue is on PostgreSQL.
 */
export async function freshRedisUrl(): Promise<string | undefined> {
  const server = process.env.TEST_REDIS_URL
  if (!server) return undefined
  const redis = new Redis(server)
  try {
    const number = await redis.incr('thirty3-tests:databases')
    return `${server}/${number}`
  } finally {
    redis.disconnect()
  }
}
