// Who is asking?

/** What somebody is to the register; whoever has no account is the public. */
export type Role = 'supplier' | 'officer' | 'procurement-lead' | 'admin'

export const ROLES: readonly Role[] = ['supplier', 'officer', 'procurement-lead', 'admin']

/** What an officer, or a key, may do with the returns of the authority it belongs to; each is given separately. */
export type Permission = 'view-drafts' | 'edit' | 'publish'

export const PERMISSIONS: readonly Permission[] = ['view-drafts', 'edit', 'publish']

/** Whoever made a request, as far as their credential proves. A key acts as an officer of its authority. */
export interface Account {
  readonly kind: 'person' | 'key'
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly role: Role
  readonly authorityId: number | null
  readonly authoritySlug: string | null
  readonly permissions: readonly Permission[]
  /** `missing`: has to be proven before anything that needs it; keys and installations without the demand need none. */
  readonly secondFactor: 'passed' | 'missing' | 'not-needed'
  /** The session of a person; null for a key. */
  readonly sessionId: string | null
}

/** How the audit names an account: `person:<id>` or `key:<id>`. */
export function actorOf(account: Pick<Account, 'kind' | 'id'>): string {
  return `${account.kind}:${account.id}`
}
