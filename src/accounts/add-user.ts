// How does a person get an account?
import { appendAudit } from '../audit/audit-queries.ts'
import { findAuthority } from '../authorities/authority-queries.ts'
import type { Queryable } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Permission, Role } from './account.ts'
import { invitationMail } from './account-mails.ts'
import { authorise, type Performer, performerName } from './authorise.ts'
import { linkAddress } from './first-admin.ts'
import { endLinks, makeLink } from './link-queries.ts'
import { sendMailLater } from './mailer.ts'
import { findUser, insertUser, type Standing } from './user-queries.ts'

export interface Invitation {
  email: string
  name: string
  role: Role
  /** Slug of the authority: an officer must have one, a procurement lead may, others may not. */
  authority: string | null
  /** For officers only. */
  permissions: readonly Permission[]
}

/**
 * Makes the account and mails its one-time link, which is answered too.
 * @throws AppError `forbidden`, `conflict` when the address has an account, `bad_request` when role and authority do not fit.
 */
export async function addUser(
  deps: Deps,
  performer: Performer,
  invitation: Invitation,
): Promise<{ id: string; link: string }> {
  await authorise(deps, performer, 'users:manage')
  const { email, name } = invitation
  const invitedBy = performerName(performer)
  const made = await deps.db.transaction(async (tx) => {
    const standing = await standingOf(tx, invitation)
    const id = await insertUser(tx, { email, name, invitedBy, ...standing })
    if (id === null) throw new AppError('conflict', 'There is an account with this email address already.')
    const { authorityId } = standing
    const after = { email, ...standing }
    await appendAudit(tx, {
      actor: invitedBy,
      action: 'user.added',
      authorityId,
      subjectKind: 'user',
      subjectId: id,
      after,
    })
    return { id, link: linkAddress(deps, await makeLink(tx, id, 'invitation', deps.clock())) }
  })
  await mailInvitation(deps, made.id, made.link)
  return made
}

/** A new link in place of the earlier ones, for somebody whose invitation got lost. @throws AppError `not_found`. */
export async function inviteAgain(deps: Deps, performer: Performer, id: string): Promise<{ link: string }> {
  await authorise(deps, performer, 'users:manage')
  const link = await deps.db.transaction(async (tx) => {
    const user = await findUser(tx, id)
    if (user === null || user.disabledAt !== null) throw new AppError('not_found')
    await endLinks(tx, id, deps.clock())
    const actor = performerName(performer)
    await appendAudit(tx, { actor, action: 'user.invited', subjectKind: 'user', subjectId: id })
    return linkAddress(deps, await makeLink(tx, id, 'invitation', deps.clock()))
  })
  await mailInvitation(deps, id, link)
  return { link }
}

async function mailInvitation(deps: Deps, id: string, link: string): Promise<void> {
  const user = await findUser(deps.db, id)
  if (user !== null) sendMailLater(deps, invitationMail(user, link, user.authorityName))
}

/** Role, authority and permissions in the shape in which they are kept. @throws AppError `bad_request`. */
export async function standingOf(
  db: Queryable,
  asked: Pick<Invitation, 'role' | 'authority' | 'permissions'>,
): Promise<Standing> {
  const { role } = asked
  const mayBelong = role === 'officer' || role === 'procurement-lead'
  if (role === 'officer' && asked.authority === null) throw misfit('Choose the authority of the officer')
  if (!mayBelong && asked.authority !== null)
    throw misfit('Only officers and procurement leads have an authority')
  if (role === 'officer' && asked.permissions.length === 0)
    throw misfit('Choose what the officer may do', 'permissions')
  const authority = asked.authority === null ? null : await findAuthority(db, asked.authority)
  if (asked.authority !== null && authority === null) throw misfit('There is no such authority')
  return {
    role,
    authorityId: authority?.id ?? null,
    permissions: role === 'officer' ? asked.permissions : [],
  }
}

function misfit(message: string, place = 'authority'): AppError {
  return new AppError('bad_request', message, [{ place, message }])
}
