// For which authority does this account prepare a return?
import type { Account } from '../accounts/account.ts'
import { can } from '../accounts/permissions.ts'
import { type Authority, findAuthority } from '../authorities/authority-queries.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'

/**
 * The account's own; only an admin may and must name one.
 * @throws AppError `bad_request` when none is named or there is no such authority, `not_found` for a foreign one.
 */
export async function reportingAuthority(
  deps: Pick<Deps, 'db'>,
  account: Account,
  named: string | undefined,
): Promise<Authority> {
  const slug = account.role === 'admin' ? named : (named ?? account.authoritySlug ?? undefined)
  if (slug === undefined) throw new AppError('bad_request', 'Say whose register: give the authority.')
  const authority = await findAuthority(deps.db, slug)
  if (authority === null || !can(account, 'returns:view', { authorityId: authority.id }))
    throw new AppError('not_found', `There is no authority ${slug} that you report for.`)
  return authority
}
