// Who asks, and for what? Everybody of the access matrix and one of each thing they ask for.
import { randomUUID } from 'node:crypto'
import { beforeAll } from 'vitest'
import { PERMISSIONS } from '../../src/accounts/account.ts'
import { addUser } from '../../src/accounts/add-user.ts'
import { addKey, revokeKey } from '../../src/accounts/keys.ts'
import { type Person, setUpSecondFactor, signedIn, type TestApp, useApp } from './accounts-app.ts'
import { contractIdOf, makeAuthorities, makeReturn } from './register-rows.ts'

export const CALLERS = [
  'anonymous',
  'supplier',
  'officer_a',
  'officer_b',
  'lead',
  'admin',
  'key',
  'bad_key',
  'ended',
] as const

export type Caller = (typeof CALLERS)[number]
type Headers = Record<string, string>

export interface AccessScene {
  server: TestApp
  /** Where the server listens. */
  base(): string
  /** What this caller sends with each request: cookies and the token of a form, or a key. */
  headers(caller: Caller): Headers
  person(caller: Caller): Person
  /** An id for the name in braces; names with `fresh`, and keys, people and addresses, are made anew each time. */
  thing(name: string): Promise<string>
}

const CONTRACTS = [
  { title: 'Network and telephony', supplier_name_raw: 'Quillmere Software Ltd', local_reference: 'CAM-1' },
]

/** A listening server over a database of its own, with two authorities, A (camden) and B (hackney). */
export function useAccessScene(environment: Record<string, string> = {}): AccessScene {
  const server = useApp(environment)
  const people = new Map<Caller, Person>()
  const sent = new Map<Caller, Headers>()
  const fixed = new Map<string, string>()
  let base = ''
  const database = () => ({ db: server.deps.db, sql: server.sql })

  beforeAll(async () => {
    await makeAuthorities(database())
    await server.app.listen({ port: 0, host: 'localhost' })
    const address = server.app.server.address()
    base = typeof address === 'object' && address ? `http://localhost:${address.port}` : ''
    await makeEverybody(server, people)
    for (const caller of CALLERS) sent.set(caller, await headersOf(server, caller, people))
    fixed.set('none', '00000000-0000-4000-8000-000000000000')
    fixed.set('token', 'x'.repeat(43))
    fixed.set('admin', people.get('admin')?.id ?? '')
    await makeReturn(database(), { authority: 'camden', contracts: CONTRACTS })
    fixed.set('contractA', await contractIdOf(database(), 'Network and telephony'))
    fixed.set('readA', await freshReturn(server, false))
    fixed.set('readingA', await freshReturn(server, false))
    await server.deps.db.execute(
      `update returns set state = 'reading', heartbeat_at = now(), rows_read = null where id = '${fixed.get('readingA')}'`,
    )
    const other = await signedIn(server, { email: 'other@matrix.example' })
    const [row] = await server.deps.db.execute<{ id: string }>(
      `select id from sessions where user_id = '${other.id}'`,
    )
    fixed.set('sessionOfOther', row?.id ?? '')
  })

  return {
    server,
    base: () => base,
    headers: (caller) => sent.get(caller) ?? {},
    person: (caller) => found(people.get(caller), caller),
    thing: async (name) => fixed.get(name) ?? fresh(server, name),
  }
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`There is no ${name}.`)
  return value
}

async function makeEverybody(server: TestApp, people: Map<Caller, Person>): Promise<void> {
  const officer = { role: 'officer', permissions: PERMISSIONS } as const
  people.set('supplier', await signedIn(server, { email: 'supplier@matrix.example' }))
  people.set(
    'officer_a',
    await signedIn(server, { email: 'a@matrix.example', authority: 'camden', ...officer }),
  )
  people.set(
    'officer_b',
    await signedIn(server, { email: 'b@matrix.example', authority: 'hackney', ...officer }),
  )
  people.set('lead', await signedIn(server, { email: 'lead@matrix.example', role: 'procurement-lead' }))
  people.set('admin', await signedIn(server, { email: 'admin@matrix.example', role: 'admin' }))
  people.set(
    'ended',
    await signedIn(server, { email: 'ended@matrix.example', authority: 'camden', ...officer }),
  )
  for (const caller of ['officer_a', 'officer_b', 'admin'] as const)
    await setUpSecondFactor(found(people.get(caller), caller))
}

async function headersOf(server: TestApp, caller: Caller, people: Map<Caller, Person>): Promise<Headers> {
  if (caller === 'key' || caller === 'bad_key') {
    const asked = { authority: 'camden', name: caller, permissions: PERMISSIONS, days: 1 }
    const { id, key } = await addKey(server.deps, 'operator', asked)
    if (caller === 'bad_key') await revokeKey(server.deps, 'operator', id)
    return { authorization: `Bearer ${key}` }
  }
  const person = people.get(caller)
  if (person === undefined || caller === 'ended') return visitor(server, person)
  const page = await person.browser.get('/account')
  return { cookie: cookies(person), 'x-csrf-token': tokenIn(page.body) }
}

/** Somebody without a session, or whose session was ended elsewhere: with the cookie and token of the page to sign in. */
async function visitor(server: TestApp, person: Person | undefined): Promise<Headers> {
  const old = person === undefined ? '' : cookies(person)
  if (person !== undefined)
    await server.deps.db.execute(`delete from sessions where user_id = '${person.id}'`)
  const page = await server.app.inject({ url: '/sign-in', headers: { host: 'localhost:3000' } })
  const own = page.cookies.map(({ name, value }) => `${name}=${value}`)
  const kept = old.split('; ').filter((one) => one.includes('session_token'))
  return { cookie: [...kept, ...own].join('; '), 'x-csrf-token': tokenIn(page.body) }
}

const cookies = ({ browser }: Person) =>
  [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
const tokenIn = (body: string) => /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''

let made = 0

async function freshReturn(server: TestApp, publish: boolean): Promise<string> {
  made += 1
  const at = new Date(Date.UTC(2026, 9, 1) + made * 60_000).toISOString()
  const scene = { db: server.deps.db, sql: server.sql }
  return makeReturn(scene, {
    authority: 'camden',
    contracts: CONTRACTS,
    publish,
    at,
    fileName: `a-${made}.csv`,
  })
}

async function fresh(server: TestApp, name: string): Promise<string> {
  if (name === 'email') return `${randomUUID()}@matrix.example`
  if (name === 'freshReadA') return freshReturn(server, false)
  if (name === 'freshPublishedA') return freshReturn(server, true)
  if (name === 'keyB')
    return (
      await addKey(server.deps, 'operator', {
        authority: 'hackney',
        name: 'b',
        permissions: ['edit'],
        days: 1,
      })
    ).id
  if (name !== 'user') throw new Error(`The matrix names {${name}}, which the scene does not have.`)
  const person = {
    email: `${randomUUID()}@matrix.example`,
    name: 'X',
    role: 'supplier',
    authority: null,
    permissions: [],
  } as const
  return (await addUser(server.deps, 'operator', person)).id
}
