// How does somebody get in the first time?
import { appendAudit } from '../audit/audit-queries.ts'
import { publicUrl } from '../config.ts'
import type { Deps } from '../deps.ts'
import { endLinks, makeLink } from './link-queries.ts'
import { countActiveAdmins, findUserByEmail, insertUser, lockAdmins } from './user-queries.ts'

/** The address behind which a one-time link is used: the token is in the path, where no Referer and no log shows it. */
export function linkAddress(deps: Pick<Deps, 'config'>, token: string): string {
  return `${publicUrl(deps.config)}/sign-in/link/${token}`
}

/**
 * Makes the one admin of a new register and a link for one sign-in within a day; null when there is an admin who has
 * signed in. Until then each start gives a new link and ends the earlier one. Two starts at once make one admin.
 */
export function ensureFirstAdmin(deps: Deps): Promise<{ link: string } | null> {
  return deps.db.transaction(async (tx) => {
    await lockAdmins(tx)
    const email = deps.config.ADMIN_EMAIL
    const known = await findUserByEmail(tx, email)
    const isWaiting = known?.role === 'admin' && !known.emailVerified && known.disabledAt === null
    if (!isWaiting && (await countActiveAdmins(tx)) > 0) return null
    if (known !== null && !isWaiting)
      throw new Error(`ADMIN_EMAIL ${email} belongs to an account that is no admin.`)
    const id = known?.id ?? (await makeAdmin(tx, email))
    await endLinks(tx, id, deps.clock())
    return { link: linkAddress(deps, await makeLink(tx, id, 'first-admin', deps.clock())) }
  })
}

async function makeAdmin(tx: Parameters<typeof insertUser>[0], email: string): Promise<string> {
  const id = await insertUser(tx, {
    email,
    name: 'First admin',
    role: 'admin',
    authorityId: null,
    permissions: [],
    invitedBy: 'system:first-start',
  })
  if (id === null) throw new Error(`The account ${email} was made by somebody else just now.`)
  await appendAudit(tx, {
    actor: 'system:first-start',
    action: 'user.added',
    subjectKind: 'user',
    subjectId: id,
    after: { email, role: 'admin' },
  })
  return id
}
