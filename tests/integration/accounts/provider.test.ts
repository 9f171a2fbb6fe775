import { afterAll, beforeAll, expect, it } from 'vitest'
import { addUser } from '../../../src/accounts/add-user.ts'
import { disableUser } from '../../../src/accounts/change-user.ts'
import { Browser, setUpSecondFactor, signedIn, totp, useApp } from '../../support/accounts-app.ts'
import { CLIENT, passProvider, startProvider, type TestProvider } from '../../support/oidc-provider.ts'

let provider: TestProvider | undefined

const server = useApp(async () => {
  provider = await startProvider('http://localhost:3000/sign-in/oidc/callback/north', 'north.example')
  const { issuer } = provider
  const one = { id: 'north', name: 'North Council', authority: 'north', issuer, ...CLIENT }
  return { OIDC_PROVIDERS: JSON.stringify([one]) }
})

afterAll(() => provider?.close())

beforeAll(async () => {
  await server.deps.db.execute(
    `insert into authorities (slug, name, official_name, gss_code, in_london) values
     ('north', 'North', 'North Council', 'E09000901', true), ('south', 'South', 'South Council', 'E09000902', true)`,
  )
})

const officer = (email: string, authority: string) =>
  addUser(server.deps, 'operator', { email, name: 'x', role: 'officer', authority, permissions: ['edit'] })

/** From our page through the provider's and back; answers our last answer. */
async function enter(browser: Browser, name: string) {
  const sent = await browser.post('/sign-in/with/north', { next: '/contracts?q=a' }, '/sign-in')
  const back = new URL(await passProvider(String(sent.headers.location), name))
  return browser.get(`${back.pathname}${back.search}`)
}

it('signs an officer in whom an admin has made an account for', async () => {
  await officer('ada@north.example', 'north')
  const browser = new Browser(() => server.app)
  expect((await browser.get('/sign-in')).body).toContain('North Council')
  const back = await enter(browser, 'ada')
  expect([back.statusCode, back.headers.location]).toEqual([303, '/contracts?q=a'])
  const page = await browser.get('/account')
  expect(page.body).toContain('ada@north.example')
  expect(page.body).toContain('Your organisation')
  expect((await enter(new Browser(() => server.app), 'ada')).headers.location).toBe('/contracts?q=a')
})

it('signs in nobody without an account, of another authority, or disabled', async () => {
  await officer('sue@north.example', 'south')
  const { id } = await officer('old@north.example', 'north')
  await disableUser(server.deps, 'operator', id)
  await addUser(server.deps, 'operator', {
    email: 'root@north.example',
    name: 'x',
    role: 'admin',
    authority: null,
    permissions: [],
  })
  for (const name of ['stranger', 'sue', 'old', 'root']) {
    const browser = new Browser(() => server.app)
    const back = await enter(browser, name)
    expect(String(back.headers.location)).toMatch(/^\/sign-in\?problem=provider/)
    expect((await browser.get('/account')).statusCode).toBe(302)
  }
  const users = await server.deps.db.execute("select 1 from users where email = 'stranger@north.example'")
  expect(users).toHaveLength(0)
})

it('asks for our second factor where the person has set one up', async () => {
  const person = await signedIn(server, {
    email: 'two@north.example',
    role: 'officer',
    authority: 'north',
    permissions: ['publish'],
  })
  const { secret } = await setUpSecondFactor(person)
  const browser = new Browser(() => server.app)
  const back = await enter(browser, 'two')
  expect(back.headers.location).toBe('/sign-in/second-factor?next=%2Fcontracts%3Fq%3Da')
  expect((await browser.get('/account')).statusCode).toBe(302)
  await browser.post('/sign-in/second-factor', { code: totp(secret, Date.now() + 30_000) })
  expect((await browser.get('/account')).body).toContain('Your organisation and code')
})

it('refuses an answer that was not asked for by this browser, and one used before', async () => {
  const browser = new Browser(() => server.app)
  const sent = await browser.post('/sign-in/with/north', {}, '/sign-in')
  const back = new URL(await passProvider(String(sent.headers.location), 'ada'))
  const other = new Browser(() => server.app)
  await other.get(`${back.pathname}${back.search}`)
  expect((await other.get('/account')).statusCode).toBe(302)
  const again = new Browser(() => server.app)
  await enter(again, 'ada')
  await again.post('/sign-out', {}, '/account')
  await again.get(`${back.pathname}${back.search}`)
  expect((await again.get('/account')).statusCode).toBe(302)
})

it('keeps no token of the provider, and knows no provider but those configured', async () => {
  const kept = await server.deps.db.execute<Record<string, unknown>>(
    "select access_token, refresh_token, id_token from sign_in_methods where provider_id = 'north'",
  )
  expect(kept.length).toBeGreaterThan(0)
  expect(new Set(kept.flatMap((row) => Object.values(row)))).toEqual(new Set([null]))
  const unknown = await new Browser(() => server.app).post('/sign-in/with/elsewhere', {}, '/sign-in')
  expect(unknown.statusCode).toBe(404)
})

it('serves none of the library’s own addresses but the way back', async () => {
  for (const path of [
    'sign-up/email',
    'sign-in/email',
    'get-session',
    'list-sessions',
    'reset-password',
    'ok',
  ]) {
    const answer = await server.app.inject({
      method: 'POST',
      url: `/sign-in/oidc/${path}`,
      headers: { host: 'localhost:3000', 'content-type': 'application/json' },
      payload: '{}',
    })
    expect(answer.statusCode).toBe(404)
  }
})
