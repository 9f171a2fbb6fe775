// Which contracts of several authorities could end together? The finder, its filters, and the same as JSON and CSV.
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { alignmentCsv } from '../../../exports/alignment-csv.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { searchAlignment } from '../../../market/alignment-list-queries.ts'
import type { AlignmentFilters } from '../../../market/alignment-schemas.ts'
import { sendFile } from '../../../send-file.ts'
import { paths } from '../../paths.ts'
import type { RegisterFacts } from '../../register-facts.ts'
import { readAlignmentForm } from './alignment-form.ts'
import { alignmentView } from './alignment-view.ts'

const kept = { permission: 'public', answer: 'until_changed' } as const

export function alignmentPages(deps: Deps, facts: RegisterFacts): FastifyPluginAsync {
  const ask = async (query: unknown) => {
    const authorities = await facts.authorities()
    const slugs = new Set(authorities.map(({ slug }) => slug))
    return { authorities, asked: readAlignmentForm(query as Record<string, unknown>, slugs) }
  }
  const strictly = async (query: unknown): Promise<AlignmentFilters> => {
    const { filters, errors } = (await ask(query)).asked
    if (filters !== null) return filters
    const issues = errors.map(({ field, message }) => ({ place: field ?? 'filters', message }))
    throw new AppError('unknown_filter', undefined, issues)
  }
  return async (app) => {
    app.get(paths.alignment, { config: kept }, async (request, reply) => {
      const { authorities, asked } = await ask(request.query)
      const page = asked.filters && (await searchAlignment(deps.readDb, asked.filters))
      if (page === null) reply.code(400)
      const view = alignmentView({ asked, authorities, page, today: londonDay(deps.clock()) })
      return reply.page('pages/alignment/alignment.njk', view)
    })
    app.get(paths.alignmentJson, { config: kept }, async (request) =>
      searchAlignment(deps.readDb, await strictly(request.query)),
    )
    app.get(paths.alignmentCsv, { config: { permission: 'public' } }, async (request, reply) => {
      const filters = await strictly(request.query)
      const name = `contracts that could end together ${londonDay(deps.clock())}`
      return sendFile(reply, name, 'csv', alignmentCsv(deps.fileDb, filters))
    })
  }
}
