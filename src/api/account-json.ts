// In which shape are accounts, keys and people handed out?
import type { z } from 'zod'
import type { Account } from '../accounts/account.ts'
import type { accountDetail, keyDetail, userDetail } from '../accounts/account-schemas.ts'
import type { ApiKey } from '../accounts/key-queries.ts'
import type { User } from '../accounts/user-queries.ts'

const instant = (at: Date | null) => at?.toISOString() ?? null

export function accountJson(account: Account): z.infer<typeof accountDetail> {
  const { kind, id, name, email, role, authoritySlug, permissions, secondFactor } = account
  const own = { authority: authoritySlug, permissions: [...permissions], second_factor: secondFactor }
  return { kind, id, name, email, role, ...own }
}

export function keyJson(key: ApiKey): z.infer<typeof keyDetail> {
  const { id, name, authoritySlug, beginning, permissions } = key
  return {
    id,
    name,
    authority: authoritySlug,
    beginning,
    permissions,
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt.toISOString(),
    revoked_at: instant(key.revokedAt),
    last_used_at: instant(key.lastUsedAt),
  }
}

export function userJson(user: User): z.infer<typeof userDetail> {
  const { id, name, email, role, authoritySlug, permissions } = user
  return {
    id,
    name,
    email,
    role,
    authority: authoritySlug,
    permissions,
    second_factor: user.twoFactorEnabled,
    disabled_at: instant(user.disabledAt),
    created_at: user.createdAt.toISOString(),
  }
}
