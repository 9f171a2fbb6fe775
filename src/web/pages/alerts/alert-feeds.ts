// How do feed readers and calendar programs follow a saved search by its secret address?
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { searchOfLink } from '../../../alerts/alert-links.ts'
import type { SavedSearch } from '../../../alerts/saved-search-queries.ts'
import { listFilters } from '../../../alerts/saved-search-schemas.ts'
import { publicUrl } from '../../../config.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { opportunitiesCalendar } from '../../../exports/opportunities-calendar.ts'
import { atomFeed, FEED_ENTRIES, jsonFeed } from '../../../exports/opportunities-feed.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { latestOpportunities } from '../../../opportunities/latest-queries.ts'
import type { OpportunityFilters } from '../../../opportunities/opportunity-schemas.ts'
import { searchPath } from '../../../opportunities/search-path.ts'
import { sendFile } from '../../../send-file.ts'
import { paths } from '../../paths.ts'

const config = { permission: 'public', credential: 'ignored' } as const

/** Answers only to the present address of a confirmed search: one that was ended, or is none, is not found. */
export function alertFeeds(deps: Deps): FastifyPluginAsync {
  const site = publicUrl(deps.config)
  const latest = async (request: FastifyRequest) => {
    const { search, filters } = await searchAt(deps, request)
    const today = londonDay(deps.clock())
    const rows = await latestOpportunities(deps.readDb, filters, today, FEED_ENTRIES)
    return { rows, facts: { title: search.name, site, self: request.url, page: searchPath(filters), today } }
  }
  return async (app) => {
    app.get(paths.alertFeed(':token', 'feed.atom'), { config }, async (request, reply) => {
      const { rows, facts } = await latest(request)
      reply.header('cache-control', 'private, no-cache')
      return reply.type('application/atom+xml; charset=utf-8').send(atomFeed(rows, facts))
    })
    app.get(paths.alertFeed(':token', 'feed.json'), { config }, async (request, reply) => {
      const { rows, facts } = await latest(request)
      reply.header('cache-control', 'private, no-cache')
      return reply.type('application/feed+json; charset=utf-8').send(jsonFeed(rows, facts))
    })
    app.get(paths.alertFeed(':token', 'calendar.ics'), { config }, async (request, reply) => {
      const { search, filters } = await searchAt(deps, request)
      const about = { name: search.name, site, today: londonDay(deps.clock()), each: 'tender' } as const
      return sendFile(reply, 'upcoming tenders', 'ics', opportunitiesCalendar(deps.fileDb, filters, about))
    })
  }
}

async function searchAt(
  deps: Deps,
  request: FastifyRequest,
): Promise<{ search: SavedSearch; filters: OpportunityFilters }> {
  const { token = '' } = request.params as { token?: string }
  const search = await searchOfLink(deps, 'feed', token)
  const filters = search?.confirmed_at ? listFilters(search.filters) : null
  if (search === null || filters === null) throw new AppError('not_found')
  return { search, filters }
}
