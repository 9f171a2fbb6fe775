import { createServer } from 'node:net'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addUser } from '../../src/accounts/add-user.ts'
import { PASSWORD, totp, useApp } from '../support/accounts-app.ts'
import { useBrowser } from '../support/browser.ts'
import { noteErrors } from '../support/look-at-page.ts'
import { CLIENT, startProvider, type TestProvider } from '../support/oidc-provider.ts'
import { withWorkers } from '../support/pipeline.ts'
import { makeAuthorities } from '../support/register-rows.ts'

let provider: TestProvider | undefined
let site = ''

/** The provider sends people back to an address that must be known before the server listens. */
const server = useApp(async () => {
  const port = await freePort()
  site = `http://localhost:${port}`
  provider = await startProvider(`${site}/sign-in/oidc/callback/hackney`, 'hackney.example')
  const { issuer } = provider
  const one = { id: 'hackney', name: 'Hackney Council', authority: 'hackney', issuer, ...CLIENT }
  return { PORT: String(port), OIDC_PROVIDERS: JSON.stringify([one]) }
})
const browse = useBrowser()
const officer = {
  role: 'officer',
  authority: 'hackney',
  permissions: ['view-drafts', 'edit', 'publish'],
} as const

beforeAll(async () => {
  await makeAuthorities({ db: server.deps.db, sql: server.sql })
  await server.app.listen({ host: 'localhost', port: server.deps.config.PORT })
})

afterAll(() => provider?.close())

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, 'localhost', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

/** Goes to an element as a person without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let n = 0; n < 80; n += 1) {
    if ((await target.and(page.locator(':focus')).count()) === 1) return
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

const FILE = {
  name: 'hackney register.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    'Contract reference,Contract title,Supplier name,Start date,End date\r\nHAC-1,Zebra crossings,Stripe Ltd,01/04/2025,31/03/2028\r\n',
  ),
}

it('leads by keyboard from invitation through password and second factor to a published return', async () => {
  await withWorkers(server.deps)
  const page = await browse()
  const errors = noteErrors(page)
  const { link } = await addUser(server.deps, 'operator', {
    email: 'ada@hackney.example',
    name: 'Ada Osei',
    ...officer,
  })
  await page.goto(site + new URL(link).pathname)
  await press(page, 'Continue')
  await type(page, 'New password', PASSWORD)
  await press(page, 'Save password')
  await page.goto(`${site}/account/second-factor`)
  await type(page, 'Your password', PASSWORD)
  await press(page, 'Set up')
  const secret = ((await page.locator('p code').first().textContent()) ?? '').replaceAll(' ', '')
  await type(page, 'Code', totp(secret))
  await press(page, 'Turn on')
  await page.goto(`${site}/returns/new`)
  await tabTo(page, page.getByLabel('The file'))
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser', { timeout: 5_000 }),
    page.keyboard.press('Space'),
  ])
  await chooser.setFiles(FILE)
  await press(page, 'Hand in')
  const publish = page.getByRole('button', { name: 'Publish' })
  await publish.waitFor({ timeout: 30_000 })
  await tabTo(page, publish)
  await page.keyboard.press('Enter')
  await page.getByText('1 contract new').waitFor()
  const open = await browse()
  await open.goto(`${site}/contracts?q=zebra`)
  expect(await open.getByRole('link', { name: 'Zebra crossings' }).isVisible()).toBe(true)
  expect(errors).toEqual([])
}, 90_000)

it('signs in by keyboard with the provider of the authority, and is signed out from another window', async () => {
  await addUser(server.deps, 'operator', { email: 'bo@hackney.example', name: 'Bo', ...officer })
  const enter = async () => {
    const page = await browse()
    await page.goto(`${site}/sign-in?next=/account`)
    await press(page, 'Hackney Council')
    await tabTo(page, page.locator('input[name=login]'))
    await page.keyboard.type('bo')
    await page.keyboard.press('Tab')
    await page.keyboard.type('x')
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    await tabTo(page, page.getByRole('button', { name: 'Continue' }))
    await Promise.all([page.waitForURL(`${site}/account`), page.keyboard.press('Enter')])
    expect(await page.getByText('bo@hackney.example').isVisible()).toBe(true)
    return page
  }
  const first = await enter()
  const second = await enter()
  await press(second, 'End all other sessions')
  await first.goto(`${site}/account`)
  expect(new URL(first.url()).pathname).toBe('/sign-in')
}, 60_000)
