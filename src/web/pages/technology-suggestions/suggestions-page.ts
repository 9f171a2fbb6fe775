// Which products do the words of an authority's contracts suggest, and what does an officer say of each?
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { can } from '../../../accounts/permissions.ts'
import { sayTechnology, suggestionsFor } from '../../../contracts/technology-suggestions.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { paths, withQuery } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { accountOf } from '../return/return-request.ts'
import { suggestionsView } from './suggestions-view.ts'

const query = z.strictObject({
  authority: z.string().max(100).optional(),
  answered: z.enum(['yes', 'no']).optional(),
})
const params = z.object({ id: z.uuid() })
const form = z.object({
  technology: z.string().max(200),
  is_for: z.enum(['yes', 'no']),
  authority: z.string().max(100),
})
const config = { permission: 'contracts:edit' as const }

export function suggestionsPages(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  return async (app) => {
    app.get(
      paths.technologySuggestions,
      { schema: { querystring: query }, config },
      async (request, reply) => {
        const asked = request.query as z.infer<typeof query>
        const account = accountOf(request)
        const authorities = await facts.authorities()
        const slug = asked.authority ?? account.authoritySlug ?? authorities[0]?.slug
        const authority = authorities.find((one) => one.slug === slug)
        if (authority === undefined || !can(account, 'contracts:edit', { authorityId: authority.id }))
          throw new AppError('not_found')
        return reply.page('pages/technology-suggestions/suggestions.njk', {
          ...suggestionsView(authority, await suggestionsFor(deps, authority.id), asked.answered),
          others: account.role === 'admin' ? authorities.map(otherLink) : [],
          csrfToken: reply.csrfToken(),
        })
      },
    )
    app.post(
      paths.sayTechnology(':id'),
      { schema: { params, body: form }, config },
      async (request, reply) => {
        const { id } = request.params as z.infer<typeof params>
        const { technology, is_for, authority } = request.body as z.infer<typeof form>
        await sayTechnology(deps, accountOf(request), { contractId: id, technology, isFor: is_for === 'yes' })
        return reply.redirect(withQuery(paths.technologySuggestions, { authority, answered: is_for }), 303)
      },
    )
  }
}

function otherLink({ slug, name }: { slug: string; name: string }) {
  return { name, href: withQuery(paths.technologySuggestions, { authority: slug }) }
}
