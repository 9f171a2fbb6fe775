// How does somebody end the mail of a search with one click?
import type { FastifyPluginAsync } from 'fastify'
import { searchOfLink } from '../../../alerts/alert-links.ts'
import { stopMail } from '../../../alerts/manage-searches.ts'
import type { Deps } from '../../../deps.ts'
import { paths, withQuery } from '../../paths.ts'

/** Only the token counts, so mail programs can post it for the reader (RFC 8058 §3.1); no cookie is looked at. */
const config = { permission: 'public', credential: 'ignored' } as const

/** Looking changes nothing; a token that is none gets the same page, so that nobody learns which are. */
export function unsubscribePage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.unsubscribe, { config }, (request, reply) => {
      const action = withQuery(paths.unsubscribe, { t: tokenIn(request.query) })
      return reply
        .header('cache-control', 'no-store')
        .page('pages/alerts/unsubscribe.njk', { title: 'No more of these messages?', action, isDone: false })
    })
    app.post(paths.unsubscribe, { config }, async (request, reply) => {
      const token = tokenIn(request.query) || tokenIn(request.body)
      const search = await searchOfLink(deps, 'unsubscribe', token)
      if (search !== null) await stopMail(deps, search)
      return reply.header('cache-control', 'no-store').page('pages/alerts/unsubscribe.njk', {
        title: 'You get no more of these messages',
        action: '',
        isDone: true,
      })
    })
  }
}

function tokenIn(fields: unknown): string {
  const given = typeof fields === 'object' && fields !== null && 't' in fields ? fields.t : ''
  return typeof given === 'string' ? given : ''
}
