// On which days must something be done about upcoming tenders, for a calendar program?
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { daysInWords } from '../opportunities/days-in-words.ts'
import type { OpportunityFilters, OpportunitySummary } from '../opportunities/opportunity-schemas.ts'
import { eachOpportunity } from '../opportunities/opportunity-search-queries.ts'
import { type CalendarEvent, calendarEvent, calendarFoot, calendarHead } from './icalendar.ts'

export interface CalendarFacts {
  name: string
  /** Address of the service, without a slash at the end. */
  site: string
  today: CalendarDate
  /** `tender`: one event for each, over the time to talk. `day`: three, for its first and last day and the last for a tender. */
  each: 'tender' | 'day'
}

const ABOUT =
  'Estimates made from contracts that end, not notices. Contracts that state no end have no day and are not in it.'

/**
 * Every upcoming tender that the filter asks for and whose days are known, in pieces as they are read: as many events as
 * the page counts, where each stands for one tender.
 */
export async function* opportunitiesCalendar(
  db: Queryable,
  filters: OpportunityFilters,
  facts: CalendarFacts,
): AsyncGenerator<string> {
  yield calendarHead(facts.name, ABOUT)
  for await (const one of eachOpportunity(db, filters, facts.today))
    if (one.upcoming) yield eventsOf(one, facts).map(calendarEvent).join('')
  yield calendarFoot
}

function eventsOf(one: OpportunitySummary, { site, each }: CalendarFacts): CalendarEvent[] {
  if (one.earliest === null) return []
  const { approach_from, approach_by, tender_latest } = one.earliest
  const about = `${one.authority.name}: ${one.contract.title}${one.is_sample ? ' (sample, made up)' : ''}`
  const url = `${site}/opportunities/${one.id}`
  const event = (kind: string, first: CalendarDate, last: CalendarDate, summary: string): CalendarEvent => ({
    uid: `${kind}${one.id}@thirty3`,
    changedOn: one.changed_on,
    first,
    last,
    summary,
    description: [...daysInWords(one), 'This is an estimate, not a notice.', url].join('\n'),
    url,
  })
  if (each === 'tender') return [event('', approach_from, approach_by, `Talk to ${about}`)]
  return [
    event('from-', approach_from, approach_from, `Start talking to ${about}`),
    event('by-', approach_by, approach_by, `Last day to talk to ${about}`),
    event('tender-', tender_latest, tender_latest, `Tender to be out, ${about}`),
  ]
}
