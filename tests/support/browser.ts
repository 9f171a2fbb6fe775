// How does a test look at the product as a person does, in a real browser?
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'

/** Opens a page of its own for one test, in a window that shares nothing with any other; it closes when the test ends. */
export type OpenPage = (options?: BrowserContextOptions) => Promise<Page>

/** One browser for all tests of a file, the one at CHROMIUM_PATH. */
export function useBrowser(): OpenPage {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())
  return async (options) => {
    if (browser === undefined) throw new Error('The browser is there only inside tests.')
    const context = await browser.newContext(options)
    onTestFinished(() => context.close())
    return context.newPage()
  }
}

function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH
  if (!executablePath) throw new Error('CHROMIUM_PATH must name a browser; `npm test -- end` finds one.')
  // Chromium's own sandbox refuses to run for the root user, which is who runs tests in most containers.
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
}
