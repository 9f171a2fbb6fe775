// How do machines hand in a return and ask what became of it?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import type { Deps } from '../deps.ts'

export function returnsApi(_deps: Deps): FastifyPluginAsyncZod {
  return async () => {}
}
