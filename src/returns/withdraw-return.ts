// How is a publication undone as a whole?
import { appendAudit } from '../audit/audit-queries.ts'
import { lockAuthority } from '../authorities/authority-queries.ts'
import { bringSystemsUpToDate } from '../contracts/bring-systems-up-to-date.ts'
import {
  applyVersions,
  hideUnfounded,
  linkSuppliers,
  restorePresence,
  stageWithdrawal,
} from '../contracts/publication-queries.ts'
import { restateNumbers } from '../contracts/restate-numbers.ts'
import { indexContracts } from '../contracts/search-row-queries.ts'
import { namesRewritten } from '../contracts/withholding-queries.ts'
import type { Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { deriveOpportunitiesJob, scoreQualityJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { resolveSupplierNames } from '../suppliers/resolve-supplier-names.ts'
import { withdrawSystems } from './publish-systems.ts'
import {
  latestPublication,
  lockReturn,
  markWithdrawn,
  type PublishableReturn,
} from './return-states-queries.ts'

export type WithdrawOutcome =
  | { status: 'withdrawn' }
  | { status: 'already_withdrawn' }
  | { status: 'not_published'; state: string }
  /** A later publication stands on this one and must be withdrawn first. */
  | { status: 'not_the_latest'; latestId: string }
  | { status: 'absent' }

/**
 * Brings back exactly what the public saw before the return was published. Only the latest publication of an authority
 * can be undone, since what came later was compared with it.
 */
export function withdrawReturn(
  deps: Pick<Deps, 'db'>,
  returnId: string,
  actor: string,
  reason: string,
): Promise<WithdrawOutcome> {
  return deps.db.transaction(async (tx) => {
    const found = await lockReturn(tx, returnId)
    if (found === null) return { status: 'absent' }
    if (found.state === 'withdrawn') return { status: 'already_withdrawn' }
    if (found.state !== 'published') return { status: 'not_published', state: found.state }
    await lockAuthority(tx, found.authority_id)
    const latestId = await latestPublication(tx, found.authority_id, found.kind)
    if (latestId !== null && latestId !== returnId) return { status: 'not_the_latest', latestId }
    if (found.kind === 'systems') await withdrawSystems(tx, found)
    else await withdrawContracts(tx, found)
    await markWithdrawn(tx, returnId, actor)
    if (found.kind === 'contracts') await enqueue(tx, scoreQualityJob, { authorityId: found.authority_id })
    await enqueue(tx, deriveOpportunitiesJob, { authorityId: found.authority_id })
    await appendAudit(tx, {
      actor,
      action: 'return.withdrawn',
      authorityId: found.authority_id,
      subjectKind: 'return',
      subjectId: returnId,
      reason,
    })
    return { status: 'withdrawn' }
  })
}

async function withdrawContracts(tx: Tx, { id, authority_id }: PublishableReturn): Promise<void> {
  await stageWithdrawal(tx, id)
  await hideUnfounded(tx)
  await applyVersions(tx)
  await resolveSupplierNames(tx, await namesRewritten(tx))
  await linkSuppliers(tx)
  await restateNumbers(tx)
  await indexContracts(tx)
  await bringSystemsUpToDate(tx, authority_id)
  await restorePresence(tx, id)
}
