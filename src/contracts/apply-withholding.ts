// How does what is withheld, or no longer, hold at once for everything that the public reads?
import type { Tx } from '../db/client.ts'
import { resolveSupplierNames } from '../suppliers/resolve-supplier-names.ts'
import { forgetUnusedSpellings } from '../suppliers/unused-spelling-queries.ts'
import { bringSystemsUpToDate } from './bring-systems-up-to-date.ts'
import { applyVersions, linkSuppliers } from './publication-queries.ts'
import { restateNumbers } from './restate-numbers.ts'
import { forgetWords, indexContracts, keepWords, TOUCHED, wordsOfContracts } from './search-row-queries.ts'
import { stated } from './stage-withheld-rows.ts'
import { publicValues } from './withholding.ts'
import {
  forgetDerived,
  linkedSpellings,
  namesRewritten,
  reaches,
  rewriteVersions,
  type StoredVersion,
  stageRewritten,
  versionsReached,
  type Withholding,
  withholdingsInForce,
} from './withholding-queries.ts'

const PAGE = 2_000

/**
 * Rewrites every version that `changed` reaches by what is in force now, and with them contracts, suppliers and search rows.
 * In the caller's transaction, the authority held.
 */
export async function applyWithholding(tx: Tx, authorityId: number, changed: Withholding): Promise<void> {
  const inForce = await withholdingsInForce(tx, authorityId)
  const contracts = new Set<string>()
  let after = 0
  for (;;) {
    const versions = await versionsReached(tx, authorityId, changed, { after, limit: PAGE })
    if (versions.length > 0)
      await rewriteVersions(
        tx,
        'contract_versions',
        versions.map((version) => shownOf(version, inForce)),
      )
    for (const { contract_id } of versions) contracts.add(contract_id)
    if (versions.length < PAGE) break
    after = versions.at(-1)?.id ?? after
  }
  if (contracts.size > 0) await bringUpToDate(tx, authorityId, [...contracts])
}

function shownOf(version: StoredVersion, inForce: readonly Withholding[]) {
  const own = inForce.filter((one) => one.contract_id === version.contract_id || reaches(one, version))
  return { id: version.id, ...publicValues(version.values, own.map(stated)) }
}

async function bringUpToDate(tx: Tx, authorityId: number, contractIds: string[]): Promise<void> {
  await stageRewritten(tx, contractIds)
  await forgetDerived(tx)
  const words = await wordsOfContracts(tx, TOUCHED)
  const before = await linkedSpellings(tx)
  await resolveSupplierNames(tx, await namesRewritten(tx))
  await applyVersions(tx)
  await linkSuppliers(tx)
  await restateNumbers(tx)
  await forgetUnusedSpellings(tx, before)
  await indexContracts(tx)
  await bringSystemsUpToDate(tx, authorityId)
  await forgetWords(tx, words)
  await keepWords(tx)
}
