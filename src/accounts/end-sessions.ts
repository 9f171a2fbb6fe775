// How does a person end their own sessions?
import { appendAudit } from '../audit/audit-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type Account, actorOf } from './account.ts'
import { endSession, endSessions } from './session-queries.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Holds from the session's next request on. @throws AppError `not_found` for sessions of others too. */
export async function endOwnSession(deps: Deps, account: Account, id: string): Promise<void> {
  const ended = UUID.test(id) && (await endSession(deps.db, account.id, id))
  if (!ended) throw new AppError('not_found')
  await note(deps, account, 1)
}

export async function endOtherSessions(deps: Deps, account: Account): Promise<void> {
  await note(deps, account, await endSessions(deps.db, account.id, account.sessionId))
}

function note(deps: Deps, account: Account, ended: number): Promise<void> {
  const actor = actorOf(account)
  const after = { ended }
  return appendAudit(deps.db, {
    actor,
    action: 'session.ended',
    subjectKind: 'user',
    subjectId: account.id,
    after,
  })
}
