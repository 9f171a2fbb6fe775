import { expect, it } from 'vitest'
import { CALLERS, type Caller, useAccessScene } from '../../support/access-scene.ts'

const scene = useAccessScene({ PUBLIC_URL: 'https://localhost' })

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(scene.base() + path, { headers, redirect: 'manual' })
}

const bare = async (path: string, caller: Caller) => (await get(path, scene.headers(caller))).text()

it('sends every header with every kind of answer', async () => {
  const read = await scene.thing('readA')
  const officer = scene.headers('key')
  const answers = [
    await get('/'),
    await get('/contracts'),
    await get('/nope'),
    await get('/account'),
    await get('/api/v1/contracts'),
    await get('/api/v1/nope'),
    await get('/api/v1/me'),
    await get('/%FF'),
    await get('/contracts?q=%00'),
    await get('/sign-out'),
    await get('/health/live'),
    await get(`/api/v1/returns/${read}/issues.csv`, officer),
    await get('/api/docs/static/none.js'),
    await fetch(`${scene.base()}/sign-in`, { method: 'POST', body: 'x' }),
  ]
  expect(new Set(answers.map(({ status }) => status)).size).toBeGreaterThan(5)
  for (const { headers, url } of answers) {
    const policy = headers.get('content-security-policy') ?? ''
    for (const part of [
      "default-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
      expect([url, policy]).toEqual([url, expect.stringContaining(part)])
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
    expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull()
  }
})

it('lets no cache keep what depends on who asks, and gives everybody the same of what is public', async () => {
  for (const caller of ['supplier', 'officer_a', 'admin', 'key'] as const)
    for (const path of ['/contracts', '/api/v1/contracts', '/nope'])
      expect((await get(path, scene.headers(caller))).headers.get('cache-control')).toBe('no-store')
  const id = await scene.thing('contractA')
  for (const path of ['/api/v1/contracts', `/api/v1/contracts/${id}`, '/api/v1/corrections']) {
    const bodies = new Set<string>()
    for (const caller of CALLERS) if (caller !== 'bad_key') bodies.add(await bare(path, caller))
    expect(bodies.size).toBe(1)
  }
})

it('lets no header that a stranger sets into a page, and so into no cache', async () => {
  const clean = await (await get('/contracts')).text()
  for (const name of [
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
    'X-Original-URL',
    'X-Rewrite-URL',
    'Forwarded',
    'X-Host',
  ]) {
    const answer = await get('/contracts', { [name]: 'evil.test' })
    expect([answer.status, (await answer.text()).includes('evil.test')]).toEqual([200, false])
  }
  expect((await get('/contracts', { 'X-Original-URL': '/admin/users' })).status).toBe(200)
  expect((await get('/account', { 'X-HTTP-Method-Override': 'DELETE' })).status).toBe(302)
  const unnonced = (text: string) => text.replace(/nonce="[^"]+"/g, '')
  expect(unnonced(await (await get('/contracts')).text())).toBe(unnonced(clean))
})

it('lets other sites read what is public by the API without credentials, and nothing else', async () => {
  const origin = { origin: 'http://evil.test' }
  const open = await get('/api/v1/contracts', origin)
  expect(open.headers.get('access-control-allow-origin')).toBe('*')
  for (const path of ['/api/v1/me', '/api/v1/returns', '/contracts', '/api/v1/admin/users']) {
    const { headers } = await get(path, { ...origin, ...scene.headers('admin') })
    expect(headers.get('access-control-allow-origin')).toBeNull()
  }
  expect(open.headers.get('access-control-allow-credentials')).toBeNull()
})

it('binds its cookies to the host, hides them from scripts and from other sites', async () => {
  const set = (await get('/sign-in')).headers.getSetCookie()
  expect(set.length).toBeGreaterThan(0)
  for (const cookie of set) {
    expect(cookie).toMatch(/^__Host-/)
    expect(cookie).toMatch(/; Path=\//)
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; Secure/)
    expect(cookie).toMatch(/; SameSite=Lax/)
    expect(cookie).not.toMatch(/Domain/i)
  }
})

it('leads nobody to another host', async () => {
  for (const next of [
    '//evil.test',
    '/\\evil.test',
    'https://evil.test',
    '/\t/evil.test',
    'javascript:alert(1)',
  ]) {
    const page = await (await get(`/sign-in?next=${encodeURIComponent(next)}`)).text()
    expect(page).toContain('name="next" value="/account"')
  }
})

it('says with each error which request it was, and nothing of the inside', async () => {
  for (const path of [
    '/nope',
    '/api/v1/nope',
    '/account/x',
    '/api/v1/contracts?limit=x',
    '/%FF',
    '/returns/1',
  ]) {
    const text = await (await get(path, scene.headers('key'))).text()
    expect(text).not.toMatch(/\.ts:\d|node_modules|at [A-Z]\w+\.|postgres|select |FST_ERR/i)
    expect(text).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/)
  }
})

it('describes to the public no address of an administrator', async () => {
  for (const path of ['/api/v1/openapi.json', '/api/docs/json']) {
    const text = await (await get(path)).text()
    expect(text).not.toContain('/admin/')
    expect(text).toContain('/api/v1/contracts')
  }
})

it('names every field that the public is shown of a contract', async () => {
  const list = (await (await get('/api/v1/contracts')).json()) as { contracts: Record<string, unknown>[] }
  const secret =
    /email|session|user|actor|received_by|published_by|hash|password|token|satisfaction|criticality|contact/
  for (const name of Object.keys(list.contracts[0] ?? {})) expect(name).not.toMatch(secret)
  const one = await (await get(`/api/v1/contracts/${await scene.thing('contractA')}`)).text()
  expect(
    [...one.matchAll(/"([a-z_]+)":/g)].map(([, name = '']) => name).filter((name) => secret.test(name)),
  ).toEqual([])
})
