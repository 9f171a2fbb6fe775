// Which contracts could end together, as a table for a spreadsheet program?
import type { Queryable } from '../db/client.ts'
import { eachCluster } from '../market/alignment-list-queries.ts'
import type { AlignmentFilters, AlignmentSummary } from '../market/alignment-schemas.ts'
import { csvFile } from './csv.ts'

/** Headings and what stands under them; days as YYYY-MM-DD, pounds with two decimals, an empty cell is none. */
const COLUMNS: [heading: string, cell: (one: AlignmentSummary) => string | null][] = [
  ['kind', ({ subject }) => subject.kind],
  ['code', ({ subject }) => subject.code],
  ['name', ({ subject }) => subject.name],
  ['target', ({ target }) => target],
  ['contracts', ({ contracts }) => String(contracts)],
  ['authorities', ({ authorities }) => authorities.map(({ name }) => name).join('; ')],
  ['extending', ({ extending }) => String(extending)],
  ['months_extended', ({ months_extended }) => String(months_extended)],
  ['annual_net_low', ({ combined_annual }) => combined_annual.net_low],
  ['annual_net_high', ({ combined_annual }) => combined_annual.net_high],
  ['with_value', ({ combined_annual }) => String(combined_annual.with_value)],
  ['value_withheld', ({ combined_annual }) => String(combined_annual.withheld)],
  ['value_not_stated', ({ combined_annual }) => String(combined_annual.not_stated)],
  ['decide_by', ({ decide_by }) => decide_by],
  ['sample', ({ is_sample }) => (is_sample ? 'yes' : 'no')],
]

/** Every cluster that the filter asks for, in the order of the list; a cursor and a limit are passed over. */
export function alignmentCsv(db: Queryable, filters: AlignmentFilters): AsyncGenerator<string> {
  return csvFile(lines(db, filters))
}

async function* lines(db: Queryable, filters: AlignmentFilters): AsyncGenerator<string[]> {
  yield COLUMNS.map(([heading]) => heading)
  for await (const one of eachCluster(db, filters)) yield COLUMNS.map(([, cell]) => cell(one) ?? '')
}
