// How is a large return published without anybody waiting at a page?
import { appendAudit } from '../audit/audit-queries.ts'
import type { Deps } from '../deps.ts'
import { publishReturnJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { mustConfirm } from './mapping/open-questions.ts'
import { lockReturn, markPublicationAsked } from './return-states-queries.ts'

/** Up to so many rows a publication takes about a second, and the officer who asks for it sees it done. */
export const AT_ONCE_ROWS = 5_000

/**
 * Leaves the publication to a worker; the return says that it is about to be published. False where it is not a large
 * return that could be published as it stands: then publishing it at once is the way, and tells what is in the way.
 */
export function askToPublish(deps: Pick<Deps, 'db'>, returnId: string, actor: string): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    const found = await lockReturn(tx, returnId)
    if (found?.state !== 'read' || found.rows_good <= AT_ONCE_ROWS) return false
    if (mustConfirm(found.mapping ?? [], found.kind).length > 0) return false
    await markPublicationAsked(tx, returnId)
    await enqueue(tx, publishReturnJob, { returnId })
    await appendAudit(tx, {
      actor,
      action: 'return.publication_asked',
      authorityId: found.authority_id,
      subjectKind: 'return',
      subjectId: returnId,
    })
    return true
  })
}
