import { expect, it } from 'vitest'
import { signedIn, useApp } from '../../support/accounts-app.ts'

const server = useApp({
  PUBLIC_URL: 'https://thirty3.example',
  RATE_LIMIT_ADDRESS: '20',
  RATE_LIMIT_ACCOUNT: '30',
})
const host = 'thirty3.example'
let address = 0
const from = () => {
  address += 1
  return `198.51.100.${address}`
}
const ask = (url: string, headers: Record<string, string> = {}, remoteAddress = from()) =>
  server.app.inject({ url, headers: { host, ...headers }, remoteAddress })

it.each([
  '/',
  '/contracts',
  '/nothing-here',
  '/api/v1/contracts',
  '/api/v1/nothing',
  '/account',
  '/health/live',
])('sends every header with %s', async (url) => {
  const { headers } = await ask(url)
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  })
  expect(headers.server ?? headers['x-powered-by']).toBeUndefined()
})

it('lets other sites read what is public by the API, and nothing else', async () => {
  const from = { origin: 'https://elsewhere.example' }
  expect((await ask('/api/v1/contracts', from)).headers['access-control-allow-origin']).toBe('*')
  for (const url of ['/api/v1/me', '/contracts', '/sign-in'])
    expect((await ask(url, from)).headers['access-control-allow-origin']).toBeUndefined()
})

it('does not repeat a request that asks for it', async () => {
  const answer = await server.app.inject({
    method: 'TRACE' as 'GET',
    url: '/',
    headers: { host, 'x-secret': 'a' },
  })
  expect([answer.statusCode, answer.body]).toEqual([405, ''])
})

it('answers no request that names another host, and never repeats the name', async () => {
  for (const wrong of ['evil.test', 'thirty3.example.evil.test', '127.0.0.1', '']) {
    const answer = await ask('/sign-in', { host: wrong })
    expect(answer.statusCode).toBe(400)
  }
  const forwarded = await ask('/sign-in', { 'x-forwarded-host': 'evil.test' })
  expect([forwarded.statusCode, forwarded.body.includes('evil.test')]).toEqual([200, false])
})

it('binds cookies to the host under https', async () => {
  const answer = await ask('/sign-in')
  const [cookie] = answer.cookies
  expect(cookie).toMatchObject({
    name: '__Host-thirty3.visitor',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
  })
  expect(cookie?.domain).toBeUndefined()
})

it('says when to come back after too many requests of one address, and lets others through', async () => {
  const one = from()
  const statuses: number[] = []
  for (let n = 0; n < 22; n += 1) statuses.push((await ask('/api/v1/contracts', {}, one)).statusCode)
  expect(statuses.filter((status) => status === 200)).toHaveLength(20)
  const late = await ask('/api/v1/contracts', { 'x-forwarded-for': '192.0.2.77' }, one)
  expect(late.statusCode).toBe(429)
  expect(Number(late.headers['retry-after'])).toBeGreaterThan(0)
  expect((await ask('/api/v1/contracts')).statusCode).toBe(200)
})

it('counts a person by their account, not by the address they share', async () => {
  const there = { host, origin: `https://${host}` }
  const [ada, eve] = [
    await signedIn(server, { email: 'ada@six.example' }, there),
    await signedIn(server, { email: 'eve@six.example' }, there),
  ]
  const statuses: number[] = []
  for (let n = 0; n < 31; n += 1) statuses.push((await ada.browser.get('/account')).statusCode)
  expect([statuses[0], statuses.at(-1)]).toEqual([200, 429])
  expect((await eve.browser.get('/account')).statusCode).toBe(200)
})

it('tells where to report a weakness', async () => {
  const { body, headers } = await ask('/.well-known/security.txt')
  expect(headers['content-type']).toMatch(/^text\/plain/)
  expect(body).toMatch(
    /^Contact: https:\/\/thirty3\.example\/about\nExpires: 20\d\d-\d\d-\d\dT00:00:00\.000Z\n/,
  )
})
