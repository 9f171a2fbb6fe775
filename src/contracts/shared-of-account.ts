// What do participating authorities share with this account, and does its own take part?
import { type Account, actorOf } from '../accounts/account.ts'
import { authorise } from '../accounts/authorise.ts'
import { can } from '../accounts/permissions.ts'
import { withAccount } from '../accounts/with-account.ts'
import { appendAudit } from '../audit/audit-queries.ts'
import { findAuthority, participatingAuthorities, setShares } from '../authorities/authority-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { readCursor, writeCursor } from '../technologies/list-cursor.ts'
import { countShared, type SharedPlace, type SharedRow, sharedValues } from './shared-value-queries.ts'
import type { SharedFilters, SharedPage, SharedPageFilters, SharedValue } from './shared-value-schemas.ts'

type SharingDeps = Pick<Deps, 'db'>

/**
 * One page of what is shared. Nothing of it for an officer whose authority does not take part.
 * @throws AppError `forbidden` for an account that may see nothing shared, `unknown_filter` for a cursor that is not ours.
 */
export async function sharedWith(
  deps: SharingDeps,
  account: Account,
  { cursor, limit, ...filters }: SharedPageFilters,
): Promise<SharedPage> {
  await authorise(deps, account, 'shared:view')
  const after = cursor === undefined ? null : placeOf(cursor)
  return withAccount(deps.db, account, async (tx) => {
    const participating = await participatingAuthorities(tx)
    const rows = await sharedValues(tx, filters, after, limit + 1)
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    return {
      takes_part: takesPart(account, participating),
      participating,
      total: await countShared(tx, filters),
      values: shown.map(({ value }) => value),
      next_cursor: last === undefined ? null : writeCursor([...last.place]),
    }
  })
}

const BATCH = 500

/** Everything shared with the account that matches, in the order of the pages. @throws AppError as `sharedWith`. */
export async function* eachShared(
  deps: SharingDeps,
  account: Account,
  filters: SharedFilters,
): AsyncGenerator<SharedValue> {
  await authorise(deps, account, 'shared:view')
  let after: SharedPlace | null = null
  for (;;) {
    const from = after
    const rows: SharedRow[] = await withAccount(deps.db, account, (tx) =>
      sharedValues(tx, filters, from, BATCH),
    )
    for (const { value } of rows) yield value
    after = rows.at(-1)?.place ?? null
    if (after === null || rows.length < BATCH) return
  }
}

function takesPart(account: Account, participating: readonly { slug: string }[]): boolean {
  return account.role !== 'officer' || participating.some(({ slug }) => slug === account.authoritySlug)
}

function placeOf(cursor: string): SharedPlace {
  const parts = readCursor(cursor, ['string', 'string', 'string', 'string'])
  const [name, authority, subject, field] = (parts ?? []).map(String)
  const isOurs = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(subject ?? '')
  if (name === undefined || authority === undefined || !isOurs || field === undefined)
    throw new AppError('unknown_filter', 'The cursor cannot be read. Start again from the first page.', [
      { place: 'cursor', message: 'is not a cursor that this list gave out' },
    ])
  return [name, authority, subject ?? '', field]
}

export interface SharingSetting {
  authority: { slug: string; name: string }
  shares: boolean
}

/** @throws AppError `not_found`, also for an authority that is not theirs. */
export async function sharingOf(deps: SharingDeps, account: Account, slug: string): Promise<SharingSetting> {
  const { name, shares } = await ownAuthority(deps, account, slug)
  return { authority: { slug, name }, shares }
}

/**
 * Holds from the next request on. @throws AppError `not_found` for an authority that is not theirs, `forbidden` without the
 * right to publish.
 */
export async function changeSharing(
  deps: SharingDeps,
  account: Account,
  slug: string,
  shares: boolean,
): Promise<SharingSetting> {
  const authority = await ownAuthority(deps, account, slug)
  await authorise(deps, account, 'returns:publish', { authorityId: authority.id })
  await deps.db.transaction(async (tx) => {
    await setShares(tx, authority.id, shares)
    await appendAudit(tx, {
      actor: actorOf(account),
      action: 'authority.sharing_changed',
      authorityId: authority.id,
      subjectKind: 'authority',
      subjectId: slug,
      before: { shares: authority.shares },
      after: { shares },
    })
  })
  return { authority: { slug, name: authority.name }, shares }
}

async function ownAuthority(deps: SharingDeps, account: Account, slug: string) {
  const authority = await findAuthority(deps.db, slug)
  if (authority === null || !can(account, 'returns:view', { authorityId: authority.id }))
    throw new AppError('not_found', 'There is no such authority.')
  return authority
}
