import { describe, expect, it } from 'vitest'
import { liftWithholding } from '../../../src/contracts/withhold-field.ts'
import { keysOfContract, withholdingsInForce } from '../../../src/contracts/withholding-queries.ts'
import { valuesAsRead } from '../../../src/returns/prefill-values-queries.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { publicAddresses } from '../../support/public-addresses.ts'
import { contractIdOf } from '../../support/register-rows.ts'
import { publicAnswer } from '../../support/twin-registers.ts'
import { useWebApp } from '../../support/web-app.ts'
import {
  CLOCK,
  type Database,
  GROUND,
  makeDerivedRegister,
  SECRETS,
  withhold,
} from '../../support/withheld-scene.ts'

const first = useWebApp(CLOCK, (database) => makeDerivedRegister(database, SECRETS[0]))
const second = useWebApp(CLOCK, (database) => makeDerivedRegister(database, SECRETS[1]))

const WORDS = SECRETS.flatMap(({ name, later, firm }) => [name, later, firm, ...firm.split(' ').slice(0, 2)])
const ADDRESSES = publicAddresses(WORDS)
const TITLES = ['Guest house', 'Locks', 'Gates', 'Alarm lines', 'Cameras', 'Vaults', 'Bells']

async function alike(url: (database: Database) => Promise<string>): Promise<string> {
  const [one, other] = await Promise.all(
    [first(), second()].map(async ({ app, database }) => publicAnswer(app, await url(database))),
  )
  expect(other).toBe(one)
  return one ?? ''
}

describe('two registers that differ in what is withheld alone', () => {
  it.each(ADDRESSES)('answer %s with the same bytes', async (address) => {
    await alike(async () => address)
  })

  it.each(TITLES)('show the same of %s, its history and its cells', async (title) => {
    for (const root of ['/contracts', '/api/v1/contracts']) {
      const shown = await alike(async (database) => `${root}/${await contractIdOf(database, title)}`)
      expect(shown).toContain(title)
      for (const word of WORDS) expect(shown).not.toContain(word)
    }
  })

  it.each(TITLES)('show the same of what is derived from %s', async (title) => {
    for (const root of ['/opportunities', '/api/v1/opportunities'])
      await alike(async (database) => {
        const contract = await contractIdOf(database, title)
        const [row] = await database.sql<
          { id: string }[]
        >`select id from opportunities where contract_id = ${contract}`
        return `${root}/${row?.id ?? 'none'}`
      })
  })

  it('hold no trace of it in any table that the public reads', async () => {
    for (const { database } of [first(), second()]) {
      const [row] = await database.sql<{ held: string }[]>`
        select concat((select json_agg(c) from contracts c), (select json_agg(s) from contract_search s),
          (select json_agg(n) from supplier_names n), (select json_agg(p) from suppliers p),
          (select json_agg(d) from deployments d), (select json_agg(w) from search_words w),
          (select json_agg(v.values - 'notes') from contract_versions v),
          (select json_agg(v.values - 'notes') from deployment_versions v)) as held`
      const held = (row?.held ?? '').replace(/"(notes|satisfaction)":"?[^,"}]*/g, '')
      for (const word of [...WORDS, ...WORDS.map((one) => one.toLowerCase())])
        expect(held).not.toContain(word)
    }
  })
})

describe('an end given to its quarter', () => {
  it('is a quarter in every list and file, and a day in none', async () => {
    const { app } = first()
    const seen = async (url: string) => (await app.inject({ url })).body
    for (const url of ['/contracts?q=alarm', '/opportunities?q=alarm', '/opportunities/timeline?q=alarm']) {
      const page = await seen(url)
      expect([url, page.includes('2nd quarter 2027')]).toEqual([url, true])
      expect([url, page.includes('30 June 2027')]).toEqual([url, false])
    }
    const { contracts } = JSON.parse(await seen('/api/v1/contracts?q=alarm'))
    expect(contracts[0]).toMatchObject({
      current_end_on: '2027-06-30',
      day_precision: { current_end_on: 'quarter' },
    })
    const { opportunities } = JSON.parse(await seen('/api/v1/opportunities?q=alarm'))
    expect(opportunities[0]).toMatchObject({ end_precision: 'quarter' })
    expect(opportunities[0].confidence.parts).toContainEqual({
      reason: 'the end is given to its quarter only',
      points: -10,
    })
    expect(await seen('/contracts.csv?q=alarm')).toContain('current_end_on: quarter')
    expect(await seen('/contracts.json?q=alarm')).toContain('"day_precision":"current_end_on: quarter"')
    expect(await seen('/opportunities.csv?q=alarm')).toContain(',quarter,')
    for (const url of ['/api/v1/ocds/releases', '/api/v1/authorities/camden/transparency-code.csv'])
      expect(await seen(url)).not.toContain('2027-06-30')
    expect(await seen('/opportunities/calendar?month=2027-06')).not.toContain('Alarm lines')
  })
})

describe('what is withheld', () => {
  it('is stated with its reason, its ground and when it is looked at again', async () => {
    const { app, database } = first()
    const { body } = await app.inject(`/api/v1/contracts/${await contractIdOf(database, 'Gates')}`)
    expect(JSON.parse(body).withheld).toEqual([
      {
        field: 'value_annual',
        reason: 'commercial',
        ground: GROUND,
        review_on: '2027-03-01',
        precision: 'full',
      },
    ])
  })

  it('stays known to its authority, whose next return is filled with it', async () => {
    const { database } = first()
    const id = await contractIdOf(database, 'Locks')
    expect(await valuesAsRead(database.db, 'contracts', [id])).toMatchObject([
      { supplier_name_raw: SECRETS[0].firm },
    ])
  })

  it('is the same contract in the next return, however its supplier is hidden', async () => {
    const [row] = await first().database.sql`select count(*)::int as n from contracts`
    expect(row).toEqual({ n: TITLES.length })
  })

  it('is public again once lifted, and after a withdrawal of the return no more than before', async () => {
    const { app, database } = first()
    const id = await contractIdOf(database, 'Locks')
    const authority = (await keysOfContract(database.db, id))?.authority_id ?? 0
    const found = (await withholdingsInForce(database.db, authority)).find((one) => one.contract_id === id)
    expect(await liftWithholding(database, found?.id ?? 0, 'test')).toEqual({ status: 'lifted' })
    expect(await liftWithholding(database, found?.id ?? 0, 'test')).toEqual({ status: 'already_lifted' })
    const shown = JSON.parse((await app.inject(`/api/v1/contracts/${id}`)).body)
    expect(shown).toMatchObject({ supplier_name_raw: SECRETS[0].firm, withheld: [] })
    expect(shown.suppliers).toHaveLength(1)
    expect(JSON.parse((await app.inject('/api/v1/contracts?q=zephyrine')).body).total).toBe(1)
    await withhold(database, 'Locks', 'supplier_name_raw')
    const [latest] = await database.sql<{ id: string }[]>`
      select id from returns where kind = 'contracts' order by publication desc limit 1`
    await withdrawReturn(database, latest?.id ?? '', 'test', 'to see')
    expect(await publicAnswer(app, `/api/v1/contracts/${id}`)).not.toContain('Zephyrine')
    expect(JSON.parse((await app.inject('/api/v1/contracts?q=zephyrine')).body).total).toBe(0)
  })

  it('cannot be changed or forgotten', async () => {
    const { sql } = first().database
    await expect(sql`update withholdings set reason = 'other'`).rejects.toThrow(/lifted once/)
    await expect(sql`delete from withholdings`).rejects.toThrow(/lifted once/)
  })
})
