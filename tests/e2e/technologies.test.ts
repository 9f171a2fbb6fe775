import { AxeBuilder } from '@axe-core/playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { SCENE_NOW } from '../support/sample-scene.ts'
import { makeTechnologyScene } from '../support/technology-scene.ts'
import { useWebApp } from '../support/web-app.ts'

const server = useWebApp(() => SCENE_NOW, makeTechnologyScene)
const openPage = useBrowser()
let site = ''

beforeAll(async () => {
  site = await server().app.listen({ host: '127.0.0.1', port: 0 })
})

it.each([true, false])(
  'leads from a name to who else runs it, to the cell and to the contract (scripts: %s)',
  async (scripts) => {
    const page = await openPage({ javaScriptEnabled: scripts })
    await page.goto(`${site}/technologies`)
    await page.getByRole('searchbox').fill('pellucent pellucare')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('link', { name: 'Pellucare' }).click()
    await page.waitForURL(/\/technologies\/pellucare$/)
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      'Camden: all technologies',
      'Sutton: all technologies',
    ])
    await page.getByText('Where each value comes from').first().click()
    expect(await page.getByRole('cell', { name: 'Row 2, column E' }).first().isVisible()).toBe(true)
    await page.getByRole('link', { name: 'Social care <system>' }).click()
    await page.waitForURL(/\/contracts\/[^?]+$/)
  },
)

describe.each([
  '/technologies',
  '/technologies?q=nothing-is-called-so',
  '/technologies?authority=nowhere',
  '/technologies/pellucare',
])('%s', (path) => {
  it('has no fault that axe finds under WCAG 2.2 AA', async () => {
    const page = await openPage()
    await page.goto(site + path)
    for (const summary of await page.locator('summary').all()) await summary.click()
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })

  it('needs no sideways scrolling on a narrow screen', async () => {
    const page = await openPage({ viewport: { width: 320, height: 640 } })
    await page.goto(site + path)
    for (const summary of await page.locator('summary').all()) await summary.click()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  })
})
