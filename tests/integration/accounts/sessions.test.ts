import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { disableUser, setRole } from '../../../src/accounts/change-user.ts'
import { Browser, PASSWORD, signedIn, useApp } from '../../support/accounts-app.ts'

const server = useApp()
const isIn = async (browser: Browser) => (await browser.get('/account')).statusCode === 200

it('lists sessions and ends one from another window at once', async () => {
  const { browser, email } = await signedIn(server, { email: 'ada@three.example' }, { 'user-agent': 'First' })
  const second = new Browser(() => server.app, { 'user-agent': 'Second browser' })
  await second.post('/sign-in', { email, password: PASSWORD })
  const page = await browser.get('/account')
  expect(page.body).toContain('Second browser')
  const end = /action="(\/account\/sessions\/[0-9a-f-]{36}\/end)"/.exec(page.body)?.[1] ?? ''
  await browser.post(end, {}, '/account')
  expect([await isIn(browser), await isIn(second)]).toEqual([true, false])
})

it('keeps no token of which a cookie could be made', async () => {
  const { browser, id } = await signedIn(server, { email: 'kept@three.example' })
  const cookie = [...browser.cookies].find(([name]) => name.endsWith('session_token'))?.[1] ?? ''
  const [token = '', signature] = decodeURIComponent(cookie).split('.')
  expect([token.length > 20, (signature ?? '').length > 20]).toEqual([true, true])
  const [row] = await server.sql<{ token: string }[]>`select token from sessions where user_id = ${id}`
  expect(row?.token).toBe(createHash('sha256').update(token).digest('hex'))
  expect(await isIn(browser)).toBe(true)
  const thief = new Browser(() => server.app)
  for (const [name] of browser.cookies)
    thief.cookies.set(name, encodeURIComponent(`${row?.token}.${signature}`))
  expect(await isIn(thief)).toBe(false)
})

it('does not end the session of somebody else', async () => {
  const victim = await signedIn(server, { email: 'victim@three.example' })
  const other = await signedIn(server, { email: 'other@three.example' })
  const rows = await server.deps.db.execute<{ id: string; user_id: string }>(
    'select id, user_id from sessions',
  )
  const session = rows.find(({ user_id }) => user_id === victim.id)
  const answer = await other.browser.post(`/account/sessions/${session?.id}/end`, {}, '/account')
  expect(answer.statusCode).toBe(404)
  expect(await isIn(victim.browser)).toBe(true)
})

it('ends all others on request, and at a new password', async () => {
  const { browser, email } = await signedIn(server, { email: 'many@three.example' })
  const enter = async () => {
    const another = new Browser(() => server.app)
    await another.post('/sign-in', { email, password: PASSWORD })
    return another
  }
  const second = await enter()
  await browser.post('/account/sessions/end-others', {}, '/account')
  expect([await isIn(browser), await isIn(second)]).toEqual([true, false])
  const third = await enter()
  await browser.post('/account/password', { current: PASSWORD, password: 'otter gravel lantern 7' })
  expect([await isIn(browser), await isIn(third)]).toEqual([true, false])
})

it('ends a session half an hour after it was last used', async () => {
  const { browser } = await signedIn(server, { email: 'idle@three.example' })
  server.wait(29 * 60_000)
  expect(await isIn(browser)).toBe(true)
  server.wait(29 * 60_000)
  expect(await isIn(browser)).toBe(true)
  server.wait(31 * 60_000)
  expect(await isIn(browser)).toBe(false)
})

it('ends a session twelve hours after sign-in, however much it is used', async () => {
  const { browser } = await signedIn(server, { email: 'long@three.example' })
  for (let n = 0; n < 35; n += 1) {
    server.wait(20 * 60_000)
    expect(await isIn(browser)).toBe(true)
  }
  server.wait(19 * 60_000)
  expect(await isIn(browser)).toBe(true)
  server.wait(2 * 60_000)
  expect(await isIn(browser)).toBe(false)
})

it('lets a disabled person and a changed role hold from the next request on', async () => {
  const root = await signedIn(server, { email: 'root@three.example', role: 'admin' })
  const officer = await signedIn(server, { email: 'officer@three.example' })
  await setRole(server.deps, 'operator', officer.id, { role: 'admin', authority: null, permissions: [] })
  expect((await officer.browser.get('/account')).body).toContain('Administrator')
  await disableUser(server.deps, 'operator', officer.id)
  expect(await isIn(officer.browser)).toBe(false)
  expect(await isIn(root.browser)).toBe(true)
})

it('never leaves the register without an admin', async () => {
  const rows = await server.deps.db.execute<{ id: string }>(
    "select id from users where role = 'admin' and disabled_at is null",
  )
  const [last] = rows
  expect(rows).toHaveLength(1)
  await expect(disableUser(server.deps, 'operator', last?.id ?? '')).rejects.toThrow(/one administrator/)
})

it('takes a cookie that is over from the browser and serves public pages all the same', async () => {
  const browser = new Browser(() => server.app)
  browser.cookies.set('thirty3.session_token', 'gone.gone')
  expect((await browser.get('/contracts')).statusCode).toBe(200)
  expect(browser.cookies.has('thirty3.session_token')).toBe(false)
})

it('marks what depends on the person as not to be stored', async () => {
  const { browser } = await signedIn(server, { email: 'cache@three.example' })
  for (const page of ['/', '/contracts', '/account'])
    expect((await browser.get(page)).headers['cache-control']).toBe('no-store')
})

it('forgets sessions, links and wrong tries when they are of no more use', async () => {
  const { email } = await signedIn(server, { email: 'later@three.example' })
  const browser = new Browser(() => server.app)
  await browser.post('/sign-in', { email, password: 'wrong' })
  server.wait(32 * 24 * 60 * 60_000)
  await browser.post('/sign-in', { email, password: PASSWORD })
  const [left] = await server.deps.db.execute<Record<string, number>>(`select
    (select count(*)::int from sessions) as sessions,
    (select count(*)::int from sign_in_failures where failures > 1) as failures`)
  expect(left).toEqual({ sessions: 1, failures: 0 })
})

it('lets nobody at a session that is open guess the password there, and the owner in again after the wait', async () => {
  const { browser } = await signedIn(server, { email: 'guessed@sessions.example' })
  const change = (current: string) =>
    browser.post('/account/password', { current, password: 'meadow tin orchard 77' }, '/account/password')
  server.wait(16 * 60_000)
  for (let n = 0; n < 6; n += 1) expect((await change(`wrong ${n}`)).statusCode).toBe(400)
  const refused = await change(PASSWORD)
  expect(refused.statusCode).toBe(429)
  expect(refused.body).toContain('Too many wrong passwords')
  server.wait(2_000)
  expect((await change(PASSWORD)).statusCode).toBe(303)
})
