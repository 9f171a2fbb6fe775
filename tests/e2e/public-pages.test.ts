import { AxeBuilder } from '@axe-core/playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
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

it('searches without scripts', async () => {
  const page = await openPage({ javaScriptEnabled: false })
  await page.goto(site)
  await page.getByRole('searchbox').fill('payroll')
  await page.getByRole('button', { name: 'Search' }).click()
  expect(
    await page
      .getByRole('main')
      .getByRole('link', { name: /payroll/i })
      .count(),
  ).toBeGreaterThan(0)
})

describe.each(['/', '/contracts', '/contracts?q=payroll', '/contracts?q=nothing-is-called-so'])(
  '%s',
  (path) => {
    it('has no fault that axe finds under WCAG 2.2 AA', async () => {
      const page = await openPage()
      await page.goto(site + path)
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    })

    it('needs no sideways scrolling on a narrow screen', async () => {
      const page = await openPage({ viewport: { width: 320, height: 640 } })
      await page.goto(site + path)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
    })

    it('loads without an error in the console', async () => {
      const page = await openPage()
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text())
      })
      await page.goto(site + path, { waitUntil: 'networkidle' })
      expect(errors).toEqual([])
    })
  },
)
