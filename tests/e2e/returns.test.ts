import { beforeAll, expect, it } from 'vitest'
import { type OpenPage, useBrowser } from '../support/browser.ts'
import { faultsOf, noteErrors } from '../support/look-at-page.ts'
import { withWorkers } from '../support/pipeline.ts'
import { makeOpenReturns, makeScene, SCENE_NOW } from '../support/sample-scene.ts'
import { officerOf, useWebApp } from '../support/web-app.ts'

const FILE = {
  name: 'hackney register.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      'Contract reference,Contract title,Supplier name,Start date,End date,Contract value',
      'HAC-1,Zebra crossings,Stripe Ltd,01/04/2025,31/03/2028,"£12,500.00"',
      'HAC-2,Bollards,Post & Sons Ltd,01/04/2025,31/02/2028,900',
      'HAC-3,Street trees,Elm Co,01/04/2025,TBC,1500',
      '',
    ].join('\r\n'),
  ),
}

let open: Awaited<ReturnType<typeof makeOpenReturns>>
let site = ''
const server = useWebApp(
  () => SCENE_NOW,
  async (database) => {
    await makeScene(database, false)
    open = await makeOpenReturns(database)
  },
)
const browse = useBrowser()
let openAs: (authority: string, options?: Parameters<OpenPage>[0]) => ReturnType<OpenPage>

beforeAll(async () => {
  site = await server().app.listen({ host: '127.0.0.1', port: 0 })
  openAs = async (authority, options) =>
    browse({ ...options, extraHTTPHeaders: await officerOf(server().database, authority) })
})

it('takes a file from the form to the public page, the page telling how far it is', async () => {
  await withWorkers(server().deps)
  const page = await openAs('hackney')
  const errors = noteErrors(page)
  await page.goto(`${site}/returns/new`)
  await page.getByLabel('The file').setInputFiles(FILE)
  await page.getByRole('button', { name: 'Hand in' }).click()
  await page.getByRole('button', { name: 'Publish' }).waitFor({ timeout: 20_000 })
  const hub = page.url()
  await page.getByRole('link', { name: 'What was found in the cells' }).click()
  expect(await page.getByRole('heading', { level: 2, name: 'Errors' }).isVisible()).toBe(true)
  expect(await page.getByText('31/02/2028', { exact: true }).first().isVisible()).toBe(true)
  expect(await faultsOf(page, page.url())).toEqual([])
  expect(await faultsOf(page, hub)).toEqual([])
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('2 contracts new').waitFor()
  await page.getByRole('link', { name: 'See the contracts of Hackney' }).click()
  await page.getByRole('searchbox').fill('zebra')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Zebra crossings' }).waitFor()
  expect(errors).toEqual([])
})

it('hands in a file without scripts, and tells how to look again', async () => {
  const page = await openAs('lewisham', { javaScriptEnabled: false })
  await page.goto(`${site}/returns/new`)
  await page.getByLabel('The file').setInputFiles(FILE)
  await page.getByRole('button', { name: 'Hand in' }).click()
  await page.getByText('The file is kept and waits to be read.').waitFor()
  await page.getByRole('link', { name: 'Check again' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('hackney register.csv')
})

it('says beside the field what is missing', async () => {
  const page = await openAs('camden')
  await page.goto(`${site}/returns/new`)
  await page.getByRole('button', { name: 'Hand in' }).click()
  await page.getByRole('link', { name: 'Choose the file of the return' }).click()
  expect(await page.evaluate('document.activeElement.id')).toBe('file')
})

it.each(['new', 'list', 'read', 'reading', 'refused'] as const)(
  'the page "%s" of returns is fit for everybody',
  async (which) => {
    const page = await openAs('camden')
    const errors = noteErrors(page)
    const path = which === 'new' ? '/returns/new' : which === 'list' ? '/returns' : `/returns/${open[which]}`
    expect(await faultsOf(page, site + path)).toEqual([])
    expect(errors).toEqual([])
  },
)
