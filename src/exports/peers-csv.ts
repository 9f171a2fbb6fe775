// Who runs what at which price, as a table for a spreadsheet program?
import type { PeerRow, PeersAnswer } from '../market/peers-schemas.ts'
import { csvFile } from './csv.ts'
import { precisionWords } from './deployments-csv.ts'

const COLUMNS: [heading: string, cell: (row: PeerRow) => string | null | undefined][] = [
  ['authority', (row) => row.authority.name],
  ['authority_slug', (row) => row.authority.slug],
  ['state', (row) => row.state],
  ['why', (row) => row.why],
  ['product', (row) => row.technology?.product],
  ['maker', (row) => row.maker],
  [
    'suppliers',
    (row) => (row.supplier_withheld ? 'withheld' : row.suppliers.map(({ name }) => name).join('; ')),
  ],
  ['service_area', (row) => row.service_area],
  ['hosting', (row) => row.hosting],
  ['status', (row) => row.status],
  ['users', (row) => row.users?.toString()],
  ['annual_pounds', (row) => row.annual_pounds],
  ['annual_vat', (row) => row.annual_vat],
  [
    'annual_derived_from_term',
    (row) => (row.annual_pounds === null ? '' : row.annual_derived ? 'yes' : 'no'),
  ],
  ['annual_why_not', (row) => row.annual_why_not],
  ['pounds_per_1000_residents', (row) => row.per_1000_residents],
  ['pounds_per_user', (row) => row.per_user],
  ['current_end', (row) => row.current_end_on],
  ['maximum_end', (row) => row.max_end_on],
  ['day_precision', (row) => precisionWords(row.day_precision)],
  ['ends_withheld', (row) => (row.ends_withheld ? 'yes' : '')],
  ['route', (row) => row.route],
  ['contract_id', (row) => row.contract?.id],
  ['last_confirmed_at', (row) => row.confirmed_at],
]

/** Every row of the table, in its order. */
export function peersCsv({ rows }: PeersAnswer): AsyncGenerator<string> {
  return csvFile([
    COLUMNS.map(([heading]) => heading),
    ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row) ?? '')),
  ])
}
