// Which returns may this account see, hand in, publish and withdraw?
import { type Account, actorOf } from '../accounts/account.ts'
import { type Action, can } from '../accounts/permissions.ts'
import { behindWalls, withAccount } from '../accounts/with-account.ts'
import { type Authority, findAuthority } from '../authorities/authority-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { askToPublish } from './ask-to-publish.ts'
import { type PublishOutcome, publishReturn } from './publish-return.ts'
import { authorityWithinReach } from './reach.ts'
import { findReturn, listReturns, type ReturnFilter } from './return-queries.ts'
import type { ReturnDetail } from './return-schemas.ts'
import { type SubmitOutcome, submitReturn } from './submit-return.ts'
import { type WithdrawOutcome, withdrawReturn } from './withdraw-return.ts'

type ReturnDeps = Pick<Deps, 'db' | 'config'>

/** An admin sees every authority's returns; anybody else those of their own. */
function wall(account: Account): number | null {
  const reach = authorityWithinReach(account)
  if (reach === 'none') throw new AppError('not_found')
  return reach === 'all' ? null : reach
}

/** @throws AppError `not_found`, as for a return that never was, when it is not theirs to see. */
export async function returnOf(deps: ReturnDeps, account: Account, id: string): Promise<ReturnDetail> {
  const authorityId = wall(account)
  const found = await withAccount(deps.db, account, (tx) => findReturn(tx, id, authorityId))
  if (found === null) throw new AppError('not_found', 'There is no such return.')
  return found
}

/** The latest first. */
export async function returnsOf(
  deps: ReturnDeps,
  account: Account,
  filter: ReturnFilter,
): Promise<ReturnDetail[]> {
  const authorityId = wall(account)
  return withAccount(deps.db, account, (tx) => listReturns(tx, authorityId, filter))
}

/** The authority a return is handed in for: the account's own; only an admin may and must name one. */
async function authorityFor(
  deps: ReturnDeps,
  account: Account,
  named: string | undefined,
): Promise<Authority> {
  const slug = account.role === 'admin' ? named : (account.authoritySlug ?? undefined)
  if (slug === undefined) throw new AppError('bad_request', 'Say whose return this is: give the authority.')
  const authority = await findAuthority(deps.db, slug)
  if (authority === null) throw new AppError('bad_request', `There is no authority ${slug}.`)
  if (named !== undefined && named !== slug) {
    throw new AppError('forbidden', 'You can hand in returns of your own authority only.')
  }
  return authority
}

export interface AccountSubmission {
  authority?: string | undefined
  fileName: string
  content: AsyncIterable<Uint8Array>
  wasCut: () => boolean
  publishWhenRead: boolean
}

export async function submitFor(
  deps: ReturnDeps,
  account: Account,
  given: AccountSubmission,
): Promise<SubmitOutcome> {
  const authority = await authorityFor(deps, account, given.authority)
  require(account, 'returns:submit', authority.id)
  if (given.publishWhenRead) require(account, 'returns:publish', authority.id)
  const { fileName, content, wasCut, publishWhenRead } = given
  const actor = actorOf(account)
  return submitReturn(
    { ...deps, db: behindWalls(deps.db, account) },
    {
      authoritySlug: authority.slug,
      fileName,
      content,
      wasCut,
      actor,
      publishWhenRead,
    },
  )
}

/** The return is found within the walls; publishing works as the program itself, since suppliers are everybody's. */
export async function publishFor(
  deps: ReturnDeps,
  account: Account,
  id: string,
): Promise<PublishOutcome | { status: 'asked' }> {
  await requireReturn(deps, account, 'returns:publish', id)
  if (await askToPublish(deps, id, actorOf(account))) return { status: 'asked' }
  return publishReturn(deps, id, actorOf(account))
}

export async function withdrawFor(
  deps: ReturnDeps,
  account: Account,
  id: string,
  reason: string,
): Promise<WithdrawOutcome> {
  await requireReturn(deps, account, 'returns:publish', id)
  return withdrawReturn(deps, id, actorOf(account), reason)
}

/** @throws AppError `not_found` when the return is not theirs to see, `forbidden` when they may not do this to it. */
export async function requireReturn(
  deps: ReturnDeps,
  account: Account,
  action: Action,
  id: string,
): Promise<void> {
  const found = await returnOf(deps, account, id)
  const authority = await findAuthority(deps.db, found.authority.slug)
  if (authority === null) throw new AppError('not_found')
  require(account, action, authority.id)
}

/** @throws AppError `forbidden`. */
export function require(account: Account, action: Action, authorityId: number): void {
  if (!can(account, action, { authorityId })) throw new AppError('forbidden')
}
