// What has an address saved, and what can whoever holds its link do?
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type AlertLinks, alertLinks, subscriberOfLink } from '../../../alerts/alert-links.ts'
import { lastDeliveries } from '../../../alerts/delivery-queries.ts'
import { actOnSearch, confirmSearches, endLinks, SEARCH_ACTS } from '../../../alerts/manage-searches.ts'
import { type SavedSearch, searchesOf } from '../../../alerts/saved-search-queries.ts'
import { listFilters } from '../../../alerts/saved-search-schemas.ts'
import { type Subscriber, subscriberOf } from '../../../alerts/subscriber-queries.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { searchPath } from '../../../opportunities/search-path.ts'
import { formatInstant } from '../../instants.ts'
import { paths } from '../../paths.ts'
import { personOf } from '../account/account-page.ts'
import { FREQUENCY_WORDS } from './alert-form.ts'

const config = { permission: 'public' } as const
const act = z.object({ act: z.enum(SEARCH_ACTS) })

/** Whose link stands in the address. @throws AppError `not_found` for a link that is not ours or was ended. */
export async function holderOf(
  deps: Deps,
  request: FastifyRequest,
): Promise<{ token: string; holder: Subscriber }> {
  const { token = '' } = request.params as { token?: string }
  const holder = await subscriberOfLink(deps, token)
  if (holder === null)
    throw new AppError('not_found', 'This link is not known, or was ended. Have a new one sent.')
  return { token, holder }
}

/** The id in the address. @throws AppError `not_found` for what is none. */
export function searchIdOf(request: FastifyRequest): string {
  const read = z.object({ id: z.uuid() }).safeParse(request.params)
  if (!read.success) throw new AppError('not_found')
  return read.data.id
}

export function manageAlertsPage(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.manageAlerts(':token'), { config }, async (request, reply) => {
      const { token, holder } = await holderOf(deps, request)
      return showSearches(deps, token, holder, reply)
    })
    app.post(paths.confirmAlerts(':token'), { config }, async (request, reply) => {
      const { token, holder } = await holderOf(deps, request)
      await confirmSearches(deps, holder.id)
      return reply.redirect(paths.manageAlerts(token), 303)
    })
    app.post(paths.endAlertLinks(':token'), { config }, async (request, reply) => {
      const { holder } = await holderOf(deps, request)
      await endLinks(deps, holder.id)
      const links = await alertLinks(deps)
      const renewed = { subscriber_id: holder.id, link_generation: holder.link_generation + 1 }
      return reply.redirect(new URL(links.manage(renewed)).pathname, 303)
    })
    app.post(paths.actOnAlert(':token', ':id'), { config }, async (request, reply) => {
      const { token, holder } = await holderOf(deps, request)
      const read = act.safeParse(request.body)
      if (!read.success) throw new AppError('bad_request')
      const done = await actOnSearch(deps, holder.id, searchIdOf(request), read.data.act)
      if (!done && read.data.act === 'test')
        throw new AppError('too_many_requests', 'No more tests today. Try again tomorrow.')
      if (!done) throw new AppError('not_found')
      return reply.redirect(paths.manageAlerts(token), 303)
    })
    app.get(paths.ownAlerts, { config: { permission: 'searches:manage' } }, async (request, reply) => {
      const holder = await subscriberOf(deps.db, personOf(request).email?.toLowerCase() ?? '')
      if (holder === null) return reply.redirect(paths.alerts)
      const links = await alertLinks(deps)
      return reply.redirect(new URL(links.manage({ ...holder, subscriber_id: holder.id })).pathname)
    })
  }
}

async function showSearches(deps: Deps, token: string, holder: Subscriber, reply: FastifyReply) {
  const [searches, links] = await Promise.all([searchesOf(deps.db, holder.id), alertLinks(deps)])
  const waiting = searches.filter((one) => one.confirmed_at === null)
  const confirmed = searches.filter((one) => one.confirmed_at !== null)
  return reply.header('cache-control', 'no-store').page('pages/alerts/manage.njk', {
    title: waiting.length > 0 ? 'Confirm your search' : 'Your saved searches',
    section: 'opportunities',
    email: holder.email,
    waiting: waiting.map(({ name, frequency }) => ({ name, often: FREQUENCY_WORDS[frequency].label })),
    confirmHref: paths.confirmAlerts(token),
    endLinksHref: paths.endAlertLinks(token),
    searches: await Promise.all(confirmed.map((one) => searchView(deps, token, one, links))),
  })
}

async function searchView(deps: Deps, token: string, search: SavedSearch, links: AlertLinks) {
  const filters = listFilters(search.filters)
  const feed = links.feedToken(search)
  const isPaused = search.paused_at !== null
  const isStopped = search.mail_stopped_at !== null
  const failed = (await lastDeliveries(deps.db, search.id)).filter((one) => one.last_error !== null)
  return {
    id: search.id,
    name: search.name,
    listHref: filters === null ? paths.opportunities : searchPath(filters),
    editHref: paths.editAlert(token, search.id),
    actHref: paths.actOnAlert(token, search.id),
    status: isPaused ? 'Paused' : isStopped ? 'No email' : 'On',
    colour: isPaused || isStopped ? 'grey' : 'green',
    often: FREQUENCY_WORDS[search.frequency].label,
    last: search.last_digest_at === null ? 'Nothing yet' : formatInstant(new Date(search.last_digest_at)),
    webhook: search.webhook_url ?? '',
    secret: search.webhook_url === null ? '' : links.webhookSecret(search),
    failed: failed.map(({ channel, last_error }) => `By ${channel}: ${last_error}`),
    feeds: [
      { text: 'Calendar (.ics)', href: links.site + paths.alertFeed(feed, 'calendar.ics') },
      { text: 'Atom feed', href: links.site + paths.alertFeed(feed, 'feed.atom') },
      { text: 'JSON Feed', href: links.site + paths.alertFeed(feed, 'feed.json') },
    ],
    acts: [
      isPaused ? { act: 'resume', text: 'Go on' } : { act: 'pause', text: 'Pause' },
      ...(isStopped ? [{ act: 'mail on', text: 'Start the email again' }] : []),
      { act: 'test', text: 'Send a test' },
      { act: 'new feed', text: 'New feed and calendar addresses' },
      ...(search.webhook_url === null ? [] : [{ act: 'new secret', text: 'New webhook secret' }]),
      { act: 'delete', text: 'Delete' },
    ],
  }
}
