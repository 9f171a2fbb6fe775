// How concentrated is a market? The page, its files, and the same over time.
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../errors.ts'
import { concentrationCsv, overTimeCsv } from '../../../exports/concentration-csv.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { type ConcentrationFilters, concentrationFilters } from '../../../market/concentration-schemas.ts'
import { concentrationThroughTime, marketConcentration } from '../../../market/market-concentration.ts'
import { sendFile } from '../../../send-file.ts'
import { listServiceAreas } from '../../../technologies/technology-queries.ts'
import { paths } from '../../paths.ts'
import { jsonFile } from '../market/market-files.ts'
import { concentrationView, overTimeView } from './concentration-view.ts'

const SHOWN = { permission: 'public', answer: 'until_changed' } as const
const FILE = { permission: 'public' } as const

export function concentrationPages(deps: Deps): FastifyPluginAsync {
  const today = () => londonDay(deps.clock())
  const answer = (query: unknown) => marketConcentration(deps.readDb, asked(query), today())
  const through = (query: unknown) => concentrationThroughTime(deps.readDb, asked(query), today())
  return async (app) => {
    app.get(paths.concentration, { config: SHOWN }, async (request, reply) => {
      const filters = asked(request.query)
      const [found, areas] = await Promise.all([answer(request.query), listServiceAreas(deps.readDb)])
      const view = concentrationView({ filters, answer: found, areas })
      return reply.page('pages/concentration/concentration.njk', view)
    })
    app.get(paths.concentrationFile('csv'), { config: FILE }, async (request, reply) =>
      sendFile(reply, `concentration ${today()}`, 'csv', concentrationCsv(await answer(request.query))),
    )
    app.get(paths.concentrationFile('json'), { config: FILE }, async (request, reply) =>
      sendFile(reply, `concentration ${today()}`, 'json', jsonFile(await answer(request.query))),
    )
    app.get(paths.concentrationOverTime, { config: SHOWN }, async (request, reply) =>
      reply.page(
        'pages/concentration/over-time.njk',
        overTimeView(asked(request.query), await through(request.query)),
      ),
    )
    app.get(paths.concentrationOverTimeFile('csv'), { config: FILE }, async (request, reply) =>
      sendFile(reply, `concentration over time ${today()}`, 'csv', overTimeCsv(await through(request.query))),
    )
    app.get(paths.concentrationOverTimeFile('json'), { config: FILE }, async (request, reply) =>
      sendFile(reply, `concentration over time ${today()}`, 'json', jsonFile(await through(request.query))),
    )
  }
}

/** @throws AppError `unknown_filter` */
function asked(query: unknown): ConcentrationFilters {
  const read = concentrationFilters.safeParse(query)
  if (read.success) return read.data
  const issues = read.error.issues.map(({ path, message }) => ({ place: path.join('.') || 'query', message }))
  throw new AppError(
    'unknown_filter',
    `A filter is not known or cannot be read: ${issues[0]?.message}.`,
    issues,
  )
}
