import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { readCsv } from '../../src/lib/csv.ts'
import { publishReturn } from '../../src/returns/publish-return.ts'
import { seedServiceAreas, seedTechnologies } from '../../src/technologies/seed-technologies.ts'
import { useBrowser } from '../support/browser.ts'
import { faultsOf, noteErrors } from '../support/look-at-page.ts'
import { makeAuthorities } from '../support/register-rows.ts'
import { storeReadReturn, storeReadSystems } from '../support/stored-return.ts'
import { useWebApp } from '../support/web-app.ts'

const fixture = (name: string) => readFile(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8')
const supplier_name_raw = 'Pellucent Care Systems Ltd'
const care = { title: 'Recruitment and care records', supplier_name_raw, service_area: 'Adult social care' }

const server = useWebApp(
  () => Date.parse('2026-11-21T12:00:00Z'),
  async (database) => {
    await makeAuthorities(database)
    await seedServiceAreas(database.db, await fixture('service-areas.csv'))
    await seedTechnologies(database.db, await fixture('sample-products.csv'), 'sample')
    const ids = [
      await storeReadReturn(database.sql, 'camden', [
        { ...care, local_reference: 'CAM-1', current_end_on: '2027-03-31', value_annual: 90_000_00 },
        {
          title: 'Recruitment advertising',
          supplier_name_raw: 'Brindle Ltd',
          service_area: 'Human resources',
        },
      ]),
      await storeReadReturn(database.sql, 'sutton', [{ ...care, current_end_on: '2029-03-31' }]),
      await storeReadSystems(database.sql, 'camden', [
        { technology: 'Pellucare', service_area: 'Adult social care', local_reference: 'CAM-1' },
      ]),
      await storeReadSystems(database.sql, 'sutton', [
        { technology: 'Pellucare', service_area: 'Adult social care' },
      ]),
    ]
    for (const id of ids) await publishReturn(database, id, 'test')
  },
)
const openPage = useBrowser()
let site = ''

beforeAll(async () => {
  site = await server().app.listen({ host: '127.0.0.1', port: 0 })
})

async function titles(page: Page): Promise<string[]> {
  return (await page.locator('.t3-row__title a').allTextContents()).map((text) => text.trim())
}

it.each([true, false])(
  'leads from a misspelt word through the facets to one contract, its cell, its list as CSV and who else runs it (scripts: %s)',
  async (scripts) => {
    const page = await openPage({ javaScriptEnabled: scripts, acceptDownloads: true })
    const errors = noteErrors(page)
    await page.goto(site)
    await page.getByRole('searchbox').fill('recriutment')
    await page.getByRole('button', { name: 'Search' }).click()
    expect(await page.getByText('Showing results for').textContent()).toContain('recruitment')
    expect(await titles(page)).toHaveLength(3)

    for (const [group, choice] of [
      ['Service area', 'Adult social care'],
      ['Technology', 'Pellucare'],
    ] as const) {
      await page.locator('summary', { hasText: group }).first().click()
      await page.getByLabel(choice).check()
    }
    await page.getByRole('button', { name: 'Apply filters' }).first().click()
    expect(await titles(page)).toEqual(['Recruitment and care records'])
    expect(await page.locator('.t3-sentence').textContent()).toContain('1 contract')

    const link = page.getByRole('link', { name: 'CSV', exact: true })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    const rows = readCsv((await readFile(await download.path(), 'utf8')).replace(/^\uFEFF/, ''))
    expect(rows.map((row) => [row.authority, row.title])).toEqual([
      ['Camden', 'Recruitment and care records'],
    ])

    await page.getByRole('link', { name: 'Recruitment and care records' }).click()
    const value = page.getByRole('row', { name: /Annual value/ })
    expect(await value.textContent()).toMatch(/£90,000.*9000000.*Heading of value_annual.*Row 2, column/s)

    await page.getByRole('link', { name: 'Pellucare' }).click()
    await page.waitForURL(/\/technologies\/pellucare$/)
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      'Camden: all technologies',
      'Sutton: all technologies',
    ])
    await page.locator('h3 a', { hasText: 'Sutton' }).click()
    await page.waitForURL(/authority=sutton/)
    expect(errors).toEqual([])
  },
)

describe.each([
  '/authorities',
  '/authorities?figure=ending',
  '/authorities/camden',
  '/authorities/barnet',
  '/contracts?as_at=2026-11-20',
])('%s', (path) => {
  it('has no fault that axe finds by day or night, and fits a narrow screen', async () => {
    expect(await faultsOf(await openPage(), site + path)).toEqual([])
  })
})
