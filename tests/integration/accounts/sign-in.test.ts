import { expect, it } from 'vitest'
import { disableUser, enableUser } from '../../../src/accounts/change-user.ts'
import { Browser, openLink, PASSWORD, signedIn, useApp } from '../../support/accounts-app.ts'

const server = useApp()
const fresh = (headers?: Record<string, string>) => new Browser(() => server.app, headers)
const tryPassword = (browser: Browser, email: string, password: string, next = '/') =>
  browser.post('/sign-in', { email, password, next })

it('leads from invitation to password to signing in with it', async () => {
  const { browser, email } = await signedIn(server, { email: 'ada@one.example' })
  expect((await browser.get('/account')).statusCode).toBe(200)
  await browser.post('/sign-out', {}, '/account')
  expect((await browser.get('/account')).headers.location).toBe('/sign-in?next=/account')
  const again = await tryPassword(browser, 'Ada@One.example ', PASSWORD, '/contracts?q=network')
  expect([again.statusCode, again.headers.location]).toEqual([303, '/contracts?q=network'])
  expect((await browser.get('/account')).body).toContain(email)
})

it('never sends anyone to another host after signing in', async () => {
  await signedIn(server, { email: 'next@one.example' })
  const away = await tryPassword(fresh(), 'next@one.example', PASSWORD, '//evil.test/')
  expect(away.headers.location).toBe('/account')
})

it('gives a new session at sign-in, whatever cookie was there before', async () => {
  const { browser, email } = await signedIn(server, { email: 'fixed@one.example' })
  const before = browser.cookies.get('thirty3.session_token')
  await tryPassword(browser, email, PASSWORD)
  expect(browser.cookies.get('thirty3.session_token')).not.toBe(before)
  const planted = fresh()
  planted.cookies.set('thirty3.session_token', 'AAAA')
  await tryPassword(planted, email, PASSWORD)
  expect(planted.cookies.get('thirty3.session_token')).not.toBe('AAAA')
})

it('answers alike for a wrong password, an unknown address and a disabled account', async () => {
  await signedIn(server, { email: 'known@one.example' })
  const { id } = await signedIn(server, { email: 'ended@one.example' })
  await disableUser(server.deps, 'operator', id)
  const answers = await Promise.all(
    [
      ['known@one.example', 'not the password'],
      ['nobody@one.example', 'not the password'],
      ['ended@one.example', PASSWORD],
    ].map(async ([email = '', password = '']) => {
      const answer = await tryPassword(fresh({ 'x-n': email }), email, password)
      const body = answer.body.replaceAll(email, '').replace(/value="[^"]*"/g, '')
      return [answer.statusCode, body.replace(/[\w-]{43}/g, ''), Object.keys(answer.headers).sort()]
    }),
  )
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
  await enableUser(server.deps, 'operator', id)
  expect((await tryPassword(fresh(), 'ended@one.example', PASSWORD)).statusCode).toBe(303)
})

it('takes about as long for an unknown address as for a known one', async () => {
  const timed = async (email: string) => {
    const started = performance.now()
    const body = { email, password: 'not the password' }
    await server.app.auth.api.signInByPassword({ body, asResponse: true })
    return performance.now() - started
  }
  const [known, unknown]: [number[], number[]] = [[], []]
  for (let n = 0; n < 15; n += 1) {
    known.push(await timed('known@one.example'))
    unknown.push(await timed('nobody@one.example'))
  }
  const [left, right] = [known, unknown].map((times) => times.sort((a, b) => a - b)[7] ?? 0)
  expect((left ?? 0) / (right ?? 1)).toBeGreaterThan(0.5)
  expect((right ?? 0) / (left ?? 1)).toBeGreaterThan(0.5)
})

