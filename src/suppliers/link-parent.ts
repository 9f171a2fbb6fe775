// How is it said that a supplier belongs to the group of another, and taken back? Never a merge.
import { appendAudit } from '../audit/audit-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { insertParent, type ParentLink, revokeParent } from './parent-queries.ts'

/** @throws AppError `not_found` where one of the two is not there. */
export function linkParent(deps: Pick<Deps, 'db'>, link: ParentLink): Promise<void> {
  return deps.db.transaction(async (tx) => {
    if (!(await insertParent(tx, link))) throw new AppError('not_found')
    await appendAudit(tx, {
      actor: link.actor,
      action: 'supplier.parent_linked',
      subjectKind: 'supplier',
      subjectId: link.child,
      after: link,
    })
  })
}

/** @throws AppError `not_found` where no such link stands. */
export function unlinkParent(deps: Pick<Deps, 'db'>, link: Omit<ParentLink, 'source'>): Promise<void> {
  return deps.db.transaction(async (tx) => {
    if ((await revokeParent(tx, link.child, link.parent)) === 0) throw new AppError('not_found')
    await appendAudit(tx, {
      actor: link.actor,
      action: 'supplier.parent_unlinked',
      subjectKind: 'supplier',
      subjectId: link.child,
      before: link,
    })
  })
}
