import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type OpenPage, useBrowser } from '../support/browser.ts'
import { faultsOf, noteErrors } from '../support/look-at-page.ts'
import { withWorkers } from '../support/pipeline.ts'
import { makeAuthorities } from '../support/register-rows.ts'
import { SCENE_NOW } from '../support/sample-scene.ts'
import { officerOf, useWebApp } from '../support/web-app.ts'

/** Two columns that fit the supplier, an amount without a basis, years of two digits, a day that does not exist. */
const messy = (authority: string) => ({
  name: `${authority} register.csv`,
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      'Contract reference,Contract title,Vendor,Supplier name,Start date,End date,Value',
      `${authority}-1,Zebra crossings,Resold Ltd,Stripe Ltd,01/04/25,31/03/2028,"£12,500.00"`,
      `${authority}-2,Bollards,Resold Ltd,Post & Sons Ltd,01/05/25,31/02/2028,900`,
      `${authority}-3,Street trees,Resold Ltd,Elm Co,01/06/2025,next spring,1500`,
      '',
    ].join('\r\n'),
  ),
})

let site = ''
const server = useWebApp(() => SCENE_NOW, makeAuthorities)
const browse = useBrowser()
let openAs: (authority: string, options?: Parameters<OpenPage>[0]) => ReturnType<OpenPage>

beforeAll(async () => {
  site = await server().app.listen({ host: '127.0.0.1', port: 0 })
  openAs = async (authority, options) =>
    browse({ ...options, extraHTTPHeaders: await officerOf(server().database, authority) })
})

/** Waits for the step by looking again where no script does so. */
async function untilRead(page: Page): Promise<void> {
  const again = page.getByRole('link', { name: 'Check again' })
  for (let look = 0; look < 40 && (await again.isVisible()); look += 1) {
    await page.waitForTimeout(250)
    await page.goto(page.url())
  }
}

describe.each([
  ['with scripts', 'camden', true],
  ['without scripts', 'hackney', false],
] as const)('a messy return, %s', (_, authority, javaScriptEnabled) => {
  it('is answered, corrected, published and withdrawn', async () => {
    await withWorkers(server().deps)
    const page = await openAs(authority, { javaScriptEnabled })
    const errors = noteErrors(page)
    const publicPage = await browse()
    const isPublic = async () => {
      await publicPage.goto(`${site}/contracts?q=zebra&authority=${authority}`)
      return publicPage.getByRole('link', { name: 'Zebra crossings' }).isVisible()
    }

    await page.goto(`${site}/returns/new`)
    await page.getByLabel('The file').setInputFiles(messy(authority))
    await page.getByRole('button', { name: 'Hand in' }).click()
    if (javaScriptEnabled) await page.getByText('2 questions to answer first').waitFor({ timeout: 20_000 })
    else await untilRead(page)
    const hub = page.url()
    expect(await page.getByRole('button', { name: 'Publish' }).isVisible()).toBe(false)

    await page.getByRole('link', { name: 'What the headings mean', exact: true }).click()
    expect(await page.getByText('Resold Ltd').first().isVisible()).toBe(true)
    await answer(page, 'Vendor', 'Leave this column out')
    await answer(page, 'Supplier name', 'Supplier')
    await answer(page, 'Value', 'Annual value')
    await page.getByRole('button', { name: 'Save and read again' }).click()
    await page.waitForURL(hub)
    await untilRead(page)
    await page.getByText('2 rows with errors', { exact: true }).waitFor()

    await page.getByRole('link', { name: 'What was found in the cells' }).click()
    await page.getByRole('button', { name: 'Accept all 2 suggestions in column E' }).click()
    await untilRead(page)
    await page.getByText('2 cells corrected').waitFor()
    await page.getByRole('button', { name: 'Accept 2028-02-29 for line 3, column F' }).click()
    await untilRead(page)
    await page.getByText('1 cell corrected').waitFor()
    await page.getByText('Type a value for line 4, column F').click()
    await page.getByLabel('What line 4, column F should hold').fill('30/04/2028')
    const sent = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.keyboard.press('Enter')
    await sent
    await untilRead(page)
    await page.getByRole('heading', { name: 'Errors' }).waitFor({ state: 'detached' })

    await page.getByRole('link', { name: 'What was corrected' }).click()
    expect(await page.getByRole('row').filter({ hasText: 'next spring' }).isVisible()).toBe(true)
    await page.getByRole('link', { name: 'The return', exact: true }).click()
    await page.getByRole('link', { name: 'What will change in the register' }).click()
    await page.goto(hub)
    expect(await isPublic()).toBe(false)
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('3 contracts new').waitFor()
    expect(await isPublic()).toBe(true)

    await page.getByLabel('Why is it withdrawn?').fill('Sent by mistake')
    await page.getByRole('button', { name: 'Withdraw' }).click()
    await page.getByText('Withdrawn').first().waitFor()
    expect(await isPublic()).toBe(false)
    expect(errors).toEqual([])
  })
})

it('is fit for everybody at each step', async () => {
  await withWorkers(server().deps)
  const page = await openAs('lewisham')
  await page.goto(`${site}/returns/new`)
  await page.getByLabel('The file').setInputFiles(messy('lewisham'))
  await page.getByRole('button', { name: 'Hand in' }).click()
  await page.getByText('2 questions to answer first').waitFor({ timeout: 20_000 })
  const hub = page.url()
  for (const path of ['', '/mapping', '/issues', '/issues?code=date_invalid', '/corrections'])
    expect(await faultsOf(page, hub + path), path).toEqual([])
  expect(await faultsOf(page, `${site}/returns/publishing`)).toEqual([])
})

it('says beside the question what is wrong with an answer, and keeps what was chosen', async () => {
  await withWorkers(server().deps)
  const page = await openAs('barnet')
  await page.goto(`${site}/returns/new`)
  await page.getByLabel('The file').setInputFiles(messy('barnet'))
  await page.getByRole('button', { name: 'Hand in' }).click()
  await page.getByText('2 questions to answer first').waitFor({ timeout: 20_000 })
  await page.goto(`${page.url()}/mapping`)
  await answer(page, 'Value', 'Something else')
  await page.getByRole('button', { name: 'Save and read again' }).click()
  await page.getByRole('link', { name: 'Choose the field the column holds' }).click()
  expect(await page.evaluate('document.activeElement.id')).toBe('other-7')
  expect(await question(page, 'Value').getByLabel('Something else', { exact: true }).isChecked()).toBe(true)
  expect(await faultsOf(page, page.url())).toEqual([])
})

/** The group of answers whose question names the heading first. */
function question(page: Page, heading: string) {
  return page.getByRole('group', { name: new RegExp(`^(?:Is the (?:amount|day) under )?“${heading}”`) })
}

async function answer(page: Page, heading: string, label: string): Promise<void> {
  await question(page, heading).getByLabel(label, { exact: true }).check()
}
