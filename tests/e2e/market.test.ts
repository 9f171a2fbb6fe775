import { beforeAll, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { faultsOf, noteErrors } from '../support/look-at-page.ts'
import { makeMarketScene } from '../support/market-scene.ts'
import { SCENE_NOW } from '../support/sample-scene.ts'
import { useWebApp } from '../support/web-app.ts'

const server = useWebApp(() => SCENE_NOW, makeMarketScene)
const openPage = useBrowser()
let site = ''

beforeAll(async () => {
  site = await server().app.listen({ host: '127.0.0.1', port: 0 })
})

const THREE = ['pellucent-care-systems-ltd', 'sable-combe-data-ltd', 'corvidell-software-limited']
const COMPARED = `/suppliers/compare?${THREE.map((slug) => `supplier=${slug}`).join('&')}`

it('compares three suppliers without scripts and opens the peers of a system', async () => {
  const page = await openPage({ javaScriptEnabled: false })
  await page.goto(site)
  await page.getByRole('link', { name: 'Compare', exact: true }).click()
  await page.getByRole('link', { name: 'All suppliers' }).click()
  for (const name of ['Pellucent Care Systems Ltd', 'Sable Combe Data Ltd', 'Corvidell Software Limited'])
    await page.getByLabel(`Compare ${name}`, { exact: true }).check()
  await page.getByRole('button', { name: 'Compare the chosen suppliers' }).click()
  await page.waitForURL(/\/suppliers\/compare\?supplier=.*supplier=.*supplier=/)
  const meet = page.getByRole('table', { name: 'Where they meet' })
  expect(await meet.getByRole('row', { name: /^Ealing Authority/ }).count()).toBe(1)
  expect(await page.getByRole('img', { name: 'Terms of their running contracts' }).isVisible()).toBe(true)
  await page.getByRole('link', { name: 'Compare', exact: true }).click()
  await page.getByRole('main').getByRole('link', { name: 'Pellucare', exact: true }).click()
  await page.waitForURL(/\/technologies\/pellucare\/peers$/)
  const table = page.getByRole('region', { name: 'All authorities' }).getByRole('table')
  expect(await table.getByRole('rowheader').count()).toBeGreaterThanOrEqual(33)
  await table.getByRole('link', { name: '£ a year' }).click()
  await page.waitForURL(/sort=annual/)
  expect(await table.getByRole('columnheader', { name: '£ a year' }).getAttribute('aria-sort')).toBe(
    'ascending',
  )
})

it('finds a supplier to add and takes one out again', async () => {
  const page = await openPage()
  await page.goto(`${site}/suppliers/pellucent-care-systems-ltd`)
  await page.getByRole('link', { name: 'Compare it with others' }).click()
  await page.getByRole('searchbox').fill('sable')
  await page.getByRole('button', { name: 'Look', exact: true }).click()
  await page.getByLabel(/Sable Combe Data Ltd/).check()
  await page.getByRole('button', { name: 'Add and compare' }).click()
  expect(await page.getByRole('columnheader', { name: 'Sable Combe Data Ltd' }).first().isVisible()).toBe(
    true,
  )
  await page.getByRole('link', { name: 'Take out Sable Combe Data Ltd' }).click()
  expect(await page.getByText('Choose at least one more.').isVisible()).toBe(true)
})

it.each([
  '/market',
  COMPARED,
  '/suppliers/compare?supplier=pellucent-care-systems-ltd&q=sable',
  '/suppliers',
  '/technologies/pellucare/peers?sort=annual&order=desc',
  '/service-areas/adult-social-care/peers',
  '/market/concentration',
  '/market/concentration?service_area=revenues',
  '/market/concentration/over-time',
])('%s is fit for everybody and loads without an error', async (path) => {
  const page = await openPage()
  const errors = noteErrors(page)
  expect(await faultsOf(page, site + path)).toEqual([])
  expect(errors).toEqual([])
})
