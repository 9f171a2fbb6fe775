import { expect, it } from 'vitest'
import { addKey } from '../../../src/accounts/keys.ts'
import { Browser, PASSWORD, signedIn, useApp } from '../../support/accounts-app.ts'

const server = useApp()
const tokenOn = async (browser: Browser, page: string) =>
  /name="_csrf" value="([^"]+)"/.exec((await browser.get(page)).body)?.[1] ?? ''
const form = { 'content-type': 'application/x-www-form-urlencoded' }

it('refuses a form with no token, a wrong one, or the one of another session', async () => {
  const ada = await signedIn(server, { email: 'ada@five.example' })
  const eve = await signedIn(server, { email: 'eve@five.example' })
  const theirs = await tokenOn(eve.browser, '/account')
  const before = await tokenOn(new Browser(() => server.app), '/sign-in')
  for (const token of ['', 'x', theirs, before]) {
    const answer = await ada.browser.submit('/sign-out', token === '' ? {} : { _csrf: token })
    expect(answer.statusCode).toBe(403)
  }
  expect((await ada.browser.get('/account')).statusCode).toBe(200)
  const right = await ada.browser.submit('/sign-out', { _csrf: await tokenOn(ada.browser, '/account') })
  expect(right.statusCode).toBe(303)
})

it.each([
  { origin: 'http://evil.test' },
  { origin: 'null' },
  { origin: 'http://localhost:3001' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
])('refuses a form shown elsewhere even with the right token: %j', async (headers) => {
  const browser = new Browser(() => server.app)
  const _csrf = await tokenOn(browser, '/sign-in')
  const payload = new URLSearchParams({ _csrf, email: 'a@b', password: 'x' }).toString()
  const answer = await browser.send({
    method: 'POST',
    url: '/sign-in',
    headers: { ...form, ...headers },
    payload,
  })
  expect(answer.statusCode).toBe(403)
})

it('takes the token from a header too, and is never switched off by an earlier request with a key', async () => {
  const { browser } = await signedIn(server, { email: 'header@five.example' })
  const token = await tokenOn(browser, '/account')
  const withHeader = (value: string) =>
    browser.send({
      method: 'POST',
      url: '/account/sessions/end-others',
      headers: { ...form, 'x-csrf-token': value },
      payload: '',
    })
  const [authority] = await server.deps.db.execute<{ slug: string }>(
    `insert into authorities (slug, name, official_name, gss_code, in_london)
     values ('north', 'North', 'North Council', 'E09000901', true) returning slug`,
  )
  const { key } = await addKey(server.deps, 'operator', {
    authority: authority?.slug ?? '',
    name: 'x',
    permissions: ['publish'],
    days: 1,
  })
  await server.app.inject({
    method: 'POST',
    url: '/account/sessions/end-others',
    headers: { host: 'localhost:3000', authorization: `Bearer ${key}` },
  })
  expect((await withHeader('')).statusCode).toBe(403)
  expect((await withHeader(token)).statusCode).toBe(303)
})

it('changes nothing when an address is only looked at', async () => {
  const { browser } = await signedIn(server, { email: 'look@five.example' })
  const looked = await browser.get('/sign-out')
  expect([looked.statusCode, looked.headers.allow]).toEqual([405, 'POST'])
  expect((await browser.get('/account')).statusCode).toBe(200)
})

it('sets cookies that scripts and other sites cannot use', async () => {
  const { email } = await signedIn(server, { email: 'flags@five.example' })
  const browser = new Browser(() => server.app)
  const answer = await browser.post('/sign-in', { email, password: PASSWORD })
  const session = [answer.headers['set-cookie']].flat().find((line) => line?.includes('session_token'))
  expect(session).toMatch(/HttpOnly/i)
  expect(session).toMatch(/SameSite=Lax/i)
  expect(session).toMatch(/Path=\//i)
  expect(session).not.toMatch(/Domain=/i)
})
