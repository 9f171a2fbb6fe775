// Whom may an authority's own sign-in provider sign in?
import { findAuthority } from '../authorities/authority-queries.ts'
import type { Deps } from '../deps.ts'
import { findUser } from './user-queries.ts'

/** Only accounts that an admin made for that authority, and that are not disabled; an address is proof of nothing more. */
export async function providerRefusal(
  deps: Deps,
  identity: { id?: unknown },
  providerId: string | undefined,
): Promise<{ error: string } | undefined> {
  const refused = { error: 'no_account' }
  const provider = deps.config.OIDC_PROVIDERS.find(({ id }) => id === providerId)
  if (provider === undefined || typeof identity.id !== 'string') return refused
  const user = await findUser(deps.db, identity.id)
  const authority = await findAuthority(deps.db, provider.authority)
  if (user === null || authority === null || user.disabledAt !== null) return refused
  return user.authorityId === authority.id ? undefined : refused
}
