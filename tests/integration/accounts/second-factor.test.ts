import { expect, it } from 'vitest'
import { makeLink } from '../../../src/accounts/link-queries.ts'
import {
  Browser,
  openLink,
  PASSWORD,
  setUpSecondFactor,
  signedIn,
  totp,
  useApp,
} from '../../support/accounts-app.ts'

const server = useApp()
const fresh = () => new Browser(() => server.app)
/** The code after the one that turned the second factor on, which is accepted half a minute early. */
const nextCode = (secret: string) => totp(secret, Date.now() + 30_000)
const admin = (email: string) => signedIn(server, { email, role: 'admin' })

it('keeps an admin from everything but their own account until a second factor is set up', async () => {
  const person = await admin('root@two.example')
  const sent = await person.browser.get('/admin/users')
  expect([sent.statusCode, sent.headers.location]).toEqual([302, '/account/second-factor?next=/admin/users'])
  expect((await person.browser.get('/account')).statusCode).toBe(200)
  await setUpSecondFactor(person)
  expect((await person.browser.get('/admin/users')).statusCode).toBe(200)
})

it('asks for the code after the password, and for nothing less', async () => {
  const person = await admin('code@two.example')
  const { secret } = await setUpSecondFactor(person)
  const browser = fresh()
  const first = await browser.post('/sign-in', {
    email: person.email,
    password: PASSWORD,
    next: '/admin/users',
  })
  expect(first.headers.location).toBe('/sign-in/second-factor?next=%2Fadmin%2Fusers')
  expect((await browser.get('/account')).headers.location).toBe('/sign-in?next=/account')
  const prove = (code: string) => browser.post('/sign-in/second-factor', { code, next: '/admin/users' })
  expect((await prove('000000')).statusCode).toBe(400)
  expect((await prove(totp(secret, 0))).statusCode).toBe(400)
  const right = await prove(nextCode(secret))
  expect([right.statusCode, right.headers.location]).toEqual([303, '/admin/users'])
  expect((await browser.get('/admin/users')).statusCode).toBe(200)
})

it('asks for the code after a mailed link too', async () => {
  const person = await admin('link@two.example')
  const { secret } = await setUpSecondFactor(person)
  const token = await makeLink(server.deps.db, person.id, 'sign-in', server.deps.clock())
  const browser = fresh()
  const opened = await openLink(browser, `/sign-in/link/${token}`)
  expect(opened.headers.location).toBe('/sign-in/second-factor?next=%2Faccount%2Fpassword')
  expect((await browser.get('/account')).statusCode).toBe(302)
  await browser.post('/sign-in/second-factor', { code: nextCode(secret), next: '/account/password' })
  const page = await browser.get('/account/password')
  expect(page.statusCode).toBe(200)
  expect(page.body).not.toContain('The password you have now')
  expect((await browser.get('/admin/users')).statusCode).toBe(200)
})

it('ends a sign-in after five wrong codes', async () => {
  const person = await admin('guess@two.example')
  const { secret } = await setUpSecondFactor(person)
  const browser = fresh()
  await browser.post('/sign-in', { email: person.email, password: PASSWORD })
  for (let n = 0; n < 5; n += 1) await browser.post('/sign-in/second-factor', { code: `00000${n}` })
  const late = await browser.post('/sign-in/second-factor', { code: nextCode(secret) })
  expect(late.statusCode).toBe(400)
})

it('takes a code once and not again', async () => {
  const person = await admin('replay@two.example')
  const { secret } = await setUpSecondFactor(person)
  const use = async (code: string) => {
    const browser = fresh()
    await browser.post('/sign-in', { email: person.email, password: PASSWORD })
    return (await browser.post('/sign-in/second-factor', { code })).statusCode
  }
  const code = nextCode(secret)
  expect([await use(code), await use(code)]).toEqual([303, 400])
})

it('takes each recovery code once', async () => {
  const person = await admin('lost@two.example')
  const { codes } = await setUpSecondFactor(person)
  expect(codes).toHaveLength(10)
  const use = async (code: string) => {
    const browser = fresh()
    await browser.post('/sign-in', { email: person.email, password: PASSWORD })
    await browser.post('/sign-in/second-factor', { code })
    return (await browser.get('/account')).statusCode
  }
  expect([await use(codes[0] ?? ''), await use(codes[0] ?? ''), await use(codes[1] ?? '')]).toEqual([
    200, 302, 200,
  ])
})

it('ends the other sessions when a second factor is set up', async () => {
  const person = await admin('two@two.example')
  const other = fresh()
  await other.post('/sign-in', { email: person.email, password: PASSWORD })
  expect((await other.get('/account')).statusCode).toBe(200)
  await setUpSecondFactor(person)
  expect((await other.get('/account')).statusCode).toBe(302)
  expect((await person.browser.get('/account')).statusCode).toBe(200)
})

it('lets it be removed with the password, and by another admin for whoever lost it', async () => {
  const person = await admin('drop@two.example')
  await setUpSecondFactor(person)
  const wrong = await person.browser.post(
    '/account/second-factor/remove',
    { password: 'x' },
    '/account/second-factor',
  )
  expect(wrong.statusCode).toBe(400)
  await person.browser.post('/account/second-factor/remove', { password: PASSWORD }, '/account/second-factor')
  expect((await person.browser.get('/admin/users')).statusCode).toBe(302)
  const helper = await admin('helper@two.example')
  await setUpSecondFactor(helper)
  await setUpSecondFactor(person)
  await helper.browser.post(`/admin/users/${person.id}/reset-second-factor`, {}, `/admin/users/${person.id}`)
  expect((await person.browser.get('/account')).statusCode).toBe(302)
  const again = await fresh().post('/sign-in', { email: person.email, password: PASSWORD })
  expect(again.headers.location).toBe('/account')
})

it('keeps neither secret nor codes readable in the database', async () => {
  const person = await admin('kept@two.example')
  const { secret, codes } = await setUpSecondFactor(person)
  const rows = await server.deps.db.execute('select secret, backup_codes from two_factors')
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain(secret)
  expect(JSON.stringify(rows)).not.toContain(codes[0])
})
