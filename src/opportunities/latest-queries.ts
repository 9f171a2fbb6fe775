// Which upcoming tenders changed last?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { announceable, conditions, source } from './opportunity-filter-queries.ts'
import type { OpportunityFilters, OpportunitySummary } from './opportunity-schemas.ts'
import { type SummaryRow, summaryColumns, summaryJoins, toSummary } from './opportunity-summary-queries.ts'

/** Of what the filter asks for and may be announced, the `most` whose estimate became another last, the latest first. */
export async function latestOpportunities(
  db: Queryable,
  filters: OpportunityFilters,
  today: CalendarDate,
  most: number,
): Promise<OpportunitySummary[]> {
  const rows = await db.execute<SummaryRow>(sql`
    with latest as (
      select o.id from ${source(filters)} where ${conditions(filters, today)} and ${announceable(today)}
      order by o.changed_on desc, o.earliest_end nulls last, o.id limit ${most}
    )
    select ${summaryColumns(today)} from latest join opportunities o on o.id = latest.id ${summaryJoins}
    order by o.changed_on desc, o.earliest_end nulls last, o.id`)
  return rows.map(toSummary)
}
