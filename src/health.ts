// Is the process alive, and can it do its work?
import type { FastifyPluginAsync } from 'fastify'
import { isAlive } from './db/client.ts'
import type { Deps } from './deps.ts'

/**
 * `/health/live` says only that the process answers, `/health/ready` only whether its database does: yes or no, whoever
 * asks and whatever is sent with the question. What an administrator may know beside is at `/api/v1/admin/health`.
 */
export function health(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    const config = { permission: 'public', credential: 'ignored' } as const
    app.get('/health/live', { config }, async () => ({ live: true }))
    app.get('/health/ready', { config }, async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      if (await isAlive(deps.db)) return { ready: true }
      return reply.code(503).header('retry-after', '5').send({ ready: false })
    })
  }
}
