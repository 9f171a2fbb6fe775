// Which rows of a return are published without some of their values?
import type { Tx } from '../db/client.ts'
import { normaliseSupplierName } from '../suppliers/supplier-name.ts'
import { publicValues } from './withholding.ts'
import {
  type ReachedRow,
  reaches,
  rowsReached,
  stageWithheldRows,
  type WithheldRow,
  type Withholding,
  withholdingsInForce,
} from './withholding-queries.ts'

/**
 * Fills the temporary table `withheld_rows`, to be done before the names of a return are looked at: what the public may
 * see of each row of which a decision of the authority, or a marker in the row, withholds something. Rows of systems are
 * reached by markers alone.
 */
export async function stageWithheld(
  tx: Tx,
  { id, authority_id, kind }: { id: string; authority_id: number; kind: string },
): Promise<void> {
  const inForce = kind === 'contracts' ? await withholdingsInForce(tx, authority_id) : []
  const rows = await rowsReached(tx, id, inForce)
  const staged = rows.map((row) => withheldRow(row, inForce))
  await stageWithheldRows(
    tx,
    staged.filter(({ withheld }) => withheld.length > 0),
  )
}

function withheldRow(row: ReachedRow, inForce: readonly Withholding[]): WithheldRow {
  const shown = publicValues(row.values, inForce.filter((one) => reaches(one, row)).map(stated))
  const names: unknown = row.values.suppliers
  const first: unknown = Array.isArray(names) ? names[0]?.name : undefined
  const supplierKey = typeof first === 'string' ? normaliseSupplierName(first).strictKey : ''
  return { ...shown, dataRow: row.data_row, supplierKey }
}

/** What the public is told of a withholding, and nothing else of it. */
export function stated({ field, reason, ground, review_on, precision }: Withholding) {
  return { field, reason, ground, review_on, precision }
}
