// What on record may this account look at?
import { actorNames, listActs, listCorrections } from '../audit/audit-queries.ts'
import type { AuditAct, AuditFilters, PublicCorrection } from '../audit/audit-schemas.ts'
import { findAuthority } from '../authorities/authority-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Account } from './account.ts'
import { authorise } from './authorise.ts'
import { withAccount } from './with-account.ts'

export interface AuditPage {
  acts: AuditAct[]
  next_before: number | null
}

type Reading = Pick<Deps, 'db'>

/** Of everybody, for an administrator. @throws AppError `forbidden` for anybody else. */
export async function auditOfAll(deps: Reading, account: Account, asked: AuditFilters): Promise<AuditPage> {
  await authorise(deps, account, 'system:view')
  return pageOf(deps, account, asked, null)
}

/**
 * Of one authority, for its officers and administrators; PostgreSQL keeps the rest of the record away as well.
 * @throws AppError `not_found` for an authority that is not there, and alike for another than their own.
 */
export async function auditOfAuthority(
  deps: Reading,
  account: Account,
  slug: string,
  asked: AuditFilters,
): Promise<AuditPage & { authority: { slug: string; name: string } }> {
  const authority = await findAuthority(deps.db, slug)
  if (authority === null) throw new AppError('not_found')
  try {
    await authorise(deps, account, 'audit:view', { authorityId: authority.id })
  } catch (error) {
    throw error instanceof AppError && error.code === 'forbidden' ? new AppError('not_found') : error
  }
  const page = await pageOf(deps, account, asked, authority.id)
  return { ...page, authority: { slug: authority.slug, name: authority.name } }
}

async function pageOf(
  { db }: Reading,
  account: Account,
  asked: AuditFilters,
  authorityId: number | null,
): Promise<AuditPage> {
  const more = { ...asked, limit: asked.limit + 1 }
  const found = await withAccount(db, account, (tx) => listActs(tx, more, authorityId))
  const acts = found.slice(0, asked.limit)
  const names = await actorNames(
    db,
    acts.map(({ actor }) => actor),
  )
  const next_before = found.length > asked.limit ? (acts.at(-1)?.id ?? null) : null
  return { acts: acts.map((act) => ({ ...act, actor_name: names.get(act.actor) ?? null })), next_before }
}

/** What everybody may know: that something was taken back, corrected or withheld. */
export async function publicCorrections(
  deps: Pick<Deps, 'readDb'>,
  asked: { authority?: string | undefined; before?: number | undefined; limit: number },
): Promise<{ corrections: PublicCorrection[]; next_before: number | null }> {
  const found = await listCorrections(deps.readDb, { ...asked, limit: asked.limit + 1 })
  const corrections = found.slice(0, asked.limit)
  return { corrections, next_before: found.length > asked.limit ? (corrections.at(-1)?.id ?? null) : null }
}
