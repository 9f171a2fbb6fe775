// How do machines of an authority get and lose their keys?
import { appendAudit } from '../audit/audit-queries.ts'
import { findAuthority } from '../authorities/authority-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Permission } from './account.ts'
import { authorise, type Performer, performerName } from './authorise.ts'
import { findKey, insertKey, markRevoked, newKey } from './key-queries.ts'

const DAY = 24 * 60 * 60 * 1000
/** The longest a key may live, in calendar days; the default is a quarter. */
export const KEY_DAYS = { most: 366, usual: 90 } as const

export interface KeyRequest {
  /** Slug. */
  authority: string
  name: string
  permissions: readonly Permission[]
  days: number
}

export interface MadeKey {
  id: string
  /** Shown this once; only its hash is kept. */
  key: string
  expiresAt: Date
}

/** @throws AppError `forbidden`, also for what the performer may not do themself; `not_found`; `bad_request`. */
export async function addKey(deps: Deps, performer: Performer, asked: KeyRequest): Promise<MadeKey> {
  const authority = await findAuthority(deps.db, asked.authority)
  if (authority === null) throw new AppError('not_found', 'There is no such authority.')
  await authorise(deps, performer, 'keys:manage', { authorityId: authority.id })
  requireGivable(performer, asked)
  const key = newKey()
  const now = deps.clock()
  const expiresAt = new Date(now + asked.days * DAY)
  const actor = performerName(performer)
  const { name, permissions } = asked
  const id = await deps.db.transaction(async (tx) => {
    const kept = await insertKey(tx, {
      key,
      name,
      permissions,
      authorityId: authority.id,
      createdBy: actor,
      createdAt: new Date(now),
      expiresAt,
    })
    await appendAudit(tx, {
      actor,
      action: 'key.added',
      authorityId: authority.id,
      subjectKind: 'key',
      subjectId: kept,
      after: { name, permissions, expiresAt },
    })
    return kept
  })
  return { id, key, expiresAt }
}

function requireGivable(performer: Performer, { permissions, days }: KeyRequest): void {
  if (permissions.length === 0) throw new AppError('bad_request', 'Choose what the key may do.')
  if (!Number.isInteger(days) || days < 1 || days > KEY_DAYS.most)
    throw new AppError('bad_request', `A key lives between 1 and ${KEY_DAYS.most} days.`)
  if (performer === 'operator' || performer.role === 'admin') return
  if (!permissions.every((one) => performer.permissions.includes(one)))
    throw new AppError('forbidden', 'A key may do no more than you may.')
}

/** Ends the key at once, in every process. @throws AppError `not_found` for unknown keys and those of others. */
export async function revokeKey(deps: Deps, performer: Performer, id: string): Promise<void> {
  const key = await findKey(deps.db, id)
  if (key === null) throw new AppError('not_found')
  if (performer !== 'operator' && performer.role !== 'admin' && performer.authorityId !== key.authorityId)
    throw new AppError('not_found')
  await authorise(deps, performer, 'keys:manage', { authorityId: key.authorityId })
  await deps.db.transaction(async (tx) => {
    if (!(await markRevoked(tx, id, new Date(deps.clock())))) return
    await appendAudit(tx, {
      actor: performerName(performer),
      action: 'key.revoked',
      authorityId: key.authorityId,
      subjectKind: 'key',
      subjectId: id,
      before: { name: key.name },
    })
  })
}
