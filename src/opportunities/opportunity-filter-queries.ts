// Which opportunities does a filter ask for, and in which order?
import { type SQL, sql } from 'drizzle-orm'
import { technologiesOfContracts } from '../contracts/contract-technology-queries.ts'
import { addMonths, type CalendarDate } from '../lib/calendar-date.ts'
import type { OpportunityFilters } from './opportunity-schemas.ts'

/** What stands for a contract whose end is not stated, beside the phases. */
export const NO_END = 'no end stated'
export const NO_VALUE = 'value not stated'
export const NO_AREA = 'not stated'
export const NO_FIT = 'not known'

/** Opportunities `o` of public contracts `c`; with words also their search rows `s`. */
export function source({ q }: OpportunityFilters): SQL {
  const words = q ? sql`join contract_search s on s.contract_id = o.contract_id` : sql``
  return sql`opportunities o join contracts c on c.id = o.contract_id ${words}`
}

/** The phase as it must be shown on a day: nothing whose end is past by then is in a phase of what is upcoming. */
export function phaseOn(today: CalendarDate): SQL {
  return sql`case when o.earliest_end < ${today}::date and o.phase in ('watch', 'talk now', 'tender due', 'late', 'published')
    then 'past end' else coalesce(o.phase, ${NO_END}) end`
}

/** What every count and list under a filter has in common: words, authorities and days. */
export function commonConditions(filters: OpportunityFilters, today: CalendarDate): SQL {
  const parts: SQL[] = [sql`c.is_public`]
  if (filters.q) parts.push(sql`s.words @@ websearch_to_tsquery('english', ${filters.q})`)
  if (filters.authority?.length)
    parts.push(sql`o.authority_id in (select id from authorities where slug in ${filters.authority})`)
  if (filters.technology?.length)
    parts.push(sql`o.contract_id in (select known.contract_id from (${technologiesOfContracts}) known
      join technologies t on t.id = known.technology_id where t.slug in ${filters.technology})`)
  const range: SQL[] = []
  if (filters.approach_from) range.push(sql`o.approach_by >= ${filters.approach_from}::date`)
  if (filters.approach_to) range.push(sql`o.approach_from <= ${filters.approach_to}::date`)
  if (filters.ends_within) range.push(sql`o.earliest_end <= ${addMonths(today, filters.ends_within)}::date`)
  if (range.length > 0) parts.push(sql`((${sql.join(range, sql` and `)}) or o.earliest_end is null)`)
  return sql.join(parts, sql` and `)
}

/** Everything that a filter asks for. */
export function conditions(filters: OpportunityFilters, today: CalendarDate): SQL {
  const parts: SQL[] = [commonConditions(filters, today), phaseCondition(filters, today)]
  const choose = (chosen: readonly string[] | undefined, column: SQL, blank: string, keep: boolean) => {
    if (chosen?.length) parts.push(sql`${column} in ${keep ? [...chosen, blank] : [...chosen]}`)
    else if (!keep) parts.push(sql`${column} <> ${blank}`)
  }
  const keeps = (word: 'include' | 'exclude') => word === 'include'
  choose(filters.value_band, sql`o.value_band`, NO_VALUE, keeps(filters.value_not_stated))
  choose(filters.sme_fit, sql`o.sme_fit`, NO_FIT, keeps(filters.sme_fit_not_known))
  const area = sql`coalesce(o.service_area_code, ${NO_AREA})`
  choose(filters.service_area, area, NO_AREA, keeps(filters.service_area_not_stated))
  return sql.join(parts, sql` and `)
}

/** What may be announced: upcoming on that day, or without a stated end; never what is past its end or settled. */
export function announceable(today: CalendarDate): SQL {
  return sql`((o.upcoming and o.earliest_end >= ${today}::date) or o.phase is null)`
}

function phaseCondition({ phase, end_not_stated }: OpportunityFilters, today: CalendarDate): SQL {
  if (phase?.length) return sql`${phaseOn(today)} in ${phase}`
  const upcoming = sql`(o.upcoming and o.earliest_end >= ${today}::date)`
  return end_not_stated === 'include' ? sql`(${upcoming} or o.phase is null)` : upcoming
}

/** The order of the list: what can be acted on first; with words, the best match first. */
export function order(filters: OpportunityFilters, today: CalendarDate): { rank: SQL; days: SQL } {
  const phase = phaseOn(today)
  const rank = filters.q
    ? sql`-ts_rank(s.words, websearch_to_tsquery('english', ${filters.q}))::float8`
    : sql`array_position(array['published', 'talk now', 'tender due', 'late', 'watch', ${NO_END}, 'stopping', 'awarded', 'past end',
        'lapsed', 'closed'], ${phase})::float8`
  const next = sql`case ${phase} when 'watch' then o.approach_from when 'talk now' then o.approach_by
    when 'tender due' then o.tender_latest else o.earliest_end end`
  return { rank, days: sql`coalesce(abs(${next} - ${today}::date), 0)::int` }
}
