// Which upcoming tenders match, as a table for a spreadsheet program?
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { OpportunityFilters, OpportunitySummary } from '../opportunities/opportunity-schemas.ts'
import { eachOpportunity } from '../opportunities/opportunity-search-queries.ts'
import { csvFile } from './csv.ts'

type Cell = (one: OpportunitySummary) => string | null | undefined

/** Headings and what stands under them; days as YYYY-MM-DD, pounds with two decimals, an empty cell is not stated. */
const COLUMNS: [heading: string, cell: Cell][] = [
  ['id', (one) => one.id],
  ['authority', (one) => one.authority.name],
  ['title', (one) => one.contract.title],
  ['current_supplier', (one) => one.contract.supplier_name_raw],
  ['local_reference', (one) => one.contract.local_reference],
  ['service_area', (one) => one.service_area?.label],
  ['phase', (one) => one.phase],
  ['upcoming', (one) => (one.upcoming ? 'yes' : 'no')],
  ['basis', (one) => one.basis],
  ['approach_from', (one) => one.earliest?.approach_from],
  ['approach_by', (one) => one.earliest?.approach_by],
  ['tender_latest', (one) => one.earliest?.tender_latest],
  ['decide_by', (one) => one.earliest?.decide_by],
  ['earliest_end', (one) => one.earliest?.end],
  ['latest_end', (one) => one.latest?.end],
  ['end_precision', (one) => (one.earliest === null ? null : one.end_precision)],
  ['later_approach_from', (one) => one.latest?.approach_from],
  ['later_approach_by', (one) => one.latest?.approach_by],
  ['confidence', (one) => String(one.confidence.value)],
  ['confidence_label', (one) => one.confidence.label],
  [
    'confidence_why',
    (one) => one.confidence.parts.map(({ reason, points }) => `${points} ${reason}`).join('; '),
  ],
  ['value_net', (one) => one.value?.net],
  ['value_gross', (one) => one.value?.gross],
  ['value_band', (one) => one.value_band],
  ['above_threshold', (one) => one.above_threshold],
  ['sme_fit', (one) => one.sme_fit],
  ['likely_route', (one) => one.likely_route],
  ['only_through_framework', (one) => one.only_through_framework],
  ['contract_id', (one) => one.contract.id],
  ['sample', (one) => (one.is_sample ? 'yes' : 'no')],
]

/** Every upcoming tender that the filter asks for, in the order of the list; a cursor and a limit are passed over. */
export function opportunitiesCsv(
  db: Queryable,
  filters: OpportunityFilters,
  today: CalendarDate,
): AsyncGenerator<string> {
  return csvFile(lines(db, filters, today))
}

async function* lines(
  db: Queryable,
  filters: OpportunityFilters,
  today: CalendarDate,
): AsyncGenerator<string[]> {
  yield COLUMNS.map(([heading]) => heading)
  for await (const one of eachOpportunity(db, filters, today))
    yield COLUMNS.map(([, cell]) => cell(one) ?? '')
}
