// What do the rows of a contracts return do to each contract?
import type { Tx } from '../db/client.ts'
import { resolveSupplierNames } from '../suppliers/resolve-supplier-names.ts'
import { ALL_ROWS, hasCarriedRows, STATED_ROWS } from './carried-row-queries.ts'
import { stageRows, stageUnsettledRows } from './contract-identity-queries.ts'
import { namesInReturn, type PublicRows, publicRows } from './publication-queries.ts'
import { stageSettled, UNSETTLED_ROWS, unsettleAll } from './settled-row-queries.ts'
import { stageWithheld } from './stage-withheld-rows.ts'

/**
 * Fills the temporary tables `withheld_rows` and `touched`. Rows that cannot change anything, most of them in a return that
 * carries them on, are not opened unless something of the return is withheld. Answers with the rows that the return states
 * itself, as the public may see them.
 */
export async function stageContracts(
  tx: Tx,
  found: { id: string; authority_id: number; kind: string },
): Promise<PublicRows> {
  const { id, authority_id: authorityId } = found
  const isCarrying = await hasCarriedRows(tx, id)
  const isSettling = isCarrying && (await stageSettled(tx, id, authorityId))
  const all = isCarrying ? ALL_ROWS : STATED_ROWS
  const withheld = await stageWithheld(tx, found, { all, mayBeMarked: isSettling ? UNSETTLED_ROWS : all })
  const isSettled = isSettling && !withheld.isAnyWithheld
  if (isSettling && !isSettled) await unsettleAll(tx)
  const rows = publicRows(withheld, isSettled ? UNSETTLED_ROWS : all)
  await resolveSupplierNames(tx, await namesInReturn(tx, id, rows))
  await (isSettled ? stageUnsettledRows : stageRows)(tx, id, authorityId, rows)
  return publicRows(withheld, STATED_ROWS)
}
