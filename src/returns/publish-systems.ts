// How does a systems return become who runs which technology, and how is that undone?

import { bringSystemsUpToDate } from '../contracts/bring-systems-up-to-date.ts'
import { namesInReturn, publicRows } from '../contracts/publication-queries.ts'
import { stageWithheld } from '../contracts/stage-withheld-rows.ts'
import type { Tx } from '../db/client.ts'
import { resolveSupplierNames } from '../suppliers/resolve-supplier-names.ts'
import {
  applyDeploymentVersions,
  countStagedDeployments,
  hideUnfoundedDeployments,
  insertDeploymentVersions,
  insertNewDeployments,
  linkDeploymentSuppliers,
  namesOfSystems,
  noteDeploymentPresence,
  restoreDeploymentPresence,
  stageDeployments,
  stageDeploymentWithdrawal,
  typedInReturn,
} from '../technologies/deployment-publication-queries.ts'
import { resolveTechnologies } from '../technologies/resolve-technologies.ts'
import { nameServiceArea } from '../technologies/service-area.ts'
import { listServiceAreas } from '../technologies/technology-queries.ts'
import {
  latestPublication,
  markPublished,
  type PublicationCounts,
  type PublishableReturn,
  recordPublicationCounts,
} from './return-states-queries.ts'

/** Fills the temporary table `touched` with what the good rows do to each deployment. */
export async function stageSystems(
  tx: Tx,
  found: { id: string; authority_id: number; kind: string },
): Promise<void> {
  const { id, authority_id: authorityId } = found
  const rows = publicRows(await stageWithheld(tx, found))
  await resolveSupplierNames(tx, await namesInReturn(tx, id, rows))
  const typed = await typedInReturn(tx, id)
  const technologies = await resolveTechnologies(tx, typed.technologies)
  const known = await listServiceAreas(tx)
  const areas = typed.serviceAreas.map((area) => nameServiceArea(area, known))
  await stageDeployments(tx, { returnId: id, authorityId }, technologies, areas)
}

/** In the caller's transaction, the authority held: technologies and suppliers resolved, deployments upserted, absences noted. */
export async function publishSystems(
  tx: Tx,
  found: PublishableReturn,
  actor: string,
): Promise<PublicationCounts> {
  const { id, authority_id: authorityId } = found
  const earlier = await latestPublication(tx, authorityId, found.kind)
  await markPublished(tx, id, actor)
  await stageSystems(tx, found)
  const staged = await countStagedDeployments(tx)
  await insertNewDeployments(tx, id, authorityId)
  await insertDeploymentVersions(tx, id)
  await applyDeploymentVersions(tx)
  await linkDeploymentSuppliers(tx)
  await bringSystemsUpToDate(tx, authorityId)
  const missing = await noteDeploymentPresence(tx, id, authorityId, earlier)
  const counts = { ...staged, missing }
  await recordPublicationCounts(tx, id, counts)
  return counts
}

/** In the caller's transaction: every deployment as it stood before the return was published. */
export async function withdrawSystems(tx: Tx, { id, authority_id }: PublishableReturn): Promise<void> {
  await stageDeploymentWithdrawal(tx, id)
  await hideUnfoundedDeployments(tx)
  await applyDeploymentVersions(tx)
  await resolveSupplierNames(tx, await namesOfSystems(tx, 'touched'))
  await linkDeploymentSuppliers(tx)
  await bringSystemsUpToDate(tx, authority_id)
  await restoreDeploymentPresence(tx, id)
}
