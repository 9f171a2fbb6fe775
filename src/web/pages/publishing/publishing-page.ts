// How does an officer say that returns without a fault are published at once?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import type { Deps } from '../../../deps.ts'
import { changePublishingSetting, publishingSetting } from '../../../returns/publishing-setting.ts'
import { paths, withQuery } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { accountOf } from '../return/return-request.ts'

const query = z.strictObject({
  authority: z.string().max(100).optional(),
  saved: z.literal('yes').optional(),
})
const form = z.object({ at_once: z.enum(['yes', 'no']), authority: z.string().max(100) })

export function publishingPages(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  return async (app) => {
    const viewing = { schema: { querystring: query }, config: { permission: 'returns:view' as const } }
    app.get(paths.publishingSetting, viewing, async (request, reply) => {
      const { authority, saved } = request.query as z.infer<typeof query>
      const account = accountOf(request)
      const authorities = account.role === 'admin' ? await facts.authorities() : []
      const chosen = authority ?? account.authoritySlug ?? authorities[0]?.slug
      const setting = await publishingSetting(deps, account, chosen)
      return reply.page('pages/publishing/publishing.njk', {
        title: 'How returns are published',
        section: 'returns' as const,
        sampleNotice: '',
        backLink: { text: 'All returns', href: paths.returns },
        setting,
        saved: saved === 'yes',
        mayChange: can(account, 'returns:publish'),
        csrfToken: reply.csrfToken(),
        authorities: authorities.map(({ slug, name }) => ({
          name,
          href: withQuery(paths.publishingSetting, { authority: slug }),
        })),
      })
    })
    const changing = { schema: { body: form }, config: { permission: 'returns:publish' as const } }
    app.post(paths.publishingSetting, changing, async (request, reply) => {
      const { at_once, authority } = request.body as z.infer<typeof form>
      await changePublishingSetting(deps, accountOf(request), at_once === 'yes', authority)
      return reply.redirect(withQuery(paths.publishingSetting, { authority, saved: 'yes' }), 303)
    })
  }
}
