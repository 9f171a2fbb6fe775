import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { findAlignment } from '../../src/market/find-alignment.ts'
import { deriveOpportunities } from '../../src/opportunities/derive-opportunities.ts'
import { signedIn, useApp } from '../support/accounts-app.ts'
import { useBrowser } from '../support/browser.ts'
import { faultsOf, noteErrors } from '../support/look-at-page.ts'
import { makeMarketScene } from '../support/market-scene.ts'
import { SCENE_NOW } from '../support/sample-scene.ts'

const server = useApp()
const openPage = useBrowser()
let site = ''

const cookies: Record<string, { name: string; value: string }[]> = {}

beforeAll(async () => {
  await makeMarketScene({ db: server.deps.db, sql: server.sql })
  for (const authority of ['barnet', 'brent']) {
    const { browser } = await signedIn(server, {
      email: `officer@${authority}.example`,
      role: 'officer',
      authority,
      permissions: ['view-drafts', 'edit'],
    })
    cookies[authority] = Array.from(browser.cookies, ([name, value]) => ({ name, value }))
  }
  // The scene ends some day; who is signed in stays so when the clock goes back to it.
  server.wait(SCENE_NOW - Date.now())
  await deriveOpportunities(server.deps)
  await findAlignment(server.deps)
  site = await server.app.listen({ host: '127.0.0.1', port: 0 })
})

/** Without scripts, signed in, at the page where everybody begins. */
async function officer(authority: string): Promise<Page> {
  const page = await openPage({ javaScriptEnabled: false })
  await page.context().addCookies((cookies[authority] ?? []).map((one) => ({ ...one, url: site })))
  await page.goto(site)
  return page
}

it('leads by links from three suppliers to the peers of a system, a common end, a proposal and the board of another authority', async () => {
  const page = await officer('barnet')
  const errors = noteErrors(page)
  const follow = (name: string | RegExp) =>
    page
      .getByRole('link', { name, exact: typeof name === 'string' })
      .first()
      .click()
  const seen: string[] = []

  await follow('Compare')
  await follow('All suppliers')
  for (const name of ['Pellucent Care Systems Ltd', 'Sable Combe Data Ltd', 'Corvidell Software Limited'])
    await page.getByLabel(`Compare ${name}`, { exact: true }).check()
  await page.getByRole('button', { name: 'Compare the chosen suppliers' }).click()
  await page.getByRole('table', { name: 'Where they meet' }).waitFor()
  seen.push(page.url())

  await page.getByRole('table', { name: 'Where they meet' }).getByRole('link', { name: 'Pellucare' }).click()
  await page.getByRole('heading', { level: 1, name: 'Pellucare' }).waitFor()
  const table = page.getByRole('region', { name: 'All authorities' }).getByRole('table')
  expect(await table.getByRole('rowheader').count()).toBeGreaterThanOrEqual(33)
  seen.push(page.url())

  await follow('Contracts for it that could end together')
  await follow('Pellucare: 31 March 2028')
  expect(
    await page.getByRole('img', { name: 'Terms of the contracts that could end together' }).isVisible(),
  ).toBe(true)
  seen.push(page.url())
  await page.getByLabel('What you have in mind').fill('One lot for all of us')
  await page.getByRole('button', { name: 'Propose' }).click()
  await page.getByRole('heading', { name: 'Your proposals to buy together' }).waitFor()

  const other = await officer('brent')
  await other.getByRole('link', { name: 'Ada Osei' }).click()
  await other.getByRole('link', { name: 'Renewal board' }).click()
  expect(await other.getByText('One lot for all of us').isVisible()).toBe(true)
  expect(errors).toEqual([])
  for (const url of seen) expect(await faultsOf(await openPage(), url)).toEqual([])
})
