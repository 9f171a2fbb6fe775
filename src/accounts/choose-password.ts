// How does a person choose a password?
import { appendAudit } from '../audit/audit-queries.ts'
import type { Deps } from '../deps.ts'
import { type Account, actorOf } from './account.ts'
import { changeMail } from './account-mails.ts'
import { endLinks } from './link-queries.ts'
import { sendMailLater } from './mailer.ts'
import { hashPassword, passwordMatches } from './password-hashing.ts'
import { passwordProblem } from './password-rules.ts'
import { endSessions, findSession } from './session-queries.ts'
import { forgiveOwn, takeOwnTurn } from './take-turn.ts'
import { findPasswordHash, findUser, savePassword } from './user-queries.ts'

export interface PasswordChoice {
  /** Not needed by whoever has none yet, or came by a link in the last quarter of an hour. */
  current: string
  password: string
}

export interface PasswordRefusal {
  field: keyof PasswordChoice
  message: string
}

const FRESH = 15 * 60 * 1000

/** Whether the person has to give the password they have; a link just used proves as much. */
export async function needsCurrentPassword(deps: Deps, account: Account): Promise<boolean> {
  if ((await findPasswordHash(deps.db, account.id)) === null) return false
  const session = account.sessionId === null ? null : await findSession(deps.db, account.sessionId)
  return session?.method !== 'link' || deps.clock() - session.createdAt.getTime() > FRESH
}

/**
 * Keeps the new password and ends every other session and open link; or says what is wrong with it.
 * @throws AppError `too_many_requests` after wrong ones.
 */
export async function choosePassword(
  deps: Deps,
  account: Account,
  choice: PasswordChoice,
): Promise<PasswordRefusal | null> {
  const user = await findUser(deps.db, account.id)
  if (user === null) throw new Error(`There is no user ${account.id}.`)
  const known = await findPasswordHash(deps.db, user.id)
  const isNeeded = known !== null && (await needsCurrentPassword(deps, account))
  if (isNeeded) {
    await takeOwnTurn(deps, user.id)
    if (!(await passwordMatches({ hash: known, password: choice.current })))
      return { field: 'current', message: 'The password you have now is not this one' }
    await forgiveOwn(deps, user.id)
  }
  const words = user.authorityName === null ? [] : [user.authorityName]
  const problem = passwordProblem(choice.password, { ...user, words })
  if (problem !== null) return { field: 'password', message: problem }
  const hash = await hashPassword(choice.password)
  await deps.db.transaction(async (tx) => {
    await savePassword(tx, user.id, hash)
    await endSessions(tx, user.id, account.sessionId)
    await endLinks(tx, user.id, deps.clock())
    await appendAudit(tx, {
      actor: actorOf(account),
      action: 'user.password-changed',
      subjectKind: 'user',
      subjectId: user.id,
    })
  })
  sendMailLater(deps, changeMail(user, 'Your password was changed'))
  return null
}
