import { beforeAll, expect, it } from 'vitest'
import type { Account } from '../../../src/accounts/account.ts'
import { accountOfKey } from '../../../src/accounts/identify.ts'
import { findKey } from '../../../src/accounts/key-queries.ts'
import { addKey, revokeKey } from '../../../src/accounts/keys.ts'
import { addAuthority } from '../../../src/authorities/add-authority.ts'
import { newAuthority } from '../../../src/authorities/authority-schemas.ts'
import { setUpSecondFactor, signedIn, useApp } from '../../support/accounts-app.ts'

const server = useApp()
const DAY = 24 * 60 * 60 * 1000

beforeAll(async () => {
  for (const [slug, gssCode] of [
    ['north', 'E09000901'],
    ['south', 'E09000902'],
  ])
    await addAuthority(
      server.deps.db,
      newAuthority.parse({
        slug,
        name: slug,
        officialName: `${slug} Council`,
        gssCode,
        laCode: null,
        onsCode: null,
        inLondon: false,
        aliases: [],
        neighbours: [],
        population: '',
        tileColumn: '',
        tileRow: '',
      }),
      'test',
    )
})

const ask = (key: string, url = '/api/v1/contracts') =>
  server.app.inject({ url, headers: { host: 'localhost:3000', authorization: `Bearer ${key}` } })

it('is shown once, kept as a hash, and proves an officer of its authority with its permissions', async () => {
  const made = await addKey(server.deps, 'operator', {
    authority: 'north',
    name: 'Finance system',
    permissions: ['edit'],
    days: 30,
  })
  const rows = await server.deps.db.execute('select * from api_keys')
  expect(JSON.stringify(rows)).not.toContain(made.key)
  expect(await accountOfKey(server.deps, made.key)).toMatchObject({
    kind: 'key',
    role: 'officer',
    authoritySlug: 'north',
    permissions: ['edit'],
  })
  expect((await ask(made.key)).statusCode).toBe(200)
})

it('is refused everywhere but at the health check once revoked, too old or made up', async () => {
  const request = { authority: 'north', name: 'x', permissions: ['view-drafts'], days: 1 } as const
  const [revoked, old] = [
    await addKey(server.deps, 'operator', request),
    await addKey(server.deps, 'operator', request),
  ]
  await revokeKey(server.deps, 'operator', revoked.id)
  server.wait(DAY + 1000)
  for (const key of [revoked.key, old.key, 't33_madeup', 'x']) {
    const answer = await ask(key)
    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({ error: { code: 'signed_out' } })
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/)
    expect((await ask(key, '/contracts')).statusCode).toBe(401)
    expect((await ask(key, '/health/live')).statusCode).toBe(200)
  }
})

it('is refused in an address, where logs would keep it', async () => {
  for (const name of ['api_key', 'access_token']) {
    const answer = await server.app.inject({ url: `/api/v1/contracts?${name}=t33_x` })
    expect(answer.statusCode).toBe(400)
  }
})

it('opens no page and no act that is for people', async () => {
  const { key } = await addKey(server.deps, 'operator', {
    authority: 'north',
    name: 'x',
    permissions: ['view-drafts', 'edit', 'publish'],
    days: 1,
  })
  for (const page of ['/account', '/keys', '/admin/users'])
    expect((await ask(key, page)).statusCode).toBe(403)
})

it('is made and revoked on the page by an officer with a second factor, for their own authority only', async () => {
  const person = await signedIn(server, {
    email: 'officer@four.example',
    role: 'officer',
    authority: 'north',
    permissions: ['view-drafts', 'publish'],
  })
  expect((await person.browser.get('/keys')).headers.location).toBe('/account/second-factor?next=/keys')
  await setUpSecondFactor(person)
  const fields = { name: 'Loader', authority: 'north', days: '10', permissions: 'publish' }
  const made = await person.browser.post('/keys', fields)
  expect(made.statusCode).toBe(201)
  const key = /<code>(t33_[\w-]{43})<\/code>/.exec(made.body)?.[1] ?? ''
  expect((await ask(key)).statusCode).toBe(200)
  expect((await person.browser.get('/keys')).body).not.toContain(key)
  const beyond = await person.browser.post('/keys', { ...fields, permissions: 'edit' })
  expect(beyond.statusCode).toBe(400)
  const abroad = await person.browser.post('/keys', { ...fields, authority: 'south' })
  expect(abroad.statusCode).toBe(400)
  const id = (await accountOfKey(server.deps, key))?.id ?? ''
  await person.browser.post(`/keys/${id}/revoke`, {}, '/keys')
  expect((await ask(key)).statusCode).toBe(401)
})

it('is not there for officers of another authority', async () => {
  const { id } = await addKey(server.deps, 'operator', {
    authority: 'south',
    name: 'theirs',
    permissions: ['edit'],
    days: 1,
  })
  const north = await server.deps.db.execute<{ id: number }>(
    "select id from authorities where slug = 'north'",
  )
  const officer: Account = {
    kind: 'person',
    id: '00000000-0000-4000-8000-000000000001',
    name: 'x',
    email: null,
    role: 'officer',
    authorityId: north[0]?.id ?? 0,
    authoritySlug: 'north',
    permissions: ['view-drafts', 'edit', 'publish'],
    secondFactor: 'passed',
    sessionId: null,
  }
  await expect(revokeKey(server.deps, officer, id)).rejects.toMatchObject({ code: 'not_found' })
  expect((await findKey(server.deps.db, id))?.revokedAt).toBeNull()
})

it('leaves a trail of making and revoking', async () => {
  const rows = await server.deps.db.execute<{ action: string }>(
    "select distinct action from audit_events where subject_kind = 'key' order by 1",
  )
  expect(rows.map(({ action }) => action)).toEqual(['key.added', 'key.revoked'])
})
