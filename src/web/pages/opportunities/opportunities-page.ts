// Which upcoming tenders are there? The list, its filters, and the same as JSON and CSV.
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { namesOfTechnologies } from '../../../contracts/contract-filter-queries.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { opportunitiesCsv } from '../../../exports/opportunities-csv.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { asMeant } from '../../../opportunities/meant-words-queries.ts'
import type { OpportunityFilters } from '../../../opportunities/opportunity-schemas.ts'
import { searchOpportunities } from '../../../opportunities/opportunity-search-queries.ts'
import { sendFile } from '../../../send-file.ts'
import { listServiceAreas } from '../../../technologies/technology-queries.ts'
import { paths } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { calendarPage } from './calendar-page.ts'
import { opportunitiesFeeds } from './opportunities-feeds.ts'
import { readOpportunitiesForm } from './opportunities-form.ts'
import { type AskedView, foundView, frameView, opportunityRow } from './opportunities-view.ts'
import { withTechnologies } from './technologies-view.ts'
import { timelineView } from './timeline.ts'

const config = { permission: 'public' } as const

export function opportunitiesPages(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  const ask = (query: unknown) => askedView(deps, facts, query as Record<string, unknown>)
  return async (app) => {
    app.get(paths.opportunities, { config }, async (request, reply) => {
      const asked = await ask(request.query)
      return showList(deps, asked, reply)
    })
    app.get(paths.opportunitiesTimeline, { config }, async (request, reply) => {
      const asked = await ask(request.query)
      return showTimeline(deps, asked, reply)
    })
    app.get(paths.opportunitiesJson, { config }, async (request) => {
      const { filters, correction, today } = await strictly(ask(request.query))
      return { ...(await searchOpportunities(deps.readDb, filters, today)), correction }
    })
    app.get(paths.opportunitiesCsv, { config }, async (request, reply) => {
      const { filters, today } = await strictly(ask(request.query))
      return sendFile(
        reply,
        `upcoming tenders ${today}`,
        'csv',
        opportunitiesCsv(deps.fileDb, filters, today),
      )
    })
    await app.register(opportunitiesFeeds(deps, (query) => strictly(ask(query))))
    await app.register(calendarPage(deps, (request: FastifyRequest) => ask(withoutMonth(request))))
  }
}

/** What an address or a form asks for, and the names by which it can be asked. */
export async function askedView(
  deps: Deps,
  facts: RegisterFacts,
  query: Record<string, unknown>,
): Promise<AskedView> {
  const [authorities, areas] = await Promise.all([facts.authorities(), listServiceAreas(deps.readDb)])
  const slugs = new Set(authorities.map(({ slug }) => slug))
  const read = readOpportunitiesForm(query, slugs)
  const asked = await namesOfTechnologies(deps.readDb, read.filters?.technology ?? [])
  const meant =
    read.filters === null ? { filters: null, correction: null } : await asMeant(deps.readDb, read.filters)
  return {
    ...read,
    ...meant,
    authorities: authorities.map(({ slug, name }) => ({ code: slug, label: name })),
    areas: [...areas],
    technologies: asked.map(({ slug, name }) => ({ code: slug, label: name })),
    today: londonDay(deps.clock()),
  }
}

function withoutMonth(request: FastifyRequest): Record<string, unknown> {
  const { month: _, ...rest } = request.query as Record<string, unknown>
  return rest
}

/** @throws AppError `unknown_filter` with every problem of the filters. */
async function strictly(asked: Promise<AskedView>): Promise<AskedView & { filters: OpportunityFilters }> {
  const view = await asked
  if (view.filters !== null) return { ...view, filters: view.filters }
  const issues = view.errors.map(({ field, message }) => ({ place: field ?? 'filters', message }))
  throw new AppError('unknown_filter', undefined, issues)
}

async function showList(deps: Deps, asked: AskedView, reply: FastifyReply): Promise<FastifyReply> {
  const template = 'pages/opportunities/opportunities.njk'
  const here = paths.opportunities
  if (asked.filters === null)
    return reply.code(400).page(template, { ...frameView(asked, null, here), found: false })
  const page = await searchOpportunities(deps.readDb, asked.filters, asked.today)
  const named = await withTechnologies(deps, asked, page.counts)
  return reply.page(template, {
    ...frameView(named, page.counts, here),
    ...foundView(named, page, here),
    found: true,
    rows: page.opportunities.map((one) => opportunityRow(one, asked.today)),
  })
}

async function showTimeline(deps: Deps, asked: AskedView, reply: FastifyReply): Promise<FastifyReply> {
  const template = 'pages/opportunities/timeline.njk'
  const here = paths.opportunitiesTimeline
  if (asked.filters === null)
    return reply.code(400).page(template, { ...frameView(asked, null, here), found: false })
  const page = await searchOpportunities(deps.readDb, asked.filters, asked.today)
  const named = await withTechnologies(deps, asked, page.counts)
  return reply.page(template, {
    ...frameView(named, page.counts, here),
    ...foundView(named, page, here),
    found: true,
    timeline: timelineView(page.opportunities, asked.today),
  })
}
