// Where is there something to compare: which service areas have systems, and when do contracts end?
import { sql } from 'drizzle-orm'
import { prepared, type Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'

export interface ComparedArea extends Record<string, unknown> {
  code: string
  label: string
  /** Authorities that report a system for it, and how many products they report. */
  authorities: number
  technologies: number
}

/** Every service area of our list, those of most authorities first. */
export function comparedAreas(db: Queryable): Promise<ComparedArea[]> {
  return db.execute<ComparedArea>(sql`${prepared}
    select s.code, s.label, count(distinct d.authority_id)::int as authorities,
      count(distinct d.technology_id)::int as technologies
    from service_areas s left join deployments d on d.service_area_code = s.code and d.is_public
    group by s.code order by 3 desc, s.position`)
}

export interface QuarterOfEnds extends Record<string, unknown> {
  /** The first day of the quarter. */
  quarter: CalendarDate
  contracts: number
  /** Of these, the ones that may run on to a later maximum end. */
  extendable: number
}

/** Public contracts by the quarter in which their current end lies, for so many quarters from the one of a day on. */
export function endsByQuarter(db: Queryable, from: CalendarDate, quarters: number): Promise<QuarterOfEnds[]> {
  return db.execute<QuarterOfEnds>(sql`
    select quarter::date::text as quarter, count(c.id)::int as contracts,
      (count(c.id) filter (where c.max_end_on > c.current_end_on))::int as extendable
    from generate_series(date_trunc('quarter', ${from}::timestamp),
      date_trunc('quarter', ${from}::timestamp) + (${quarters}::int - 1) * interval '3 months', interval '3 months') quarter
    left join contracts c on c.is_public and c.current_end_on >= quarter::date
      and c.current_end_on < (quarter + interval '3 months')::date
    group by quarter order by quarter`)
}
