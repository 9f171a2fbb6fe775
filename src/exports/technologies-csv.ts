// Which technologies match, as a table for a spreadsheet program?
import type { Queryable } from '../db/client.ts'
import type { TechnologyFilters, TechnologySummary } from '../technologies/technology-schemas.ts'
import { searchTechnologies } from '../technologies/technology-search-queries.ts'
import { type CsvColumn, csvTable } from './csv.ts'

const COLUMNS: CsvColumn<TechnologySummary>[] = [
  ['slug', (one) => one.slug],
  ['product', (one) => one.product],
  ['maker', (one) => one.maker],
  ['makers_as_typed', (one) => one.makers_raw.join('; ')],
  ['category', (one) => one.category],
  ['service_areas', (one) => one.service_areas.map(({ label }) => label).join('; ')],
  ['authorities', (one) => one.authorities],
  ['source', (one) => one.source],
  ['sample', (one) => one.is_sample],
]

const BATCH = 500

/** Every technology that matches, in the order of the list; a cursor and a limit are passed over. */
export function technologiesCsv(db: Queryable, filters: TechnologyFilters): AsyncGenerator<string> {
  return csvTable(COLUMNS, eachTechnology(db, filters))
}

async function* eachTechnology(db: Queryable, filters: TechnologyFilters): AsyncGenerator<TechnologySummary> {
  for (let cursor: string | undefined; ; ) {
    const { cursor: _, ...rest } = filters
    const page = await searchTechnologies(db, { ...rest, limit: BATCH, ...(cursor ? { cursor } : {}) })
    yield* page.technologies
    if (page.next_cursor === null) return
    cursor = page.next_cursor
  }
}
