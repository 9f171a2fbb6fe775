// How do the systems of an authority follow its contracts: under which do they run, and what may be told of them?
import { lockAuthority } from '../authorities/authority-queries.ts'
import type { Db, Tx } from '../db/client.ts'
import { resolveSupplierNames } from '../suppliers/resolve-supplier-names.ts'
import { forgetUnusedSpellings } from '../suppliers/unused-spelling-queries.ts'
import {
  applyDeploymentVersions,
  linkDeploymentContracts,
  linkDeploymentSuppliers,
  namesOfSystems,
} from '../technologies/deployment-publication-queries.ts'
import { forgetWords, indexTechnologies, keepWords, wordsOfContracts } from './search-row-queries.ts'
import {
  authoritiesToldBySystems,
  CONTRACTS_OF_RESTATED,
  showReportedSystems,
  spellingsOfRestated,
  stageRestatedSystems,
  systemVersionsReached,
  withheldForSystems,
} from './withheld-system-queries.ts'
import { publicSystemValues } from './withheld-systems.ts'
import { rewriteVersions } from './withholding-queries.ts'

const PAGE = 2_000

/**
 * What is withheld of a contract is told by no system under its reference, in any version; what is no longer withheld is
 * told again. Links, suppliers and search rows follow. To be called once, in the caller's transaction and with the authority
 * held, whenever contracts, systems or withholdings of an authority have changed. Systems that were published are public
 * only after it.
 */
export async function bringSystemsUpToDate(tx: Tx, authorityId: number): Promise<void> {
  const rewritten = await rewriteSystems(tx, authorityId)
  if (rewritten.length > 0) {
    await stageRestatedSystems(tx, rewritten)
    const words = await wordsOfContracts(tx, CONTRACTS_OF_RESTATED)
    await restateSystems(tx)
    await follow(tx, authorityId)
    await forgetWords(tx, words)
    await keepWords(tx, CONTRACTS_OF_RESTATED)
  } else await follow(tx, authorityId)
}

/** The same for every authority whose systems were published by a version of Thirty3 that did not do so; a start-up's duty. */
export async function bringEarlierSystemsUpToDate(db: Db): Promise<void> {
  for (const authorityId of await authoritiesToldBySystems(db))
    await db.transaction(async (tx) => {
      await lockAuthority(tx, authorityId)
      await bringSystemsUpToDate(tx, authorityId)
    })
}

async function rewriteSystems(tx: Tx, authorityId: number): Promise<number[]> {
  const withheld = await withheldForSystems(tx, authorityId)
  const references = [...withheld.keys()]
  const rewritten: number[] = []
  let after = 0
  for (;;) {
    const versions = await systemVersionsReached(tx, authorityId, references, { after, limit: PAGE })
    const shown = versions.map(({ id, values, reference }) => ({
      id,
      ...publicSystemValues(values, withheld.get(reference ?? '') ?? []),
    }))
    if (shown.length > 0) rewritten.push(...(await rewriteVersions(tx, 'deployment_versions', shown)))
    if (versions.length < PAGE) return rewritten
    after = versions.at(-1)?.id ?? after
  }
}

async function restateSystems(tx: Tx): Promise<void> {
  const before = await spellingsOfRestated(tx)
  await applyDeploymentVersions(tx, 'restated_systems')
  await resolveSupplierNames(tx, await namesOfSystems(tx, 'restated_systems'))
  await linkDeploymentSuppliers(tx, 'restated_systems')
  await forgetUnusedSpellings(tx, before)
}

async function follow(tx: Tx, authorityId: number): Promise<void> {
  await linkDeploymentContracts(tx, authorityId)
  await showReportedSystems(tx, authorityId)
  await indexTechnologies(tx, authorityId)
}
