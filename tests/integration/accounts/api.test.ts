import { beforeAll, expect, it } from 'vitest'
import { addKey } from '../../../src/accounts/keys.ts'
import { type Person, setUpSecondFactor, signedIn, useApp } from '../../support/accounts-app.ts'

const server = useApp()
const people: Record<string, Person> = {}
let key = ''

beforeAll(async () => {
  await server.deps.db.execute(
    `insert into authorities (slug, name, official_name, gss_code, in_london) values
     ('north', 'North', 'North Council', 'E09000901', true), ('south', 'South', 'South Council', 'E09000902', true)`,
  )
  const permissions = ['view-drafts', 'edit', 'publish'] as const
  const officer = { role: 'officer', permissions } as const
  people.supplier = await signedIn(server, { email: 'supplier@eight.example' })
  people.north = await signedIn(server, { email: 'north@eight.example', authority: 'north', ...officer })
  people.south = await signedIn(server, { email: 'south@eight.example', authority: 'south', ...officer })
  people.admin = await signedIn(server, { email: 'admin@eight.example', role: 'admin' })
  for (const name of ['north', 'south', 'admin']) await setUpSecondFactor(who(name))
  const asked = { authority: 'north', name: 'x', permissions, days: 1 }
  key = (await addKey(server.deps, 'operator', asked)).key
})

function who(name: string): Person {
  const person = people[name]
  if (person === undefined) throw new Error(`Nobody is called ${name}.`)
  return person
}

/** Asks as a program does that has a session, the token of its form with it. */
async function ask(name: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) {
  const payload = body === undefined ? {} : { payload: JSON.stringify(body) }
  const type = { 'content-type': 'application/json' }
  if (name === 'public' || name === 'key') {
    const credential: Record<string, string> = name === 'key' ? { authorization: `Bearer ${key}` } : {}
    const headers = { host: 'localhost:3000', ...(body && type), ...credential }
    return server.app.inject({ method, url, headers, ...payload })
  }
  const { browser } = who(name)
  const page = await browser.get('/account')
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  return browser.send({ method, url, headers: { 'x-csrf-token': token, ...(body && type) }, ...payload })
}

const callers = ['public', 'key', 'supplier', 'north', 'south', 'admin']
const NOBODY = '00000000-0000-4000-8000-000000000000'
const keyOf = (authority: string) => ({ authority, name: 'Loader', permissions: ['edit'] })

it.each<[string, 'GET' | 'POST' | 'PATCH' | 'DELETE', string, object | undefined, number[]]>([
  ['see their account', 'GET', '/me', undefined, [401, 403, 200, 200, 200, 200]],
  ['make themselves an admin', 'PATCH', '/me', { role: 'admin' }, [401, 403, 400, 400, 400, 400]],
  ['change their name', 'PATCH', '/me', { name: 'Ada' }, [401, 403, 200, 200, 200, 200]],
  ['list keys', 'GET', '/keys', undefined, [401, 403, 403, 200, 200, 200]],
  ['make a key of the north', 'POST', '/keys', keyOf('north'), [401, 403, 403, 201, 403, 201]],
  ['make a key of nowhere', 'POST', '/keys', keyOf('nowhere'), [401, 403, 403, 404, 404, 404]],
  [
    'make a key with a field too many',
    'POST',
    '/keys',
    { ...keyOf('north'), x: 1 },
    [401, 403, 403, 400, 400, 400],
  ],
  ['revoke a key that is not there', 'DELETE', `/keys/${NOBODY}`, undefined, [401, 403, 403, 404, 404, 404]],
  ['list people', 'GET', '/admin/users', undefined, [401, 403, 403, 403, 403, 200]],
  [
    'see somebody who is not there',
    'GET',
    `/admin/users/${NOBODY}`,
    undefined,
    [401, 403, 403, 403, 403, 404],
  ],
  [
    'invite without a name',
    'POST',
    '/admin/users',
    { email: 'a@b', role: 'supplier' },
    [401, 403, 403, 403, 403, 400],
  ],
  ['disable nobody', 'POST', `/admin/users/${NOBODY}/disable`, undefined, [401, 403, 403, 403, 403, 404]],
])('answers whoever wants to %s as the table says', async (_wish, method, path, body, expected) => {
  const statuses: number[] = []
  for (const caller of callers) statuses.push((await ask(caller, method, `/api/v1${path}`, body)).statusCode)
  expect(Object.fromEntries(callers.map((caller, n) => [caller, statuses[n]]))).toEqual(
    Object.fromEntries(callers.map((caller, n) => [caller, expected[n]])),
  )
})

it('hides a key of another authority behind the answer for one that is not there', async () => {
  const made = await addKey(server.deps, 'operator', {
    authority: 'south',
    name: 'theirs',
    permissions: ['edit'],
    days: 1,
  })
  const foreign = await ask('north', 'DELETE', `/api/v1/keys/${made.id}`)
  const absent = await ask('north', 'DELETE', `/api/v1/keys/${NOBODY}`)
  const withoutId = (body: string) => body.replace(/"requestId":"[^"]+"/, '')
  expect([foreign.statusCode, withoutId(foreign.body)]).toEqual([404, withoutId(absent.body)])
  const listed = await ask('north', 'GET', '/api/v1/keys')
  expect(listed.body).not.toContain('theirs')
  expect((await ask('south', 'DELETE', `/api/v1/keys/${made.id}`)).statusCode).toBe(204)
})

it('invites, changes and disables, each from the next request on', async () => {
  const made = await ask('admin', 'POST', '/api/v1/admin/users', {
    email: 'new@eight.example',
    name: 'New',
    role: 'supplier',
  })
  expect(made.statusCode).toBe(201)
  const again = await ask('admin', 'POST', '/api/v1/admin/users', {
    email: 'NEW@eight.example',
    name: 'New',
    role: 'supplier',
  })
  expect(again.statusCode).toBe(409)
  const url = `/api/v1/admin/users/${made.json().id}`
  const changed = await ask('admin', 'PATCH', url, {
    role: 'officer',
    authority: 'north',
    permissions: ['edit'],
  })
  expect(changed.json()).toMatchObject({ role: 'officer', authority: 'north', permissions: ['edit'] })
  const disabled = await ask('admin', 'POST', `${url}/disable`)
  expect(disabled.json().disabled_at).toMatch(/Z$/)
  const own = await ask('admin', 'PATCH', `/api/v1/admin/users/${who('admin').id}`, { role: 'supplier' })
  expect(own.statusCode).toBe(409)
})

it('answers nobody a password, a token or a hash', async () => {
  for (const url of ['/api/v1/me', '/api/v1/keys', '/api/v1/admin/users']) {
    const { body } = await ask('admin', 'GET', url)
    expect(body).not.toMatch(/argon2|token|hash|secret"|password/i)
  }
})

it('refuses a change by a session that brings no token', async () => {
  const answer = await who('north').browser.send({
    method: 'POST',
    url: '/api/v1/keys',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(keyOf('north')),
  })
  expect(answer.statusCode).toBe(403)
})