it('makes a guesser wait, and nobody else', async () => {
  await signedIn(server, { email: 'victim@one.example' })
  const guess = (n: number) =>
    server.app.inject({
      method: 'POST',
      url: '/sign-in',
      remoteAddress: '203.0.113.9',
      headers: {
        host: 'localhost:3000',
        'content-type': 'application/x-www-form-urlencoded',
        cookie: visitor,
      },
      payload: new URLSearchParams({
        _csrf: token,
        email: 'victim@one.example',
        password: `x${n}`,
      }).toString(),
    })
  const page = await server.app.inject({ url: '/sign-in', headers: { host: 'localhost:3000' } })
  const visitor = page.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const statuses: number[] = []
  for (let n = 0; n < 9; n += 1) statuses.push((await guess(n)).statusCode)
  expect(statuses.slice(0, 6)).toEqual([400, 400, 400, 400, 400, 400])
  expect(statuses.slice(6)).toEqual([429, 429, 429])
  expect(Number((await guess(10)).headers['retry-after'])).toBeGreaterThan(0)
  expect((await tryPassword(fresh(), 'victim@one.example', PASSWORD)).statusCode).toBe(303)
})

it('lets no burst of guesses at once past the wait', async () => {
  const { email } = await signedIn(server, { email: 'burst@one.example' })
  const browser = fresh()
  const _csrf = /name="_csrf" value="([^"]+)"/.exec((await browser.get('/sign-in')).body)?.[1] ?? ''
  const guess = (n: number) => browser.submit('/sign-in', { _csrf, email, password: `x${n}` })
  const answers = await Promise.all(Array.from({ length: 25 }, (_, n) => guess(n)))
  const looked = answers.filter(({ statusCode }) => statusCode === 400)
  expect(looked).toHaveLength(6)
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(19)
})

it('mails a link to whoever has an account and says the same to everybody', async () => {
  await signedIn(server, { email: 'lost@one.example' })
  server.wait(61_000)
  const ask = (email: string) => fresh().post('/sign-in/link', { email }, '/sign-in')
  const known = await ask('lost@one.example')
  const unknown = await ask('none@one.example')
  expect(known.statusCode).toBe(200)
  expect(known.body.replace('lost@', '')).toBe(unknown.body.replace('none@', ''))
  await expect.poll(() => mailsTo('lost@one.example')).toHaveLength(3)
  const [latest] = await mailsTo('lost@one.example')
  const browser = fresh()
  const link = /http:\S+/.exec(latest?.body ?? '')?.[0] ?? ''
  expect((await openLink(browser, link)).headers.location).toBe('/account/password')
  const chosen = await browser.post('/account/password', { password: 'otter gravel lantern 7' })
  expect(chosen.headers.location).toBe('/account')
  expect((await tryPassword(fresh(), 'lost@one.example', PASSWORD)).statusCode).toBe(400)
  expect(await mailsTo('none@one.example')).toEqual([])
})

it('does not fill an inbox: one link a minute', async () => {
  await signedIn(server, { email: 'quiet@one.example' })
  server.wait(61_000)
  await expect.poll(() => mailsTo('quiet@one.example')).toHaveLength(2)
  const ask = () => fresh().post('/sign-in/link', { email: 'quiet@one.example' }, '/sign-in')
  await Promise.all([ask(), ask(), ask(), ask()])
  await expect.poll(() => mailsTo('quiet@one.example')).toHaveLength(3)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await mailsTo('quiet@one.example')).toHaveLength(3)
})

it('refuses a password that attackers know, and says which field to change', async () => {
  const { browser } = await signedIn(server, { email: 'easy@one.example' })
  const refused = await browser.post('/account/password', { current: PASSWORD, password: 'Password123!' })
  expect(refused.statusCode).toBe(400)
  expect(refused.body).toContain('href="#password"')
})

it('puts each sign-in and each failure on record, without the address', async () => {
  const events = await server.deps.db.execute<{ action: string; row: string }>(
    "select action, row_to_json(audit_events)::text as row from audit_events where action like 'sign-in%'",
  )
  expect(new Set(events.map(({ action }) => action))).toEqual(
    new Set(['sign-in.succeeded', 'sign-in.failed']),
  )
  expect(events.some(({ row }) => row.includes('@'))).toBe(false)
})

async function mailsTo(email: string): Promise<{ subject: string; body: string }[]> {
  const rows = await server.deps.db.execute<{ recipient: string; subject: string; body: string }>(
    'select recipient, subject, body from mails order by id desc',
  )
  return rows.filter(({ recipient }) => recipient === email)
}
