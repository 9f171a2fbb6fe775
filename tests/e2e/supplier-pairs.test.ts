import type { BrowserContextOptions } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { setUpSecondFactor, signedIn, useApp } from '../support/accounts-app.ts'
import { useBrowser } from '../support/browser.ts'
import { faultsOf, noteErrors } from '../support/look-at-page.ts'
import { makeAuthorities, makeReturn } from '../support/register-rows.ts'

const COOKIE = {
  domain: '127.0.0.1',
  path: '/',
  expires: -1,
  httpOnly: true,
  secure: false,
  sameSite: 'Lax',
} as const

const row = (title: string, supplier_name_raw: string, value_whole_term_net: number) => ({
  title,
  supplier_name_raw,
  value_whole_term_net,
})

let site = ''
let judge: BrowserContextOptions = {}
const server = useApp()
const browse = useBrowser()

beforeAll(async () => {
  const database = { db: server.deps.db, sql: server.sql, url: server.deps.databaseUrl }
  await makeAuthorities(database)
  const camden = [row('Lifts', 'Tidewell Lifts Ltd', 900_000_00), row('Play', 'Norbury Play plc', 500_00)]
  const hackney = [row('Lifts', 'TIDEWELL LIFTS PLC', 500_000_00), row('Play', 'Norbury Play Ltd', 900_00)]
  camden.push(row('Roofs', 'Wexmere Roofs plc', 10_00))
  hackney.push(row('Roofs', 'Wexmere Roofs Ltd', 20_00))
  await makeReturn(database, { authority: 'camden', contracts: camden })
  await makeReturn(database, { authority: 'hackney', contracts: hackney })
  site = await server.app.listen({ host: '127.0.0.1', port: 0 })
  const admin = await signedIn(server, { email: 'admin@example.org', role: 'admin' })
  await setUpSecondFactor(admin)
  const cookies = [...admin.browser.cookies].map(([name, value]) => ({ name, value, ...COOKIE }))
  judge = { storageState: { cookies, origins: [] } }
})

describe('the queue of suppliers to judge', () => {
  it('has no fault by day and by night, nor has the page of a supplier', async () => {
    const page = await browse(judge)
    expect(await faultsOf(page, `${site}/suppliers/pairs`)).toEqual([])
    expect(await page.getByRole('button', { name: 'Same supplier: pair 1' }).isVisible()).toBe(true)
    expect(await faultsOf(page, `${site}/suppliers/tidewell-lifts-ltd`)).toEqual([])
  })

  it('is answered by single keys, but not while a reason is typed or once they are turned off', async () => {
    const page = await browse(judge)
    const errors = noteErrors(page)
    const waiting = async (count: string) => {
      await page.getByText(`${count} to judge`).first().waitFor()
      await page.getByText('Single keys').waitFor()
    }
    await page.goto(`${site}/suppliers/pairs`)
    await waiting('3 pairs')

    await page.getByLabel('Why').pressSequentially('sud')
    expect(await page.getByLabel('Why').inputValue()).toBe('sud')
    await page.getByLabel('Single keys').uncheck()
    await page.keyboard.press('s')
    await page.reload()
    await waiting('3 pairs')
    await page.getByLabel('Single keys').check()

    await page.keyboard.press('s')
    await waiting('2 pairs')
    await page.keyboard.press('d')
    await waiting('1 pair')
    await page.keyboard.press('u')
    await page.getByText('Nothing waits to be judged').waitFor()

    const told = await server.sql<{ verdict: string }[]>`
      select verdict from supplier_judgements where revoked_at is null order by id`
    expect(told.map(({ verdict }) => verdict)).toEqual(['same', 'different', 'unsure'])
    expect(errors).toEqual([])
  })
})
