// What do machines ask about the notices that a contract asks for?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { prepareNotices } from '../market/prepare-notices.ts'
import { preparedNotices } from '../market/prepared-notice-schemas.ts'

export function preparedNoticesApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/contracts/:id/notices-due',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'Which of UK1 to UK11 are due, by when, from which rule, and what can be filled in',
          description:
            'A checklist, not legal advice. With a key of the authority also from what it withholds.',
          params: z.object({ id: z.uuid() }),
          response: { 200: preparedNotices },
        },
      },
      async (request, reply) => {
        if (request.account !== null) reply.header('cache-control', 'no-store')
        return prepareNotices(deps, request.account, request.params.id)
      },
    )
  }
}
