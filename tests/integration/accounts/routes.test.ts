import fastify from 'fastify'
import { expect, it } from 'vitest'
import { enforcePermissions } from '../../../src/accounts/route-permissions.ts'
import { type Browser, setUpSecondFactor, signedIn, useApp } from '../../support/accounts-app.ts'

const server = useApp()

it('does not start with a route that does not say who may use it', () => {
  const app = fastify()
  enforcePermissions(app, server.deps, { publicPrefixes: ['/assets/'] })
  expect(() => app.get('/forgotten', async () => 'x')).toThrow('GET /forgotten does not say who may use it')
  expect(() => app.get('/assets/a.css', async () => 'x')).not.toThrow()
})

const ownPages = ['/account', '/account/password', '/account/second-factor']
const adminPages = ['/admin/users', '/admin/mails']

it('sends whoever is signed out to sign in, and programs away with 401', async () => {
  for (const page of [...ownPages, ...adminPages, '/keys']) {
    const answer = await server.app.inject({ url: page, headers: { host: 'localhost:3000' } })
    expect([answer.statusCode, answer.headers.location]).toEqual([302, `/sign-in?next=${page}`])
  }
})

it('lets each role see its own pages and answers 403 for the rest', async () => {
  const supplier = await signedIn(server, { email: 'supplier@seven.example' })
  const lead = await signedIn(server, { email: 'lead@seven.example', role: 'procurement-lead' })
  const admin = await signedIn(server, { email: 'admin@seven.example', role: 'admin' })
  await setUpSecondFactor(admin)
  const statuses = async (browser: Browser) => {
    const seen: Record<string, number> = {}
    for (const page of [...ownPages, ...adminPages, '/keys'])
      seen[page] = (await browser.get(page)).statusCode
    return seen
  }
  const own = Object.fromEntries(ownPages.map((page) => [page, 200]))
  const closed = Object.fromEntries([...adminPages, '/keys'].map((page) => [page, 403]))
  const open = Object.fromEntries([...adminPages, '/keys'].map((page) => [page, 200]))
  expect(await statuses(supplier.browser)).toEqual({ ...own, ...closed })
  expect(await statuses(lead.browser)).toEqual({ ...own, ...closed })
  expect(await statuses(admin.browser)).toEqual({ ...own, ...open })
})

it('puts on record what an account was refused', async () => {
  const person = await signedIn(server, { email: 'curious@seven.example' })
  await person.browser.get('/admin/users')
  await person.browser.submit('/sign-out', { _csrf: 'x' })
  const rows = await server.deps.db.execute<{ subject_id: string }>(
    `select subject_id from audit_events where action = 'access.refused' and actor = 'person:${person.id}' order by id`,
  )
  expect(rows.map(({ subject_id }) => subject_id)).toEqual(['users:manage', 'form'])
})

it('invites, changes, disables and enables people on the pages of an admin', async () => {
  const admin = await signedIn(server, { email: 'boss@seven.example', role: 'admin' })
  await setUpSecondFactor(admin)
  const { browser } = admin
  const invite = (fields: Record<string, string>) => browser.post('/admin/users', fields)
  expect((await invite({ name: '', email: 'x', role: 'supplier' })).statusCode).toBe(400)
  expect((await invite({ name: 'N', email: 'n@seven.example', role: 'officer' })).body).toContain(
    'Choose the authority of the officer',
  )
  const made = await invite({ name: 'N', email: 'n@seven.example', role: 'supplier', authority: '' })
  const page = String(made.headers.location)
  expect(page).toMatch(/^\/admin\/users\/[0-9a-f-]{36}$/)
  expect((await invite({ name: 'N', email: 'N@seven.example', role: 'supplier' })).body).toContain(
    'There is an account with this email address already',
  )
  await browser.post(`${page}/role`, { role: 'procurement-lead', authority: '' }, page)
  expect((await browser.get(page)).body).toContain('Procurement lead')
  await browser.post(`${page}/disable`, {}, page)
  expect((await browser.get(page)).body).toContain('Disabled')
  await browser.post(`${page}/enable`, {}, page)
  expect((await browser.get(page)).body).toContain('Invited')
  const own = `/admin/users/${admin.id}`
  expect((await browser.get(own)).body).not.toContain('Disable account')
  expect((await browser.post(`${own}/disable`, {}, page)).statusCode).toBe(409)
  expect((await browser.get('/admin/mails')).body).toContain('n@seven.example')
  expect((await browser.get('/admin/users/not-an-id')).statusCode).toBe(404)
})

it('ignores what a form says about who is sending it', async () => {
  const person = await signedIn(server, { email: 'mass@seven.example' })
  await person.browser.post('/account/password', {
    current: 'lantern gravel otter 9',
    password: 'otter gravel lantern 7',
    role: 'admin',
    authority_id: '1',
    email_verified: 'true',
  })
  const [row] = await server.deps.db.execute<{ role: string; authority_id: number | null }>(
    `select role, authority_id from users where id = '${person.id}'`,
  )
  expect(row).toMatchObject({ role: 'supplier', authority_id: null })
})
