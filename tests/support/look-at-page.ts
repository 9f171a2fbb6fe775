// What is wrong with a page for whoever looks at it: by day, by night, on a telephone, with a screen reader?
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block']

/** One sentence for each fault: what axe finds by day and by night, and what sticks out of a screen 320 wide. */
export async function faultsOf(page: Page, url: string): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(url)
  const faults: string[] = []
  const width = Number(await page.evaluate('document.documentElement.scrollWidth'))
  if (width > 320) faults.push(`320 wide: the page is ${width} wide`)
  await page.setViewportSize({ width: 1280, height: 900 })
  faults.push(...(await axeFaults(page, 'light', (axe) => axe.withTags(RULES))))
  faults.push(...(await axeFaults(page, 'dark', (axe) => axe.withRules(RULES_OF_COLOUR))))
  await page.emulateMedia({ colorScheme: 'light' })
  return faults
}

async function axeFaults(
  page: Page,
  colorScheme: 'light' | 'dark',
  choose: (axe: AxeBuilder) => AxeBuilder,
): Promise<string[]> {
  await page.emulateMedia({ colorScheme })
  // Without frames there is nothing for the slower mode to protect.
  const { violations } = await choose(new AxeBuilder({ page }).setLegacyMode(true)).analyze()
  return violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0]?.html}`)
}

/** Notes errors of scripts, of the console and of the content policy from now on. */
export function noteErrors(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return errors
}
