// Which rows of a return are published without some of their values?
import type { Tx } from '../db/client.ts'
import { normaliseSupplierName } from '../suppliers/supplier-name.ts'
import { systemRowsReached, withheldForReturn } from './withheld-system-queries.ts'
import { publicSystemValues } from './withheld-systems.ts'
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
 * reached by markers and by what is withheld of the contracts under their references.
 */
export async function stageWithheld(
  tx: Tx,
  { id, authority_id, kind }: { id: string; authority_id: number; kind: string },
): Promise<{ isAnyWithheld: boolean }> {
  const staged = await (kind === 'systems' ? systemRows : contractRows)(tx, id, authority_id)
  const some = staged.filter(({ withheld }) => withheld.length > 0)
  await stageWithheldRows(tx, some)
  return { isAnyWithheld: some.length > 0 }
}

async function contractRows(tx: Tx, returnId: string, authorityId: number): Promise<WithheldRow[]> {
  const inForce = await withholdingsInForce(tx, authorityId)
  const rows = await rowsReached(tx, returnId, inForce)
  return rows.map((row) => withheldRow(row, inForce))
}

async function systemRows(tx: Tx, returnId: string, authorityId: number): Promise<WithheldRow[]> {
  const withheld = await withheldForReturn(tx, authorityId, returnId)
  const rows = await systemRowsReached(tx, returnId, [...withheld.keys()])
  return rows.map(({ id, values, reference }) => ({
    ...publicSystemValues(values, withheld.get(reference ?? '') ?? []),
    dataRow: id,
    supplierKey: '',
  }))
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
