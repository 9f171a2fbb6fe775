// How does a person change how they are called?
import { appendAudit } from '../audit/audit-queries.ts'
import type { Deps } from '../deps.ts'
import { type Account, actorOf } from './account.ts'
import { updateName } from './user-queries.ts'

export function changeOwnName(deps: Pick<Deps, 'db'>, account: Account, name: string): Promise<void> {
  return deps.db.transaction(async (tx) => {
    await updateName(tx, account.id, name)
    const actor = actorOf(account)
    await appendAudit(tx, { actor, action: 'user.renamed', subjectKind: 'user', subjectId: account.id })
  })
}
