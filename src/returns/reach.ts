// Whose returns may an account ask for?
import type { Account } from '../accounts/account.ts'

/** The id of the one authority whose returns it may ask for, or every authority's, or nobody's. */
export function authorityWithinReach(account: Account): number | 'all' | 'none' {
  if (account.role === 'admin') return 'all'
  return account.authorityId ?? 'none'
}
