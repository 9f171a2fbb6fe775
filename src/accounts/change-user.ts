// How do a person's role and access change?
import { appendAudit } from '../audit/audit-queries.ts'
import type { Queryable, Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { changeMail } from './account-mails.ts'
import type { Invitation } from './add-user.ts'
import { standingOf } from './add-user.ts'
import { authorise, type Performer, performerName } from './authorise.ts'
import { endLinks } from './link-queries.ts'
import { sendMailLater } from './mailer.ts'
import { endSessions } from './session-queries.ts'
import { removeSecondFactor } from './two-factor-queries.ts'
import {
  countActiveAdmins,
  findUser,
  lockAdmins,
  setDisabled,
  type User,
  updateStanding,
} from './user-queries.ts'

export type NewStanding = Pick<Invitation, 'role' | 'authority' | 'permissions'>

/**
 * Holds from the person's next request on. @throws AppError `not_found`; `conflict` for one's own role and for the last admin.
 */
export async function setRole(
  deps: Deps,
  performer: Performer,
  id: string,
  asked: NewStanding,
): Promise<void> {
  await change(deps, performer, id, 'user.role-changed', async (tx, user) => {
    const standing = await standingOf(tx, asked)
    await updateStanding(tx, id, standing)
    const { role, authorityId, permissions } = user
    return { before: { role, authorityId, permissions }, after: standing, told: 'Your role was changed' }
  })
}

/** Ends all sessions and links at once. @throws AppError `not_found`; `conflict` for oneself and for the last admin. */
export async function disableUser(deps: Deps, performer: Performer, id: string): Promise<void> {
  await change(deps, performer, id, 'user.disabled', async (tx) => {
    await setDisabled(tx, id, new Date(deps.clock()))
    await endSessions(tx, id, null)
    await endLinks(tx, id, deps.clock())
    return { told: 'Your account was disabled' }
  })
}

export async function enableUser(deps: Deps, performer: Performer, id: string): Promise<void> {
  await change(deps, performer, id, 'user.enabled', async (tx) => {
    await setDisabled(tx, id, null)
    return { told: 'Your account was enabled again' }
  })
}

/** For somebody who lost the device and the recovery codes; the admin has made sure who is asking. */
export async function resetSecondFactor(deps: Deps, performer: Performer, id: string): Promise<void> {
  await change(deps, performer, id, 'user.second-factor-reset', async (tx) => {
    await removeSecondFactor(tx, id)
    await endSessions(tx, id, null)
    return { told: 'Your second factor was removed' }
  })
}

interface Change {
  before?: unknown
  after?: unknown
  told: string
}

async function change(
  deps: Deps,
  performer: Performer,
  id: string,
  action: string,
  act: (tx: Tx, user: User) => Promise<Change>,
): Promise<void> {
  await authorise(deps, performer, 'users:manage')
  if (performer !== 'operator' && performer.id === id)
    throw new AppError('conflict', 'Another administrator has to change your own account.')
  const [user, told] = await deps.db.transaction(async (tx) => {
    await lockAdmins(tx)
    const found = await findUser(tx, id)
    if (found === null) throw new AppError('not_found')
    const { told, ...change } = await act(tx, found)
    if (found.role === 'admin') await keepAnAdmin(tx)
    const actor = performerName(performer)
    const authorityId = found.authorityId
    await appendAudit(tx, { actor, action, authorityId, subjectKind: 'user', subjectId: id, ...change })
    return [found, told] as const
  })
  sendMailLater(deps, changeMail(user, told))
}

async function keepAnAdmin(tx: Queryable): Promise<void> {
  if ((await countActiveAdmins(tx)) === 0)
    throw new AppError('conflict', 'There must be one administrator at least.')
}
