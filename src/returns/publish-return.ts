// How does a return that was read become what the public sees?
import { appendAudit } from '../audit/audit-queries.ts'
import { lockAuthority } from '../authorities/authority-queries.ts'
import { bringSystemsUpToDate } from '../contracts/bring-systems-up-to-date.ts'
import { stateCarriedRows } from '../contracts/carried-row-queries.ts'
import {
  applyVersions,
  countStaged,
  insertNewContracts,
  insertVersions,
  linkSuppliers,
  notePresence,
  prepareForMany,
} from '../contracts/publication-queries.ts'
import { restateNumbers } from '../contracts/restate-numbers.ts'
import { flushSearchIndex, indexContracts, keepWords, REWORDED } from '../contracts/search-row-queries.ts'
import { stageContracts } from '../contracts/stage-contracts.ts'
import type { Db, Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { deriveOpportunitiesJob, linkNoticesJob, scoreQualityJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { forgetStaleComparison } from './change-queries.ts'
import { type ColumnQuestion, mustConfirm } from './mapping/open-questions.ts'
import { publishSystems } from './publish-systems.ts'
import {
  holdBack,
  isHeld,
  latestPublication,
  lockReturn,
  markPublished,
  type PublicationCounts,
  type PublishableReturn,
  recordPublicationCounts,
} from './return-states-queries.ts'
import { forgetOldPrints } from './row-print-queries.ts'

export type PublishOutcome =
  | { status: 'published'; counts: PublicationCounts }
  | { status: 'already_published' }
  | { status: 'not_ready'; state: string }
  /** Headings whose meaning an officer must confirm first; nothing was changed. */
  | { status: 'must_confirm'; questions: ColumnQuestion[] }
  | { status: 'absent' }

const MANY_ROWS = 2_000

/**
 * Publishes in one transaction: readers see all of the return or what they saw before. Publications of one authority
 * follow one another. Called again for a published return it changes nothing and says so.
 */
export function publishReturn(
  deps: Pick<Deps, 'db'>,
  returnId: string,
  actor: string,
): Promise<PublishOutcome> {
  return deps.db.transaction(async (tx) => {
    if (await isHeld(tx, returnId)) return { status: 'not_ready', state: 'publishing' }
    const found = await lockReturn(tx, returnId)
    if (found === null) return { status: 'absent' }
    if (found.state === 'published') return { status: 'already_published' }
    if (found.state !== 'read') return { status: 'not_ready', state: found.state }
    const questions = mustConfirm(found.mapping ?? [], found.kind)
    if (questions.length > 0) {
      await holdBack(tx, returnId)
      return { status: 'must_confirm', questions }
    }
    await lockAuthority(tx, found.authority_id)
    await forgetStaleComparison(tx, returnId)
    const counts =
      found.kind === 'systems'
        ? await publishSystems(tx, found, actor)
        : await publishContracts(deps.db, tx, found, actor)
    if (found.kind === 'contracts') await enqueue(tx, scoreQualityJob, { authorityId: found.authority_id })
    await enqueue(tx, deriveOpportunitiesJob, { authorityId: found.authority_id })
    if (found.kind === 'contracts') await enqueue(tx, linkNoticesJob, { authorityId: found.authority_id })
    await appendAudit(tx, {
      actor,
      action: 'return.published',
      authorityId: found.authority_id,
      subjectKind: 'return',
      subjectId: returnId,
      after: counts,
    })
    return { status: 'published', counts }
  })
}

async function publishContracts(
  db: Db,
  tx: Tx,
  found: PublishableReturn,
  actor: string,
): Promise<PublicationCounts> {
  const { id, authority_id: authorityId } = found
  const earlier = await latestPublication(tx, authorityId, found.kind)
  await markPublished(tx, id, actor)
  await prepareForMany(tx)
  const rows = await stageContracts(tx, found)
  const staged = await countStaged(tx)
  await stateCarriedRows(tx, id)
  await insertNewContracts(tx, id, authorityId, rows)
  await insertVersions(tx, id, rows)
  await applyVersions(tx)
  await linkSuppliers(tx)
  await restateNumbers(tx)
  const isMany = staged.created + staged.changed > MANY_ROWS
  const merging = isMany ? mergeMeanwhile(db) : null
  const reworded = await indexContracts(tx).finally(merging?.stop)
  await bringSystemsUpToDate(tx, authorityId)
  const missing = await notePresence(tx, id, authorityId, earlier)
  if (reworded > MANY_ROWS) await flushSearchIndex(tx)
  const counts = { ...staged, missing }
  await recordPublicationCounts(tx, id, counts)
  await forgetOldPrints(tx, id)
  if (reworded > 0) await keepWords(tx, REWORDED)
  return counts
}

const MERGE_EVERY_MILLISECONDS = 1_500

/**
 * Has another connection merge what the search index holds pending, while this transaction adds to it. Nothing depends on it:
 * what it leaves is merged at the end, and where no connection is free it does nothing.
 */
function mergeMeanwhile(db: Db): { stop: () => void } {
  let running = false
  const timer = setInterval(() => {
    if (running) return
    running = true
    flushSearchIndex(db)
      .catch(() => {})
      .finally(() => {
        running = false
      })
  }, MERGE_EVERY_MILLISECONDS)
  return { stop: () => clearInterval(timer) }
}
