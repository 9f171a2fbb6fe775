// Is this act allowed to whoever performs it, and what is on record when it is not?
import { appendAudit } from '../audit/audit-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type Account, actorOf } from './account.ts'
import { type Action, refusal, type Subject } from './permissions.ts'

/** An account, or the person at the machine itself, who may do what the command line offers. */
export type Performer = Account | 'operator'

export function performerName(performer: Performer): string {
  return performer === 'operator' ? 'operator' : actorOf(performer)
}

/** @throws AppError `signed_out` or `forbidden`, after the refusal has been put on record. */
export async function authorise(
  deps: Pick<Deps, 'db'>,
  performer: Performer | null,
  action: Action,
  subject?: Subject,
): Promise<void> {
  if (performer === 'operator') return
  const reason = refusal(performer, action, subject)
  if (reason === null) return
  if (performer === null) throw new AppError('signed_out')
  await recordRefusal(deps, performer, action, subject)
  throw new AppError('forbidden')
}

/** What an account was refused, by the name of the act or `form`, for whoever looks for misuse. */
export function recordRefusal(
  deps: Pick<Deps, 'db'>,
  account: Account,
  refused: Action | 'form',
  subject?: Subject,
): Promise<void> {
  return appendAudit(deps.db, {
    actor: actorOf(account),
    action: 'access.refused',
    authorityId: account.authorityId,
    subjectKind: 'action',
    subjectId: refused,
    ...(subject === undefined ? {} : { after: subject }),
  })
}
