import { beforeAll, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { faultsOf, noteErrors } from '../support/look-at-page.ts'
import { makeScene, SCENE_NOW } from '../support/sample-scene.ts'
import { useWebApp } from '../support/web-app.ts'

const server = useWebApp(() => SCENE_NOW, makeScene)
const openPage = useBrowser()
let site = ''

beforeAll(async () => {
  site = await server().app.listen({ host: '127.0.0.1', port: 0 })
})

it('leads from the home page to a contract by keyboard alone', async () => {
  const page = await openPage()
  await page.goto(site)
  await page.getByRole('searchbox').focus()
  await page.keyboard.type('payroll')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/contracts\?.*q=payroll/)
  await page
    .getByRole('main')
    .getByRole('link', { name: /payroll/i })
    .first()
    .focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/contracts\/[^?]+$/)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/payroll/i)
})

it('lets the first press of Tab pass over the navigation, and shows where the keyboard is', async () => {
  const page = await openPage()
  await page.goto(`${site}/contracts`)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to main content' })
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to main content')
  expect((await skip.boundingBox())?.height).toBeGreaterThan(20)
  await page.keyboard.press('Enter')
  expect(await page.evaluate('document.activeElement.id')).toBe('main-content')
})

it('searches, filters and follows a value to its cell without scripts', async () => {
  const page = await openPage({ javaScriptEnabled: false })
  await page.goto(site)
  await page.getByRole('searchbox').fill('payroll')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.locator('summary', { hasText: 'Boroughs' }).click()
  await page.getByLabel('Camden').check()
  await page.getByLabel('To, current end').fill('31/12/2029')
  await page.getByLabel('Leave out contracts that state no end').check()
  await page.getByRole('button', { name: 'Apply filters' }).click()
  const sentence = await page.locator('.t3-sentence').textContent()
  expect(sentence).toMatch(/contracts with “payroll” in Camden ending by 31 December 2029/)
  await page.locator('.t3-row__title a').first().click()
  const row = page.getByRole('row', { name: /^Current end date/ })
  expect(await row.getByRole('cell').last().textContent()).toMatch(/^Row \d+, column G$/)
})

it('leads from the error summary to the field that is wrong', async () => {
  const page = await openPage()
  await page.goto(`${site}/contracts?current_end_from=soon`)
  await page.getByRole('link', { name: /Enter the first day/ }).click()
  expect(await page.evaluate('document.activeElement.id')).toBe('current_end_from')
})

it('leaves out on paper what only a screen needs', async () => {
  const page = await openPage()
  await page.goto(`${site}/contracts`)
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('navigation').first().isVisible()).toBe(false)
  expect(await page.locator('.t3-filters').isVisible()).toBe(false)
  expect(await page.locator('.t3-row').first().isVisible()).toBe(true)
})

it.each([
  '/',
  '/contracts',
  '/contracts?q=payroll&authority=camden',
  '/contracts?q=nothing-is-called-so',
  '/about',
  '/accessibility',
  '/api',
])('%s is fit for everybody and loads without an error', async (path) => {
  const page = await openPage()
  const errors = noteErrors(page)
  expect(await faultsOf(page, site + path)).toEqual([])
  expect(errors).toEqual([])
})

it.each(['/contracts?current_end_from=soon', '/nothing-here'])(
  'the error page of %s is fit for everybody',
  async (path) => {
    expect(await faultsOf(await openPage(), site + path)).toEqual([])
  },
)

it('the page of a contract with options is fit for everybody and draws its term', async () => {
  const page = await openPage()
  const errors = noteErrors(page)
  await page.goto(`${site}/contracts?authority=camden`)
  await page.locator('.t3-row', { hasText: 'may be extended' }).first().getByRole('link').click()
  expect(await faultsOf(page, page.url())).toEqual([])
  expect(await page.getByRole('img', { name: /^Agreed from .*; may be extended from/ }).isVisible()).toBe(
    true,
  )
  expect(errors).toEqual([])
})

it('lets the API be browsed under the same content policy', async () => {
  const page = await openPage()
  const errors = noteErrors(page)
  await page.goto(`${site}/api/docs`)
  await page.getByText('Search contracts').waitFor()
  expect(errors).toEqual([])
})
