// What does the register hold of each authority, as a table for a spreadsheet program?
import type { AuthorityOverview } from '../returns/authority-overview-schemas.ts'
import { type CsvColumn, csvTable } from './csv.ts'

const COLUMNS: CsvColumn<AuthorityOverview>[] = [
  ['slug', (one) => one.slug],
  ['name', (one) => one.name],
  ['official_name', (one) => one.official_name],
  ['gss_code', (one) => one.gss_code],
  ['contracts', (one) => one.contracts],
  ['running', (one) => one.running],
  ['ending_within_year', (one) => one.ending_within_year],
  ['technologies', (one) => one.technologies],
  ['suppliers', (one) => one.suppliers],
  ['last_contracts_return_on', (one) => one.last_contracts_return_on],
  ['last_systems_return_on', (one) => one.last_systems_return_on],
  ['quality_points', (one) => one.quality?.points ?? null],
  ['quality_scored_on', (one) => one.quality?.scored_on ?? null],
  ['sample', (one) => one.is_sample],
]

/** A line an authority, in the order given; an empty cell is nothing known. */
export function authoritiesCsv(authorities: readonly AuthorityOverview[]): AsyncGenerator<string> {
  return csvTable(COLUMNS, authorities)
}
