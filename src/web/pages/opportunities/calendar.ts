// How is a month of upcoming tenders laid out?
import { addDays, addMonths, type CalendarDate, dayOfWeek, endOfMonth } from '../../../lib/calendar-date.ts'
import type { CalendarDay } from '../../../opportunities/calendar-queries.ts'
import type { OpportunityFilters } from '../../../opportunities/opportunity-schemas.ts'
import { formatDay } from '../../filters.ts'
import { paths } from '../../paths.ts'
import { addressOf } from './opportunities-form.ts'

/** More days than that in one month are not shown, and the page says so. */
export const MOST_DAYS = 400
const MOST_IN_CELL = 3

const KINDS: Record<CalendarDay['kind'], string> = {
  approach_from: 'Start talking',
  approach_by: 'Last day to talk',
  tender_latest: 'Tender to be out',
  earliest_end: 'Contract ends',
}

export function calendarView(
  found: readonly CalendarDay[],
  first: CalendarDate,
  today: CalendarDate,
  filters: OpportunityFilters,
) {
  const days = found.slice(0, MOST_DAYS)
  const byDay = Map.groupBy(days, ({ day }) => day)
  const month = (by: number) => addMonths(first, by).slice(0, 7)
  const link = (by: number) => addressOf(paths.opportunitiesCalendar, filters, { month: month(by) })
  return {
    month: formatDay(first).slice(2),
    previous: { text: formatDay(addMonths(first, -1)).slice(2), href: link(-1) },
    next: { text: formatDay(addMonths(first, 1)).slice(2), href: link(1) },
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    weeks: weeks(first, byDay, today),
    days: [...byDay].map(([day, events]) => ({
      id: `day-${day}`,
      label: formatDay(day),
      events: events.map(event),
    })),
    isCut: found.length > MOST_DAYS,
    most: MOST_DAYS,
  }
}

function event(one: CalendarDay) {
  return {
    kind: KINDS[one.kind],
    colour: one.kind,
    title: one.title,
    authority: one.authority,
    href: paths.opportunity(one.id),
  }
}

/** Rows of seven cells from Monday on; a cell outside the month is blank. */
function weeks(first: CalendarDate, byDay: ReadonlyMap<CalendarDate, CalendarDay[]>, today: CalendarDate) {
  const last = endOfMonth(first)
  const rows = []
  for (let monday = addDays(first, 1 - dayOfWeek(first)); monday <= last; monday = addDays(monday, 7)) {
    rows.push(
      Array.from({ length: 7 }, (_, at) => {
        const day = addDays(monday, at)
        const events = byDay.get(day) ?? []
        const isInside = day >= first && day <= last
        return {
          number: isInside ? String(Number(day.slice(8))) : '',
          isToday: day === today,
          href: `#day-${day}`,
          events: isInside ? events.slice(0, MOST_IN_CELL).map(event) : [],
          more: isInside ? Math.max(0, events.length - MOST_IN_CELL) : 0,
        }
      }),
    )
  }
  return rows
}
