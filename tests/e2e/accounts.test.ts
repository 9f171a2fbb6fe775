import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { addUser } from '../../src/accounts/add-user.ts'
import { PASSWORD, totp, useApp } from '../support/accounts-app.ts'
import { useBrowser } from '../support/browser.ts'
import { faultsOf, noteErrors } from '../support/look-at-page.ts'

const server = useApp()
const browse = useBrowser()
let site = ''

beforeAll(async () => {
  site = await server.app.listen({ host: '127.0.0.1', port: 0 })
})

const hasFocus = async (page: Page, target: Locator) =>
  (await target.and(page.locator(':focus')).count()) === 1

/** Goes to an element as a person without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let n = 0; n < 80; n += 1) {
    if (await hasFocus(page, target)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`No way there by keyboard: ${target}`)
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name, exact: true }))
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }))
  await page.keyboard.type(text)
}

async function invite(email: string): Promise<string> {
  const { link } = await addUser(server.deps, 'operator', {
    email,
    name: 'Ada Osei',
    role: 'admin',
    authority: null,
    permissions: [],
  })
  return site + new URL(link).pathname
}

async function setUp(page: Page, link: string): Promise<string> {
  await page.goto(link)
  await press(page, 'Continue')
  await type(page, 'New password', PASSWORD)
  await press(page, 'Save password')
  await page.goto(`${site}/admin/users`)
  await type(page, 'Your password', PASSWORD)
  await press(page, 'Set up')
  const secret = ((await page.locator('p code').first().textContent()) ?? '').replaceAll(' ', '')
  await type(page, 'Code', totp(secret))
  await press(page, 'Turn on')
  return secret
}

it.each([true, false])('leads by keyboard from invitation to a second factor, scripts on: %s', async (on) => {
  const page = await browse({ javaScriptEnabled: on })
  const errors = noteErrors(page)
  await setUp(page, await invite(`ada-${on}@example.org`))
  expect(new URL(page.url()).pathname).toBe('/admin/users')
  expect(await page.getByRole('cell', { name: `ada-${on}@example.org` }).isVisible()).toBe(true)
  expect(errors).toEqual([])
})

it('signs in by keyboard with password and code, and ends a session from another window', async () => {
  const first = await browse()
  const secret = await setUp(first, await invite('two@example.org'))
  const second = await browse()
  await second.goto(`${site}/sign-in?next=/contracts`)
  await type(second, 'Email address', 'two@example.org')
  await type(second, 'Password', PASSWORD)
  await press(second, 'Sign in')
  await type(second, 'Code', totp(secret, Date.now() + 30_000))
  await press(second, 'Continue')
  expect(new URL(second.url()).pathname).toBe('/contracts')
  await first.goto(`${site}/account`)
  await press(first, 'End all other sessions')
  await second.goto(`${site}/account`)
  expect(new URL(second.url()).pathname).toBe('/sign-in')
  await press(first, 'Sign out')
  await first.goto(`${site}/account`)
  expect(new URL(first.url()).pathname).toBe('/sign-in')
})

it('says what is wrong beside the field, and leads to it', async () => {
  const page = await browse()
  await page.goto(`${site}/sign-in`)
  await type(page, 'Email address', 'nobody@example.org')
  await type(page, 'Password', 'wrong')
  await press(page, 'Sign in')
  await page.getByRole('link', { name: /not right/ }).click()
  expect(await hasFocus(page, page.getByLabel('Email address'))).toBe(true)
  expect(await page.getByLabel('Email address').inputValue()).toBe('nobody@example.org')
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('')
})

it('has no fault that axe finds, by day, by night and on a telephone', async () => {
  const page = await browse()
  const faults: string[] = []
  const look = async (path: string) =>
    faults.push(...(await faultsOf(page, site + path)).map((fault) => `${path}: ${fault}`))
  await look('/sign-in')
  await look('/sign-in/second-factor')
  await look(new URL(await invite('look@example.org')).pathname)
  await setUp(page, await invite('axe@example.org'))
  for (const path of [
    '/account',
    '/account/password',
    '/account/second-factor',
    '/admin/users',
    '/keys',
    '/admin/mails',
    '/admin/rules',
    '/notices/links',
  ])
    await look(path)
  await page.goto(`${site}/admin/users`)
  await page.getByRole('link', { name: 'Ada Osei' }).first().click()
  await look(new URL(page.url()).pathname)
  expect(faults).toEqual([])
})
