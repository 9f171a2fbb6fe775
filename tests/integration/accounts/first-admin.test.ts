import { expect, it } from 'vitest'
import { ensureFirstAdmin } from '../../../src/accounts/first-admin.ts'
import { Browser, openLink, useApp } from '../../support/accounts-app.ts'
import { useDatabase } from '../../support/database.ts'

const server = useApp()
const other = useDatabase()

it('makes exactly one admin when two processes start at once', async () => {
  const deps = { ...server.deps, db: other.db }
  const links = await Promise.all([ensureFirstAdmin(deps), ensureFirstAdmin(deps)])
  expect(links.filter((made) => made !== null)).toHaveLength(2)
  const rows = await other.sql`select email, role from users`
  expect(rows).toEqual([{ email: 'admin@localhost', role: 'admin' }])
  const open = await other.sql`select 1 from one_time_links where used_at is null`
  expect(open).toHaveLength(1)
})

it('gives a link that signs in once, by a button and not by being looked at', async () => {
  const made = await ensureFirstAdmin(server.deps)
  const link = made?.link ?? ''
  expect(link).toMatch(/^http:\/\/localhost:3000\/sign-in\/link\/[A-Za-z0-9_-]{43}$/)
  const path = new URL(link).pathname
  const browser = new Browser(() => server.app)
  expect((await browser.get(path)).statusCode).toBe(200)
  expect((await browser.get(path)).statusCode).toBe(200)
  const used = await openLink(browser, link)
  expect([used.statusCode, used.headers.location]).toEqual([303, '/account/password'])
  expect((await browser.get('/account')).body).toContain('admin@localhost')
  const again = await new Browser(() => server.app).post(path, {}, '/sign-in')
  expect(again.statusCode).toBe(410)
})

it('makes no further link once the admin has been in', async () => {
  expect(await ensureFirstAdmin(server.deps)).toBeNull()
})

it('keeps a link for a day and no longer', async () => {
  const deps = { ...server.deps, db: other.db }
  const late = await ensureFirstAdmin(deps)
  const [row] =
    await other.sql`select expires_at - created_at as lifetime from one_time_links where used_at is null`
  expect(late).not.toBeNull()
  expect(row?.lifetime).toBe('1 day')
})
