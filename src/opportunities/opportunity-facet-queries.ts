// How many opportunities are there of each phase, value band, service area, fit and technology?
import { sql } from 'drizzle-orm'
import { technologiesOfContracts } from '../contracts/contract-technology-queries.ts'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import {
  commonConditions,
  conditions,
  NO_AREA,
  NO_END,
  NO_FIT,
  NO_VALUE,
  phaseOn,
  source,
} from './opportunity-filter-queries.ts'
import type { OpportunityFilters, OpportunityPage } from './opportunity-schemas.ts'

interface Cell extends Record<string, unknown> {
  phase: string
  value_band: string
  service_area: string
  sme_fit: string
  count: number
}

type Facet = Exclude<keyof OpportunityPage['counts'], 'technology'>
const FACETS: Facet[] = ['phase', 'value_band', 'service_area', 'sme_fit']
const UPCOMING = ['watch', 'talk now', 'tender due', 'late', 'published']

export type OpportunityCounts = Pick<OpportunityPage, 'total' | 'end_not_stated' | 'counts'>

/** One pass over what matches words, authorities and days; each facet is counted under all filters but its own. */
export async function countOpportunities(
  db: Queryable,
  filters: OpportunityFilters,
  today: CalendarDate,
): Promise<OpportunityCounts> {
  const [cells, technology] = await Promise.all([
    db.execute<Cell>(sql`
      select ${phaseOn(today)} as phase, o.value_band, coalesce(o.service_area_code, ${NO_AREA}) as service_area,
        o.sme_fit, count(*)::int as count
      from ${source(filters)} where ${commonConditions(filters, today)} group by 1, 2, 3, 4`),
    countTechnologies(db, filters, today),
  ])
  const kept = choices(filters)
  const under = (left: Facet | null) =>
    cells.filter((cell) => FACETS.every((facet) => facet === left || kept[facet](cell[facet])))
  const sum = (some: readonly Cell[]) => some.reduce((total, { count }) => total + count, 0)
  const all = under(null)
  return {
    total: sum(all),
    end_not_stated: sum(all.filter(({ phase }) => phase === NO_END)),
    counts: {
      ...(Object.fromEntries(FACETS.map((facet) => [facet, tally(under(facet), facet)])) as Record<
        Facet,
        Record<string, number>
      >),
      technology,
    },
  }
}

/** Most technologies that are counted beside those asked for. */
const MOST_TECHNOLOGIES = 15

/** By slug, most first: those with most under all other filters, and those asked for. */
async function countTechnologies(
  db: Queryable,
  filters: OpportunityFilters,
  today: CalendarDate,
): Promise<Record<string, number>> {
  const others = { ...filters, technology: undefined }
  const rows = await db.execute<{ slug: string; count: number }>(sql`
    with counted as (
      select known.technology_id, count(*)::int as count
      from (${technologiesOfContracts}) known join opportunities found on found.contract_id = known.contract_id
      where found.id in (select o.id from ${source(others)} where ${conditions(others, today)})
      group by known.technology_id
    ), placed as (
      select t.slug, c.count, row_number() over (order by c.count desc, t.slug) as place
      from counted c join technologies t on t.id = c.technology_id
    )
    select slug, count from placed
    where place <= ${MOST_TECHNOLOGIES} or slug = any(${sql.param(filters.technology ?? [])}::text[])
    order by place`)
  return Object.fromEntries(rows.map(({ slug, count }) => [slug, count]))
}

/** Whether a value of each facet is asked for: the same as the conditions of the list say. */
function choices(filters: OpportunityFilters): Record<Facet, (value: string) => boolean> {
  const choose =
    (chosen: readonly string[] | undefined, blank: string, blanks: 'include' | 'exclude') =>
    (value: string) =>
      value === blank ? blanks === 'include' : !chosen?.length || chosen.includes(value)
  const { phase } = filters
  return {
    phase: phase?.length
      ? (value) => (phase as readonly string[]).includes(value)
      : choose(UPCOMING, NO_END, filters.end_not_stated),
    value_band: choose(filters.value_band, NO_VALUE, filters.value_not_stated),
    service_area: choose(filters.service_area, NO_AREA, filters.service_area_not_stated),
    sme_fit: choose(filters.sme_fit, NO_FIT, filters.sme_fit_not_known),
  }
}

function tally(cells: readonly Cell[], facet: Facet): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const cell of cells) counts[cell[facet]] = (counts[cell[facet]] ?? 0) + cell.count
  return counts
}
