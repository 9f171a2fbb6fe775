import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliverMail } from '../../src/accounts/mailer.ts'
import { runAlerts } from '../../src/alerts/run-alerts.ts'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { closeDeps, type Deps, openDeps } from '../../src/deps.ts'
import { createLog } from '../../src/log.ts'
import { deriveOpportunities } from '../../src/opportunities/derive-opportunities.ts'
import { publishReturn } from '../../src/returns/publish-return.ts'
import { useBrowser } from '../support/browser.ts'
import { useDatabase } from '../support/database.ts'
import { faultsOf, noteErrors } from '../support/look-at-page.ts'
import { useMailServer } from '../support/mail-server.ts'
import { readAndStore } from '../support/read-and-store.ts'
import { makeAuthorities, makeReturn } from '../support/register-rows.ts'
import { SCENE_NOW } from '../support/sample-scene.ts'

const SAMPLE = new URL('../../fixtures/returns/hounslow-contracts-2026-q2.csv', import.meta.url)
const database = useDatabase()
const post = useMailServer()
const browse = useBrowser()
let deps: Deps
let app: FastifyInstance
let site = ''

beforeAll(async () => {
  const port = await freePort()
  site = `http://localhost:${port}`
  const config = loadConfig({
    PUBLIC_URL: site,
    SMTP_URL: post.url(),
    RATE_LIMIT_ADDRESS: '0',
    MAIL_FROM: 'Thirty3 <alerts@thirty3.example>',
  })
  const log = createLog('silent', { pretty: false })
  deps = await openDeps({ config, databaseUrl: database.url, log, clock: () => SCENE_NOW })
  app = await buildApp(deps)
  await makeAuthorities(database)
  const { id } = await readAndStore(database.sql, 'hounslow', readFileSync(SAMPLE))
  await publishReturn(deps, id, 'tester')
  await deriveOpportunities(deps)
  await runAlerts(deps)
  await app.listen({ port, host: 'localhost' })
})
afterAll(async () => {
  await app.close()
  await closeDeps(deps)
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

/** Does what workers do. */
async function alert(): Promise<void> {
  await runAlerts(deps)
  for (const { id } of await database.sql<{ id: number }[]>`select id::int from mails order by id`)
    await deliverMail(deps, id)
}

/** The last message to an address, after everything that is due was done. */
async function lastMail(email: string) {
  await alert()
  return post.taken.filter(({ to }) => to.includes(email)).at(-1)
}

const linkIn = (text: string | undefined, path: string) =>
  new RegExp(`${site}${path}\\S+`).exec(text ?? '')?.[0] ?? ''

/** From the list to a saved search: asks as a small supplier would. */
async function search(page: Page): Promise<void> {
  await page.goto(`${site}/opportunities`)
  await page.getByLabel(/^Search title/).fill('housing repairs software')
  await page.getByLabel('Contract ends within').fill('12')
  await page.locator('summary', { hasText: 'Small suppliers' }).click()
  await page.getByLabel(/^Good: below the threshold/).check()
  await page.getByRole('button', { name: 'Apply filters' }).click()
}

async function save(page: Page, email: string): Promise<void> {
  await page.getByRole('link', { name: 'Get alerts for this search' }).click()
  await page.getByLabel('Your email address').fill(email)
  await page.getByLabel('At once').check()
  await page.getByRole('button', { name: 'Save this search' }).click()
}

async function confirm(page: Page, email: string): Promise<void> {
  const asked = await lastMail(email)
  await page.goto(linkIn(asked?.read.text, '/alerts/manage/'))
  await page.getByRole('button', { name: 'Confirm' }).click()
}

const press = async (page: Page, label: string) => {
  for (let n = 0; n < 120; n += 1) {
    const name = String(
      await page.evaluate(
        `(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim().replace(/\\s+/g, ' ')`,
      ),
    )
    if (name.startsWith(label)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`No way to ${label} by keyboard`)
}

describe('a small supplier', () => {
  it.each([
    ['with scripts', true],
    ['without scripts', false],
  ])(
    'finds housing repairs software, reads why, saves the search, confirms, gets the digest and ends it, %s',
    async (name, javaScriptEnabled) => {
      const email = `${name.replace(' ', '-')}@supplier.example`
      const page = await browse({ javaScriptEnabled })
      await search(page)
      expect(await page.locator('.t3-sentence').textContent()).toMatch(
        /^\d upcoming tenders? with “housing repairs software” good for a small supplier ending within 12 months/,
      )
      await page.getByRole('link', { name: 'Housing repairs scheduling and mobile working' }).click()
      expect(
        await page.locator('section', { hasText: 'When to talk to them, and why' }).textContent(),
      ).toContain('30 September 2027')
      await page.goBack()
      await save(page, email)
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Look into your mail')
      await confirm(page, email)
      expect(await page.getByText('At once').isVisible()).toBe(true)
      const digest = await lastMail(email)
      expect(digest?.read.subject).toMatch(/^Housing repairs scheduling and mobile working, Hounslow/)
      expect(digest?.read.text).toContain('For a small supplier it is good: below the threshold.')
      expect(digest?.read.text).toContain('It ends on 30 September 2027, within your 12 months.')
      await page.goto(linkIn(digest?.read.text, '/alerts/unsubscribe'))
      await page.getByRole('button', { name: 'Send me no more of these' }).click()
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
        'You get no more of these messages',
      )
      const before = post.taken.length
      await makeReturn(database, {
        authority: javaScriptEnabled ? 'sutton' : 'camden',
        contracts: [
          {
            title: 'Housing repairs software licences',
            supplier_name_raw: 'Quillmere Software Ltd',
            current_end_on: '2027-11-10',
            value_whole_term_net: 40_000_00,
          },
        ],
      })
      await deriveOpportunities(deps)
      await alert()
      expect(post.taken.slice(before).filter(({ to }) => to.includes(email))).toEqual([])
    },
  )

  it('saves, confirms, changes and deletes a search by keyboard alone', async () => {
    const email = 'keyboard@supplier.example'
    const page = await browse()
    await page.goto(`${site}/opportunities?q=repairs`)
    await press(page, 'Get alerts for this search')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/alerts\/new/)
    await press(page, 'Your email address')
    await page.keyboard.type(email)
    await press(page, 'Words to leave out')
    await page.keyboard.type('void "heat networks"')
    await press(page, 'Save this search')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
    await page.goto(linkIn((await lastMail(email))?.read.text, '/alerts/manage/'))
    await press(page, 'Confirm')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '“repairs -void -"heat networks"”' }).waitFor()
    await press(page, 'change it')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/searches\//)
    await press(page, 'Tell me from how many months')
    await page.keyboard.type('6')
    await press(page, 'Save')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /ending within 6 months/ }).waitFor()
    await press(page, 'Delete')
    await page.keyboard.press('Enter')
    await page.getByText('There are none.').waitFor()
  })
})

it('the pages of alerts are fit for everybody and load without an error', async () => {
  const email = 'axe@supplier.example'
  const page = await browse()
  const errors = noteErrors(page)
  await search(page)
  await save(page, email)
  const manage = linkIn((await lastMail(email))?.read.text, '/alerts/manage/')
  expect(await faultsOf(page, manage)).toEqual([])
  await page.getByRole('button', { name: 'Confirm' }).click()
  expect(await faultsOf(page, manage)).toEqual([])
  const edit = (await page.getByRole('link', { name: /^change it/ }).getAttribute('href')) ?? ''
  const digest = await lastMail(email)
  const [shown] = await database.sql`select id from opportunities where upcoming order by id limit 1`
  const paths = [
    '/alerts',
    '/alerts/new?q=repairs',
    '/privacy',
    '/guide',
    edit,
    '/opportunities?ends_within=12',
    '/opportunities/timeline',
    '/opportunities/calendar',
    `/opportunities/${shown?.id}`,
  ]
  for (const path of paths) expect([path, await faultsOf(page, site + path)]).toEqual([path, []])
  expect(await faultsOf(page, linkIn(digest?.read.text, '/alerts/unsubscribe'))).toEqual([])
  expect(errors).toEqual([])
})
