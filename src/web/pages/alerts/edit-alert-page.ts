// How is a saved search changed?
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { editSearch } from '../../../alerts/manage-searches.ts'
import { findSearch, type SavedSearch } from '../../../alerts/saved-search-queries.ts'
import { listFilters } from '../../../alerts/saved-search-schemas.ts'
import type { Subscriber } from '../../../alerts/subscriber-queries.ts'
import { webhookProblem } from '../../../alerts/webhook-address.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { formErrors } from '../../forms.ts'
import { paths } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { askedView } from '../opportunities/opportunities-page.ts'
import { type AlertForm, frequencyChoices, hiddenFields, readAlert, readAlertForm } from './alert-form.ts'
import { holderOf, searchIdOf } from './manage-alerts-page.ts'

const config = { permission: 'public' } as const

export function editAlertPage(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.editAlert(':token', ':id'), { config }, async (request, reply) => {
      const { token, holder } = await holderOf(deps, request)
      const search = await ownSearch(deps, holder, searchIdOf(request))
      const form = {
        email: holder.email,
        frequency: search.frequency,
        leaveOut: '',
        webhookUrl: search.webhook_url ?? '',
        search: fieldsOf(search),
      }
      return showForm(token, search, form, {}, reply)
    })
    app.post(paths.editAlert(':token', ':id'), { config }, async (request, reply) => {
      const { token, holder } = await holderOf(deps, request)
      const search = await ownSearch(deps, holder, searchIdOf(request))
      const form = { ...readAlertForm(request.body), email: holder.email }
      const { alert, problems } = readAlert(form, await askedView(deps, facts, form.search))
      const wrong = webhookProblem(form.webhookUrl)
      if (wrong !== null) problems.webhook_url = wrong
      if (alert === null || wrong !== null) return showForm(token, search, form, problems, reply.code(400))
      const changed = { ...alert, webhook_url: form.webhookUrl === '' ? null : form.webhookUrl }
      await editSearch(deps, holder.id, search.id, changed)
      return reply.redirect(paths.manageAlerts(token), 303)
    })
  }
}

async function ownSearch(deps: Deps, holder: Subscriber, id: string): Promise<SavedSearch> {
  const search = await findSearch(deps.db, id)
  if (search === null || search.subscriber_id !== holder.id || search.confirmed_at === null)
    throw new AppError('not_found')
  return search
}

/** The fields of the list's form that ask for the same; what goes without saying is left out. */
function fieldsOf(search: SavedSearch): Record<string, unknown> {
  const filters = listFilters(search.filters) ?? {}
  return Object.fromEntries(
    Object.entries(filters).filter(
      ([name, value]) => name !== 'limit' && value !== 'include' && value !== undefined,
    ),
  )
}

function showForm(
  token: string,
  search: SavedSearch,
  form: AlertForm,
  problems: Record<string, string>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const title = 'Change your saved search'
  return reply.header('cache-control', 'no-store').page('pages/alerts/edit.njk', {
    title: Object.keys(problems).length > 0 ? `Error: ${title}` : title,
    heading: title,
    section: 'opportunities',
    backLink: { href: paths.manageAlerts(token), text: 'Your saved searches' },
    name: search.name,
    action: paths.editAlert(token, search.id),
    hidden: hiddenFields(form.search, ['q', 'ends_within']),
    q: String(form.search.q ?? ''),
    endsWithin: String(form.search.ends_within ?? ''),
    leaveOut: '',
    webhookUrl: form.webhookUrl,
    choices: frequencyChoices(form.frequency),
    ...formErrors(problems),
  })
}
