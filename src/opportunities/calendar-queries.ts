// Which days of upcoming tenders fall into a month?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { conditions, source } from './opportunity-filter-queries.ts'
import type { OpportunityFilters } from './opportunity-schemas.ts'

export const CALENDAR_KINDS = ['approach_from', 'approach_by', 'tender_latest', 'earliest_end'] as const

/** One day of one opportunity: when to start talking, until when, when the tender must be out, when the contract ends. */
export interface CalendarDay extends Record<string, unknown> {
  day: CalendarDate
  kind: (typeof CALENDAR_KINDS)[number]
  id: string
  title: string
  authority: string
  is_sample: boolean
}

/** An end known to its quarter or year alone has no day. Days from the first to the last, of what the filter asks for; the first `limit` of them in order. */
export function calendarDays(
  db: Queryable,
  filters: OpportunityFilters,
  today: CalendarDate,
  month: { first: CalendarDate; last: CalendarDate },
  limit: number,
): Promise<CalendarDay[]> {
  return db.execute<CalendarDay>(sql`
    select d.day::text, d.kind, o.id, c.title, a.name as authority, r.is_sample
    from ${source(filters)}
    join authorities a on a.id = o.authority_id
    join contract_versions v on v.id = c.version_id
    join returns r on r.id = v.return_id
    cross join lateral (values ('approach_from', o.approach_from), ('approach_by', o.approach_by),
      ('tender_latest', o.tender_latest), ('earliest_end', o.earliest_end)) as d(kind, day)
    where ${conditions(filters, today)} and not (d.kind = 'earliest_end' and coalesce(v.values->>'current_end_on_precision', 'day') in ('quarter', 'year'))
      and d.day between ${month.first}::date and ${month.last}::date
    order by d.day, array_position(array['approach_from', 'approach_by', 'tender_latest', 'earliest_end'], d.kind), c.title, o.id
    limit ${limit}`)
}
