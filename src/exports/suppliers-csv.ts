// Which suppliers match, as a table for a spreadsheet program?
import type { Queryable } from '../db/client.ts'
import type { SupplierDetail, SupplierFilters, SupplierSummary } from '../suppliers/supplier-schemas.ts'
import { searchSuppliers } from '../suppliers/supplier-search-queries.ts'
import { type CsvColumn, csvTable } from './csv.ts'

const COLUMNS: CsvColumn<SupplierSummary>[] = [
  ['slug', (one) => one.slug],
  ['name', (one) => one.name],
  ['company_numbers', (one) => one.company_numbers.join('; ')],
  ['spellings', (one) => one.spellings],
  ['contracts', (one) => one.contracts],
  ['authorities', (one) => one.authorities.map(({ name }) => name).join('; ')],
]

const BATCH = 500

/** Every supplier that matches, in the order of the list; a cursor and a limit are passed over. */
export function suppliersCsv(db: Queryable, filters: SupplierFilters): AsyncGenerator<string> {
  return csvTable(COLUMNS, eachSupplier(db, filters))
}

async function* eachSupplier(db: Queryable, { q }: SupplierFilters): AsyncGenerator<SupplierSummary> {
  for (let after: readonly [string, string] | null = null; ; ) {
    const { suppliers, more } = await searchSuppliers(db, { q, limit: BATCH, after })
    yield* suppliers
    const last = suppliers.at(-1)
    if (!more || last === undefined) return
    after = [last.name.toLowerCase(), last.slug]
  }
}

const SPELLINGS: CsvColumn<SupplierDetail['names'][number]>[] = [
  ['name_as_typed', (one) => one.name],
  ['company_number', (one) => one.company_number],
  ['contracts', (one) => one.contracts],
  ['authorities', (one) => one.authorities.map(({ name }) => name).join('; ')],
  ['why', (one) => one.why],
]

/** Every spelling that stands for a supplier, with where it is typed and why it stands for it. */
export function spellingsCsv(supplier: SupplierDetail): AsyncGenerator<string> {
  return csvTable(SPELLINGS, supplier.names)
}
