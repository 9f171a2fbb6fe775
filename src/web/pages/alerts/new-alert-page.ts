// How is the present search saved by somebody who has no account?
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { askForLinkAgain, saveSearch, UNCONFIRMED_DAYS } from '../../../alerts/save-search.ts'
import { emailAddress } from '../../../alerts/saved-search-schemas.ts'
import type { Deps } from '../../../deps.ts'
import { countOpportunities } from '../../../opportunities/opportunity-facet-queries.ts'
import { formatCount } from '../../filters.ts'
import { formErrors, noErrors, typed } from '../../forms.ts'
import { paths } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { addressOf } from '../opportunities/opportunities-form.ts'
import { askedView } from '../opportunities/opportunities-page.ts'
import type { AskedView } from '../opportunities/opportunities-view.ts'
import {
  type AlertForm,
  frequencyChoices,
  hiddenFields,
  nameOf,
  readAlert,
  readAlertForm,
} from './alert-form.ts'

const config = { permission: 'public' } as const
/** The same is done and answered whoever sends it, and nothing is sent but to the address that is typed. */
const open = { permission: 'public', form: 'open' } as const

export function newAlertPage(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.alerts, { config }, (_request, reply) =>
      reply.page('pages/alerts/alerts.njk', {
        title: 'Alerts',
        section: 'opportunities',
        email: '',
        ...noErrors,
      }),
    )
    app.get(paths.newAlert, { config }, async (request, reply) => {
      const form = readAlertForm(request.query)
      const asked = await askedView(deps, facts, form.search)
      if (asked.filters === null) return reply.redirect(paths.opportunities)
      return showForm(deps, asked, form, {}, reply)
    })
    app.post(paths.alerts, { config: open }, async (request, reply) => {
      const form = readAlertForm(request.body)
      const asked = await askedView(deps, facts, form.search)
      const { alert, problems } = readAlert(form, asked)
      if (alert === null) return showForm(deps, asked, form, problems, reply.code(400))
      const { email, ...search } = alert
      await saveSearch(deps, email, search)
      return showSent(reply, email)
    })
    app.post(paths.alertLink, { config: open }, async (request, reply) => {
      const { email = '' } = typed(request.body, ['email'])
      const read = emailAddress.safeParse(email)
      if (!read.success)
        return reply.code(400).page('pages/alerts/alerts.njk', {
          title: 'Error: Alerts',
          section: 'opportunities',
          email,
          ...formErrors({ email: 'Enter an email address, like name@example.com' }),
        })
      await askForLinkAgain(deps, read.data)
      return showSent(reply, read.data)
    })
  }
}

/** The same whether there was anything to send or not, so that nobody learns who has saved what. */
function showSent(reply: FastifyReply, email: string): Promise<FastifyReply> {
  return reply.code(202).page('pages/alerts/sent.njk', {
    title: 'Look into your mail',
    section: 'opportunities',
    email,
    keptDays: UNCONFIRMED_DAYS,
  })
}

async function showForm(
  deps: Deps,
  asked: AskedView,
  form: AlertForm,
  problems: Record<string, string>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { filters, today } = asked
  const count = filters ? await countOpportunities(deps.readDb, filters, today) : null
  const title = 'Get alerts for this search'
  return reply.page('pages/alerts/new.njk', {
    title: Object.keys(problems).length > 0 ? `Error: ${title}` : title,
    heading: title,
    section: 'opportunities',
    name: filters ? nameOf(filters, asked) : 'This search cannot be read',
    now: count === null ? '' : formatCount(count.total),
    back: filters ? addressOf(paths.opportunities, filters) : paths.opportunities,
    hidden: hiddenFields(form.search, ['ends_within']),
    email: form.email,
    endsWithin: String(form.search.ends_within ?? ''),
    // The words are in the search by now; shown again they would be left out twice.
    leaveOut: '',
    choices: frequencyChoices(form.frequency),
    keptDays: UNCONFIRMED_DAYS,
    ...formErrors(problems),
  })
}
