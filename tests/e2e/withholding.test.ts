import { beforeAll, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { faultsOf, noteErrors } from '../support/look-at-page.ts'
import { contractIdOf } from '../support/register-rows.ts'
import { makeScene, SCENE_NOW } from '../support/sample-scene.ts'
import { officerOf, useWebApp } from '../support/web-app.ts'

const server = useWebApp(() => SCENE_NOW, makeScene)
const openPage = useBrowser()
let site = ''

beforeAll(async () => {
  site = await server().app.listen({ host: '127.0.0.1', port: 0 })
})

const openAs = async (authority: string) =>
  openPage({ extraHTTPHeaders: await officerOf(server().database, authority) })

it('shows what an authority withholds and shares on pages that anybody can use', async () => {
  const id = await contractIdOf(server().database, 'Payroll and HR system (phase 2)')
  const page = await openAs('camden')
  const errors = noteErrors(page)
  for (const [path, heading] of [
    ['/shared', 'What authorities share'],
    ['/withholdings', 'What is withheld'],
    ['/withholdings/rule', 'Withhold something of every contract'],
    [`/contracts/${id}/withholdings`, 'Withhold something of Payroll and HR system (phase 2)'],
  ]) {
    expect([path, await faultsOf(page, site + path)]).toEqual([path, []])
    expect(await page.locator('h1').textContent()).toBe(heading)
  }
  expect(errors).toEqual([])
})
