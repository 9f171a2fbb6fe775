// How do feed readers and calendar programs follow a search of upcoming tenders?
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { publicUrl } from '../../../config.ts'
import type { Deps } from '../../../deps.ts'
import { opportunitiesCalendar } from '../../../exports/opportunities-calendar.ts'
import { atomFeed, FEED_ENTRIES, type FeedFacts, jsonFeed } from '../../../exports/opportunities-feed.ts'
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import { latestOpportunities } from '../../../opportunities/latest-queries.ts'
import type { OpportunityFilters } from '../../../opportunities/opportunity-schemas.ts'
import { sendFile } from '../../../send-file.ts'
import { paths } from '../../paths.ts'
import { addressOf } from './opportunities-form.ts'

const kept = { config: { permission: 'public', answer: 'until_changed' } } as const
const config = { permission: 'public' } as const

export interface AskedFeed {
  filters: OpportunityFilters
  today: CalendarDate
}

type Ask = (query: unknown) => Promise<AskedFeed>

/** The last that changed under the filters of the address, as Atom and JSON Feed, and all of them as a calendar. */
export function opportunitiesFeeds(deps: Deps, ask: Ask): FastifyPluginAsync {
  const site = publicUrl(deps.config)
  const facts = (request: FastifyRequest, { filters, today }: AskedFeed): FeedFacts => ({
    title: titleOf(filters),
    site,
    self: request.url,
    page: addressOf(paths.opportunities, filters),
    today,
  })
  const latest = ({ filters, today }: AskedFeed) =>
    latestOpportunities(deps.readDb, filters, today, FEED_ENTRIES)
  return async (app) => {
    app.get(paths.opportunitiesAtom, kept, async (request, reply) => {
      const asked = await ask(request.query)
      return reply
        .type('application/atom+xml; charset=utf-8')
        .send(atomFeed(await latest(asked), facts(request, asked)))
    })
    app.get(paths.opportunitiesJsonFeed, kept, async (request, reply) => {
      const asked = await ask(request.query)
      return reply
        .type('application/feed+json; charset=utf-8')
        .send(jsonFeed(await latest(asked), facts(request, asked)))
    })
    app.get(paths.opportunitiesIcs, { config }, async (request, reply) => {
      const { each, ...query } = request.query as Record<string, unknown>
      const { filters, today } = await ask(each === 'day' || each === 'tender' ? query : request.query)
      const about = { name: titleOf(filters), site, today, each: each === 'day' ? 'day' : 'tender' } as const
      return sendFile(reply, 'upcoming tenders', 'ics', opportunitiesCalendar(deps.fileDb, filters, about))
    })
  }
}

function titleOf({ q }: OpportunityFilters): string {
  return q ? `Upcoming tenders with “${q}”` : 'Upcoming tenders'
}
