import { expect, it } from 'vitest'
import type { Account } from '../../../src/accounts/account.ts'
import { ACTIONS, type Action, can, refusal } from '../../../src/accounts/permissions.ts'

const CAMDEN = 5
const HACKNEY = 11

const person = (over: Partial<Account>): Account => ({
  kind: 'person',
  id: '0b9c5b52-0000-4000-8000-000000000001',
  name: 'Ada Osei',
  email: 'ada@camden.example',
  role: 'officer',
  authorityId: CAMDEN,
  authoritySlug: 'camden',
  permissions: ['view-drafts', 'edit', 'publish'],
  secondFactor: 'passed',
  sessionId: '0b9c5b52-0000-4000-8000-000000000002',
  ...over,
})

const nobody = { authorityId: null, authoritySlug: null, permissions: [] } as const
const callers = {
  public: null,
  supplier: person({ role: 'supplier', ...nobody, secondFactor: 'not-needed' }),
  viewer: person({ permissions: ['view-drafts'] }),
  editor: person({ permissions: ['view-drafts', 'edit'] }),
  publisher: person({}),
  key: person({ kind: 'key', email: null, secondFactor: 'not-needed', sessionId: null }),
  lead: person({ role: 'procurement-lead', ...nobody }),
  admin: person({ role: 'admin', ...nobody }),
}
type Caller = keyof typeof callers

/** Each act and everyone who may do it to Camden; whoever is not named may not. */
const table: Record<Action, Caller[]> = {
  'account:manage': ['supplier', 'viewer', 'editor', 'publisher', 'lead', 'admin'],
  'searches:manage': ['supplier', 'viewer', 'editor', 'publisher', 'lead', 'admin'],
  'shared:view': ['viewer', 'editor', 'publisher', 'lead', 'admin', 'key'],
  'returns:view': ['viewer', 'editor', 'publisher', 'key', 'admin'],
  'returns:submit': ['editor', 'publisher', 'key', 'admin'],
  'returns:publish': ['publisher', 'key', 'admin'],
  'mappings:edit': ['editor', 'publisher', 'key', 'admin'],
  'contracts:edit': ['editor', 'publisher', 'key', 'admin'],
  'notices:judge': ['editor', 'publisher', 'admin'],
  'alignment:propose': ['editor', 'publisher', 'key', 'lead', 'admin'],
  'renewals:view': ['viewer', 'editor', 'publisher', 'key', 'admin'],
  'renewals:edit': ['editor', 'publisher', 'key', 'admin'],
  'keys:manage': ['publisher', 'admin'],
  'audit:view': ['viewer', 'editor', 'publisher', 'admin'],
  'users:manage': ['admin'],
  'authorities:manage': ['admin'],
  'suppliers:judge': ['admin'],
  'rules:edit': ['admin'],
  'mails:view': ['admin'],
  'system:view': ['admin'],
}

const bound: Action[] = [
  'returns:view',
  'returns:submit',
  'returns:publish',
  'mappings:edit',
  'contracts:edit',
  'notices:judge',
  'renewals:view',
  'renewals:edit',
  'keys:manage',
  'audit:view',
]

const names = Object.keys(callers) as Caller[]
const pairs = ACTIONS.flatMap((action) => names.map((caller) => [action, caller] as const))

it.each(pairs)('%s by %s on the own authority is as the table says', (action, caller) => {
  expect(can(callers[caller], action, { authorityId: CAMDEN })).toBe(table[action].includes(caller))
})

it.each(pairs)('%s by %s without a subject says whether it may be done at all', (action, caller) => {
  expect(can(callers[caller], action)).toBe(table[action].includes(caller))
})

it.each(bound)('%s stops at the border of the authority for all but admins', (action) => {
  const across = names.filter((caller) => can(callers[caller], action, { authorityId: HACKNEY }))
  expect(across).toEqual(['admin'])
})

it('tells whoever is signed out to sign in, whatever they ask', () => {
  expect(new Set(ACTIONS.map((action) => refusal(null, action)))).toEqual(new Set(['signed-out']))
})

it('asks a publisher for the second factor only before acts that need it', () => {
  const account = person({ secondFactor: 'missing' })
  expect(refusal(account, 'returns:publish', { authorityId: CAMDEN })).toBe('second-factor')
  expect(refusal(account, 'keys:manage')).toBe('second-factor')
  expect(refusal(account, 'returns:submit', { authorityId: CAMDEN })).toBeNull()
})

it('lets an admin without a second factor do nothing but care for their own account', () => {
  const account = person({ role: 'admin', ...nobody, secondFactor: 'missing' })
  expect(ACTIONS.filter((action) => can(account, action))).toEqual(['account:manage'])
})

it('does not let an officer without an authority touch anything bound to one', () => {
  const account = person({ authorityId: null, authoritySlug: null })
  expect(bound.filter((action) => can(account, action))).toEqual([])
})
