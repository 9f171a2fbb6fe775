// How do machines see what participating authorities share, and say whether their own takes part?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import { changeSharing, sharedWith, sharingOf } from '../contracts/shared-of-account.ts'
import { sharedPage, sharedPageFilters, sharingSetting } from '../contracts/shared-value-schemas.ts'
import type { Deps } from '../deps.ts'
import { accountOf } from './request-account.ts'

const bySlug = z.object({ authority: z.string().max(100) })

export function sharedApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    const list = {
      summary: 'What participating authorities share with one another',
      description:
        'For procurement leads and admins; for officers, and keys that may view drafts, of an authority that takes part itself.',
      querystring: sharedPageFilters,
      response: { 200: sharedPage },
    }
    app.get('/shared', { config: { permission: 'shared:view' }, schema: list }, (request) =>
      sharedWith(deps, accountOf(request), request.query),
    )
    const shown = {
      summary: 'Whether an authority takes part in what authorities share',
      params: bySlug,
      response: { 200: sharingSetting },
    }
    const path = '/authorities/:authority/sharing'
    app.get(path, { config: { permission: 'returns:view' }, schema: shown }, (request) =>
      sharingOf(deps, accountOf(request), request.params.authority),
    )
    const schema = {
      summary: 'Take part in what authorities share, or no longer',
      params: bySlug,
      body: z.strictObject({ shares: z.boolean() }),
      response: { 200: sharingSetting },
    }
    app.put(path, { config: { permission: 'returns:publish' }, schema }, (request) =>
      changeSharing(deps, accountOf(request), request.params.authority, request.body.shares),
    )
  }
}
