import { expect, it } from 'vitest'
import { addKey } from '../../../src/accounts/keys.ts'
import { type Caller, useAccessScene } from '../../support/access-scene.ts'

const scene = useAccessScene()
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

function send(path: string, headers: Record<string, string>, body = ''): Promise<Response> {
  return fetch(scene.base() + path, {
    method: 'POST',
    headers: { ...FORM, ...headers },
    body,
    redirect: 'manual',
  })
}

const cookieOf = (caller: Caller) => ({ cookie: scene.headers(caller).cookie ?? '' })
const tokenOf = (caller: Caller) => scene.headers(caller)['x-csrf-token'] ?? ''

async function stateOf(id: string): Promise<string | undefined> {
  const [row] = await scene.server.sql<{ state: string }[]>`select state from returns where id = ${id}`
  return row?.state
}

it('refuses a form without a token, with a wrong one, or with that of somebody else, and changes nothing', async () => {
  const id = await scene.thing('freshReadA')
  for (const body of [
    '',
    '_csrf=',
    '_csrf=wrong',
    `_csrf=${tokenOf('officer_b')}`,
    `_csrf=${tokenOf('anonymous')}`,
  ])
    expect((await send(`/returns/${id}/publish`, cookieOf('officer_a'), body)).status).toBe(403)
  const inAddress = await send(`/returns/${id}/publish?_csrf=${tokenOf('officer_a')}`, cookieOf('officer_a'))
  expect(inAddress.status).toBe(403)
  expect(await stateOf(id)).toBe('read')
})

it.each([
  ['another site', { origin: 'http://evil.test' }],
  ['no site that can be named', { origin: 'null' }],
  ['a site beside ours', { origin: 'http://localhost:1' }],
  ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
  ['another part of our site', { 'sec-fetch-site': 'same-site' }],
])('refuses a form shown by %s even with the right token', async (_where, headers) => {
  const id = await scene.thing('freshReadA')
  const body = `_csrf=${tokenOf('officer_a')}`
  expect((await send(`/returns/${id}/publish`, { ...cookieOf('officer_a'), ...headers }, body)).status).toBe(
    403,
  )
  expect(await stateOf(id)).toBe('read')
})

it('is not switched off for a cookie by a request with a key before it', async () => {
  const id = await scene.thing('freshReadA')
  const path = `/api/v1/returns/${id}/publish`
  const headers = scene.headers('key')
  expect((await fetch(scene.base() + path, { method: 'POST', headers })).status).toBe(200)
  const other = await scene.thing('freshReadA')
  const cookie = await fetch(`${scene.base()}/api/v1/returns/${other}/publish`, {
    method: 'POST',
    headers: cookieOf('officer_a'),
  })
  expect(cookie.status).toBe(403)
  expect(await stateOf(other)).toBe('read')
})

it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
  'takes no change that a foreign page can send as %s',
  async (type) => {
    const headers = { ...cookieOf('officer_a'), 'content-type': type }
    const body = '{"authority":"camden","name":"x","permissions":["edit"]}'
    const answer = await fetch(`${scene.base()}/api/v1/keys`, { method: 'POST', headers, body })
    expect([403, 415]).toContain(answer.status)
  },
)

it('changes nothing when an address is only looked at', async () => {
  const id = await scene.thing('freshReadA')
  for (const path of [
    '/sign-out',
    `/returns/${id}/publish`,
    `/returns/${id}/withdraw`,
    '/account/sessions/end-others',
  ]) {
    const answer = await fetch(scene.base() + path, {
      headers: scene.headers('officer_a'),
      redirect: 'manual',
    })
    expect([path, answer.status]).toEqual([path, 405])
  }
  expect(await stateOf(id)).toBe('read')
})

it('refuses what a form says beyond its fields: role, authority, state', async () => {
  const json = { ...scene.headers('supplier'), 'content-type': 'application/json' }
  for (const body of [{ role: 'admin' }, { name: 'x', authorityId: 1 }, { name: 'x', emailVerified: true }]) {
    const answer = await fetch(`${scene.base()}/api/v1/me`, {
      method: 'PATCH',
      headers: json,
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toMatch(/role|authorityId|emailVerified/)
  }
})

it('fetches nothing from an address that a request names', async () => {
  const json = { ...scene.headers('officer_a'), 'content-type': 'application/json' }
  const body = JSON.stringify({ url: 'http://127.0.0.1:5432/' })
  const answer = await fetch(`${scene.base()}/api/v1/returns`, { method: 'POST', headers: json, body })
  expect(answer.status).toBe(400)
})

it('gives an officer the same answer for what is foreign and for what is not there', async () => {
  const id = await scene.thing('readA')
  const none = await scene.thing('none')
  const plain = async (path: string, method: string) => {
    const answer = await fetch(scene.base() + path, { method, headers: scene.headers('officer_b') })
    const text = (await answer.text()).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
    return [answer.status, text, answer.headers.get('content-type')]
  }
  for (const [method, after] of [
    ['GET', ''],
    ['GET', '/issues'],
    ['GET', '/mapping'],
    ['GET', '/changes'],
    ['GET', '/corrections'],
    ['GET', '/issues.csv'],
    ['GET', '/corrected.csv'],
    ['POST', '/publish'],
  ] as const) {
    const foreign = await plain(`/api/v1/returns/${id}${after}`, method)
    expect(foreign).toEqual(await plain(`/api/v1/returns/${none}${after}`, method))
    expect(foreign[0]).toBe(404)
  }
})

it('ends a key at once when it is revoked', async () => {
  const asked = { authority: 'camden', name: 'short', permissions: ['edit'], days: 1 } as const
  const { id, key } = await addKey(scene.server.deps, 'operator', asked)
  const headers = { authorization: `Bearer ${key}` }
  expect((await fetch(`${scene.base()}/api/v1/contracts`, { headers })).status).toBe(200)
  const revoke = await fetch(`${scene.base()}/api/v1/keys/${id}`, {
    method: 'DELETE',
    headers: scene.headers('admin'),
  })
  expect(revoke.status).toBe(204)
  expect((await fetch(`${scene.base()}/api/v1/contracts`, { headers })).status).toBe(401)
})

it('refuses a key in an address, and one of another shape or in another scheme', async () => {
  const key = scene.headers('key').authorization?.replace('Bearer ', '') ?? ''
  for (const name of ['api_key', 'apikey', 'access_token'])
    expect((await fetch(`${scene.base()}/api/v1/contracts?${name}=${key}`)).status).toBe(400)
  for (const authorization of [`Basic ${key}`, key, 'Bearer', 'Bearer a b', `Bearer ${key}x`, 'Bearer null'])
    expect((await fetch(`${scene.base()}/api/v1/contracts`, { headers: { authorization } })).status).toBe(401)
})
