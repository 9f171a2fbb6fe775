// What may an account do?
import type { Account, Permission, Role } from './account.ts'

/** What an act is done to. Without it the question is whether the account may do so to anything at all. */
export interface Subject {
  readonly authorityId: number
}

interface Rule {
  readonly roles: readonly Role[]
  /** What an officer must have been given as well. */
  readonly permission?: Permission
  /** The officer's own authority, and no other. */
  readonly ownAuthority?: true
  /** A key may do it too. */
  readonly keys?: true
  /** Nothing of it without a second factor, where the installation demands one. */
  readonly secondFactor?: true
}

const everyone: readonly Role[] = ['supplier', 'officer', 'procurement-lead', 'admin']
const officers: readonly Role[] = ['officer', 'admin']
const admins: readonly Role[] = ['admin']

const rules = {
  'account:manage': { roles: everyone },
  'searches:manage': { roles: everyone },
  'shared:view': { roles: ['officer', 'procurement-lead', 'admin'], permission: 'view-drafts', keys: true },
  'returns:view': { roles: officers, permission: 'view-drafts', ownAuthority: true, keys: true },
  'returns:submit': { roles: officers, permission: 'edit', ownAuthority: true, keys: true },
  'returns:publish': {
    roles: officers,
    permission: 'publish',
    ownAuthority: true,
    keys: true,
    secondFactor: true,
  },
  'mappings:edit': { roles: officers, permission: 'edit', ownAuthority: true, keys: true },
  'contracts:edit': { roles: officers, permission: 'edit', ownAuthority: true, keys: true },
  'notices:judge': { roles: officers, permission: 'edit', ownAuthority: true },
  'alignment:propose': {
    roles: ['officer', 'procurement-lead', 'admin'],
    permission: 'edit',
    keys: true,
  },
  'renewals:view': { roles: officers, permission: 'view-drafts', ownAuthority: true, keys: true },
  'renewals:edit': { roles: officers, permission: 'edit', ownAuthority: true, keys: true },
  'keys:manage': { roles: officers, permission: 'publish', ownAuthority: true, secondFactor: true },
  'audit:view': { roles: officers, permission: 'view-drafts', ownAuthority: true },
  'users:manage': { roles: admins, secondFactor: true },
  'authorities:manage': { roles: admins, secondFactor: true },
  'suppliers:judge': { roles: admins, secondFactor: true },
  'rules:edit': { roles: admins, secondFactor: true },
  'mails:view': { roles: admins, secondFactor: true },
  'system:view': { roles: admins, secondFactor: true },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof rules

export const ACTIONS = Object.keys(rules) as Action[]

/** What a route declares: an act, or that it is for everybody. */
export type RoutePermission = 'public' | Action

/** Why not, so that a page can offer the way on: to sign in, or to prove a second factor. */
export type Refusal = 'signed-out' | 'second-factor' | 'forbidden'

/** The one place that says what an account may do; null when it may. */
export function refusal(account: Account | null, action: Action, subject?: Subject): Refusal | null {
  if (account === null) return 'signed-out'
  const rule: Rule = rules[action]
  if (!allows(rule, account, subject)) return 'forbidden'
  const demanded = rule.secondFactor || (account.role === 'admin' && action !== 'account:manage')
  return demanded && account.secondFactor === 'missing' ? 'second-factor' : null
}

export function can(account: Account | null, action: Action, subject?: Subject): boolean {
  return refusal(account, action, subject) === null
}

function allows(rule: Rule, account: Account, subject: Subject | undefined): boolean {
  if (!rule.roles.includes(account.role)) return false
  if (account.kind === 'key' && !rule.keys) return false
  if (account.role !== 'officer') return true
  if (rule.permission !== undefined && !account.permissions.includes(rule.permission)) return false
  if (rule.ownAuthority && account.authorityId === null) return false
  return !rule.ownAuthority || subject === undefined || subject.authorityId === account.authorityId
}
