import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { findAlignment } from '../../src/market/find-alignment.ts'
import { deriveOpportunities } from '../../src/opportunities/derive-opportunities.ts'
import { seedServiceAreas } from '../../src/technologies/seed-technologies.ts'
import { useBrowser } from '../support/browser.ts'
import { faultsOf, noteErrors } from '../support/look-at-page.ts'
import { makeAuthorities, makeReturn } from '../support/register-rows.ts'
import { SCENE_NOW } from '../support/sample-scene.ts'
import { officerOf, useWebApp, type WebApp } from '../support/web-app.ts'

const contract = (title: string, current_end_on: string, months: number[]) => ({
  title,
  supplier_name_raw: 'Quillmere Software Ltd',
  service_area: 'Waste and recycling',
  local_reference: title,
  start_on: '2023-04-01',
  current_end_on,
  value_annual: 12_000_000,
  options: months.map((length) => ({ months: length, exercised: false })),
})

async function makeWaste(database: WebApp['database']): Promise<void> {
  await makeAuthorities(database)
  const areas = new URL('../../fixtures/service-areas.csv', import.meta.url)
  await seedServiceAreas(database.db, await readFile(areas, 'utf8'))
  for (const [authority, row] of [
    ['camden', contract('Bins of Camden', '2027-09-30', [12, 12])],
    ['hackney', contract('Bins of Hackney', '2028-09-30', [])],
    ['sutton', contract('Bins of Sutton', '2031-03-31', [])],
  ] as const)
    await makeReturn(database, { authority, contracts: [row] })
  await deriveOpportunities({ db: database.db, clock: () => SCENE_NOW })
  await findAlignment({ db: database.db, clock: () => SCENE_NOW })
}

const server = useWebApp(() => SCENE_NOW, makeWaste)
const openPage = useBrowser()
let site = ''
const CLUSTER = '/alignment/service-area/waste/2028-09-30'

beforeAll(async () => {
  site = await server().app.listen({ host: '127.0.0.1', port: 0 })
})

const openAs = async (authority: string, javaScriptEnabled = true) =>
  openPage({ javaScriptEnabled, extraHTTPHeaders: await officerOf(server().database, authority) })

it('finds a common end, proposes it, and the other officer accepts it by keyboard and without scripts', async () => {
  const page = await openAs('hackney')
  const errors = noteErrors(page)
  await page.goto(`${site}/alignment`)
  await page.getByText('Service area', { exact: true }).first().click()
  await page.getByLabel('Waste and recycling').check()
  await page.getByRole('button', { name: 'Apply filters' }).click()
  await page.getByRole('link', { name: 'Waste and recycling: 30 September 2028' }).click()
  expect(await page.getByText('Extend by 12 months (1 option)').isVisible()).toBe(true)
  expect(await page.getByRole('rowheader', { name: /Sutton/ }).isVisible()).toBe(true)
  await page.getByLabel('What you have in mind').fill('One lot for both of us')
  await page.getByRole('button', { name: 'Propose' }).click()
  await page.waitForURL(`${site}/alignment/proposals`)
  expect(await page.getByText('No answer yet').count()).toBe(2)

  const other = await openAs('camden', false)
  await other.goto(`${site}/authorities/camden/board`)
  expect(await other.getByText('One lot for both of us').isVisible()).toBe(true)
  await other.getByLabel(/^Accept/).focus()
  await other.keyboard.press('Space')
  await other.keyboard.press('Tab')
  await other.keyboard.type('Agreed')
  await other.keyboard.press('Tab')
  await other.keyboard.press('Enter')
  await other
    .getByText(/^Accepted on/)
    .first()
    .waitFor()

  const everybody = await openPage()
  await everybody.goto(`${site}/opportunities?authority=camden`)
  await everybody.getByRole('link', { name: 'Bins of Camden' }).click()
  expect(await everybody.getByText(/what follows will be bought together with others/).isVisible()).toBe(true)
  await page.reload()
  expect(await page.getByText('“Agreed”').isVisible()).toBe(true)
  expect(errors).toEqual([])
})

it('moves a renewal on without scripts, and keeps the log', async () => {
  const page = await openAs('camden', false)
  await page.goto(`${site}/authorities/camden/board`)
  await page.getByRole('link', { name: 'Bins of Camden' }).click()
  await page.getByLabel('Stage').selectOption('Talking to the market')
  await page.getByLabel('Owner').fill('Waste team')
  await page.getByLabel('Next day of decision').fill('31 January 2027')
  await page.getByLabel('What was decided').fill('To look for partners')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Decided: To look for partners').waitFor()
  await page.getByRole('link', { name: 'Renewal board of Camden' }).click()
  await page.getByRole('link', { name: 'Talking to the market (1)' }).click()
  expect(await page.getByText('31 January 2027').isVisible()).toBe(true)
})

it('prints a paper for committee on one page, with options, days, peers, notices and sources', async () => {
  const page = await openAs('camden')
  await page.goto(`${site}/authorities/camden/board`)
  await page.getByRole('link', { name: 'Bins of Camden' }).click()
  await page.getByRole('link', { name: 'Paper for committee' }).click()
  for (const said of [/^Let it end and tender again/, /^Extend \(2 options left\)/, /^Buy together: Waste/])
    expect(await page.getByRole('rowheader', { name: said }).isVisible()).toBe(true)
  for (const name of ['Notices that fall due', 'Alike at other authorities', 'Sources'])
    expect(await page.getByRole('heading', { name }).isVisible()).toBe(true)
  expect(await page.getByText(/camden-contracts\.csv, line 2/).isVisible()).toBe(true)
  const paper = (await page.pdf({ format: 'A4' })).toString('latin1')
  expect(paper.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1)
  expect(await faultsOf(page, page.url())).toEqual([])
})

it('lists the notices of a contract with what to type and what to copy', async () => {
  const page = await openPage({ javaScriptEnabled: false })
  await page.goto(`${site}/contracts?authority=hackney`)
  await page.getByRole('link', { name: 'Bins of Hackney' }).click()
  await page.getByRole('link', { name: 'Which notices are due?' }).click()
  expect(await page.getByText('This is a checklist, not legal advice.').isVisible()).toBe(true)
  await page.getByText('Fields filled in from the register').first().click()
  expect(await page.getByRole('definition').filter({ hasText: 'Bins of Hackney' }).first().isVisible()).toBe(
    true,
  )
  const other = await openPage()
  expect(await faultsOf(other, page.url())).toEqual([])
})

describe.each([
  ['/alignment', false],
  ['/alignment?authority=nowhere', false],
  [CLUSTER, true],
  ['/alignment/proposals', true],
  ['/authorities/camden/board', true],
] as const)('%s', (path, isOfficer) => {
  it('has no fault by day, by night, on a telephone or for a screen reader', async () => {
    const page = isOfficer ? await openAs('camden') : await openPage()
    expect(await faultsOf(page, site + path)).toEqual([])
  })
})
