import { describe, expect, it } from 'vitest'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { makeAuthorities } from '../../support/register-rows.ts'
import { storeReadReturn } from '../../support/stored-return.ts'
import { useWebApp } from '../../support/web-app.ts'

const CONTRACTS = 400
const web = useWebApp(
  () => Date.parse('2026-11-21T12:00:00Z'),
  async (database) => {
    await makeAuthorities(database)
    const rows = Array.from({ length: CONTRACTS }, (_, at) => ({
      local_reference: `R${at}`,
      title: `Contract ${at}`,
      description: 'words '.repeat(60),
      supplier_name_raw: `Supplier ${at % 7} Ltd`,
      current_end_on: `2027-0${1 + (at % 9)}-15`,
    }))
    await publishReturn(database, await storeReadReturn(database.sql, 'camden', rows), 'test')
  },
)
const FORMS = [
  '/contracts.csv',
  '/contracts.json',
  '/contracts.xlsx',
  '/contracts.jsonl',
  '/api/v1/ocds/releases',
]

function ask(url: string, address: number) {
  return web().app.inject({ url, remoteAddress: `192.0.2.${address}` })
}

describe('whole files asked for by twenty at once', () => {
  it.each(FORMS)('come whole or with a time to ask again, while pages are read: %s', async (url) => {
    const alone = await ask(url, 1)
    expect(alone.statusCode).toBe(200)
    const askers = Array.from({ length: 20 }, (_, at) => ask(url, 2 + at))
    const page = await ask('/contracts?q=contract', 50)
    expect(page.statusCode).toBe(200)
    const answers = await Promise.all(askers)
    const whole = answers.filter(({ statusCode }) => statusCode === 200)
    expect(whole.length).toBeGreaterThanOrEqual(8)
    for (const { rawPayload } of whole) expect(rawPayload.length).toBe(alone.rawPayload.length)
    for (const answer of answers.filter((one) => !whole.includes(one))) {
      expect(answer.statusCode).toBe(429)
      expect(answer.headers['retry-after']).toBe('5')
    }
    expect((await ask(url, 60)).statusCode).toBe(200)
  })

  it('never keep more than one statement of the database busy', async () => {
    const { sql } = web().database
    let most = 0
    let isOver = false
    const watch = (async () => {
      while (!isOver) {
        const [row] = await sql<{ busy: number }[]>`select count(*)::int as busy from pg_stat_activity
          where application_name = 'thirty3 files' and state = 'active' and datname = current_database()`
        most = Math.max(most, row?.busy ?? 0)
      }
    })()
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => ask('/contracts.csv', 70 + at)))
    isOver = true
    await watch
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200))
    expect(most).toBe(1)
  })
})
