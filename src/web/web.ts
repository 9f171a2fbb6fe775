// What do people see? Every page.
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../deps.ts'

export function web(_deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get('/', async () => 'Thirty3')
  }
}
