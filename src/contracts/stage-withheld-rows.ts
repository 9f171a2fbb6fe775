// Which rows of a return are published without some of their values?
import type { Tx } from '../db/client.ts'
import { normaliseSupplierName } from '../suppliers/supplier-name.ts'
import { ALL_ROWS, type RowSource } from './carried-row-queries.ts'
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

interface RowsToOpen {
  all: RowSource
  mayBeMarked: RowSource
}

/**
 * Fills the temporary table `withheld_rows`, to be done before the names of a return are looked at: what the public may
 * see of each row of which a decision of the authority, or a marker in the row, withholds something. Rows of systems are
 * reached by markers and by what is withheld of the contracts under their references. Of a contracts return `from.all` are
 * the rows, and `from.mayBeMarked` those of them that may hold a marker.
 */
export async function stageWithheld(
  tx: Tx,
  { id, authority_id, kind }: { id: string; authority_id: number; kind: string },
  from: RowsToOpen = { all: ALL_ROWS, mayBeMarked: ALL_ROWS },
): Promise<{ isAnyWithheld: boolean }> {
  const staged =
    kind === 'systems'
      ? await systemRows(tx, id, authority_id)
      : await contractRows(tx, id, authority_id, from)
  const some = staged.filter(({ withheld }) => withheld.length > 0)
  await stageWithheldRows(tx, some)
  return { isAnyWithheld: some.length > 0 }
}

async function contractRows(
  tx: Tx,
  returnId: string,
  authorityId: number,
  { all, mayBeMarked }: RowsToOpen,
): Promise<WithheldRow[]> {
  const inForce = await withholdingsInForce(tx, authorityId)
  const rows = await rowsReached(tx, returnId, inForce, inForce.length === 0 ? mayBeMarked : all)
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
