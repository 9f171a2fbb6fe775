// On which days of a month does something of upcoming tenders fall?
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { addMonths, endOfMonth, isCalendarDate } from '../../../lib/calendar-date.ts'
import { calendarDays } from '../../../opportunities/calendar-queries.ts'
import { countOpportunities } from '../../../opportunities/opportunity-facet-queries.ts'
import { paths } from '../../paths.ts'
import { calendarView, MOST_DAYS } from './calendar.ts'
import { type AskedView, foundView, frameView } from './opportunities-view.ts'
import { withTechnologies } from './technologies-view.ts'

type Ask = (request: FastifyRequest) => Promise<AskedView>

export function calendarPage(deps: Deps, ask: Ask): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.opportunitiesCalendar, { config: { permission: 'public' } }, async (request, reply) => {
      const template = 'pages/opportunities/calendar.njk'
      const here = paths.opportunitiesCalendar
      const asked = await ask(request)
      const { month } = request.query as { month?: unknown }
      const first = firstDay(month) ?? `${asked.today.slice(0, 8)}01`
      const isWrong = month !== undefined && month !== '' && firstDay(month) === null
      if (isWrong) asked.errors.push({ field: null, message: 'Write the month like 2027-03' })
      if (asked.filters === null || isWrong)
        return reply.code(400).page(template, { ...frameView(asked, null, here), found: false })
      const { filters, today } = asked
      const [counts, days] = await Promise.all([
        countOpportunities(deps.readDb, filters, today),
        calendarDays(deps.readDb, filters, today, { first, last: endOfMonth(first) }, MOST_DAYS + 1),
      ])
      const named = await withTechnologies(deps, asked, counts.counts)
      const page = { ...counts, correction: null, opportunities: [], next_cursor: null }
      return reply.page(template, {
        ...frameView(named, counts.counts, here),
        ...foundView(named, page, here),
        showsSample: days.some((one) => one.is_sample),
        found: true,
        calendar: calendarView(days, first, today, filters),
      })
    })
  }
}

/** Null for what is no month between 1991 and 2078. */
function firstDay(month: unknown): string | null {
  if (typeof month !== 'string' || !/^\d{4}-\d{2}$/.test(month)) return null
  const first = `${month}-01`
  return isCalendarDate(first) && first >= '1991-01-01' && addMonths(first, 1) <= '2079-01-01' ? first : null
}
