import { beforeAll, describe, expect, it } from 'vitest'
import { withholdField } from '../../../src/contracts/withhold-field.ts'
import { keysOfContract } from '../../../src/contracts/withholding-queries.ts'
import { readCsv } from '../../../src/lib/csv.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { contractIdOf, makeAuthorities } from '../../support/register-rows.ts'
import { storeReadReturn } from '../../support/stored-return.ts'
import { useWebApp } from '../../support/web-app.ts'

const supplier_name_raw = 'Sable Combe Data Ltd'
const bins = { local_reference: 'C1', title: 'Bins', supplier_name_raw, current_end_on: '2026-09-30' }
const locks = { local_reference: 'C2', title: 'Locks', supplier_name_raw, value_annual: 1_000_00 }
const gates = { local_reference: 'C3', title: 'Gates', supplier_name_raw }

const server = useWebApp(
  () => Date.parse('2026-11-21T12:00:00Z'),
  async (database) => {
    await makeAuthorities(database)
    const publishedOn = async (day: string, slug: string, rows: (typeof bins)[] | object[]) => {
      const id = await storeReadReturn(database.sql, slug, rows as never)
      await publishReturn(database, id, 'test')
      await database.sql`update returns set published_at = ${`${day}T12:00:00Z`}::timestamptz where id = ${id}`
      return id
    }
    await publishedOn('2026-03-01', 'camden', [bins, locks])
    await publishedOn('2026-04-01', 'sutton', [{ ...gates, title: 'Sutton gates' }])
    await publishedOn('2026-06-01', 'camden', [
      { ...bins, title: 'Bins and boxes', current_end_on: '2028-09-30' },
      gates,
    ])
    const wrong = await publishedOn('2026-08-01', 'camden', [{ ...bins, title: 'A mistake' }])
    await withdrawReturn(database, wrong, 'test', 'wrong file')
  },
)
const get = (url: string) => server().app.inject({ url })
const list = async (query: string) => (await get(`/api/v1/contracts?${query}`)).json()
const titles = async (query: string) =>
  (await list(query)).contracts.map((one: { title: string }) => one.title).sort()

describe('the register as it stood on a past day', () => {
  it('has what was published by the end of the day, as it read then', async () => {
    expect(await titles('as_at=2026-02-28')).toEqual([])
    expect(await titles('as_at=2026-03-01')).toEqual(['Bins', 'Locks'])
    expect(await titles('as_at=2026-05-31')).toEqual(['Bins', 'Locks', 'Sutton gates'])
    expect(await titles('as_at=2026-06-01')).toEqual(['Bins and boxes', 'Gates', 'Locks', 'Sutton gates'])
    expect(await titles('as_at=2026-11-21')).toEqual(await titles(''))
  })

  it('never had what was withdrawn since', async () => {
    expect(await titles('as_at=2026-08-02')).toEqual(['Bins and boxes', 'Gates', 'Locks', 'Sutton gates'])
    expect((await list('as_at=2026-08-02&q=mistake')).total).toBe(0)
  })

  it('is searched by the words of then, and filtered and counted by the values of then', async () => {
    expect(await titles('as_at=2026-05-31&q=boxes')).toEqual([])
    expect(await titles('as_at=2026-06-01&q=boxes')).toEqual(['Bins and boxes'])
    const then = await list('as_at=2026-05-31&current_end_to=2026-12-31&facets=include')
    expect(then).toMatchObject({ as_at: '2026-05-31', total: 3, not_stated: { current_end: 2 } })
    expect(then.facets.end_year).toEqual([{ value: '2026', label: null, contracts: 1 }])
    expect(then.facets.authority.map((one: { value: string }) => one.value).sort()).toEqual([
      'camden',
      'sutton',
    ])
    expect(await titles('as_at=2026-05-31&status=running')).toEqual(['Bins'])
    expect(await titles('as_at=2026-11-21&authority=sutton')).toEqual(['Sutton gates'])
  })

  it('says when each was last confirmed by then', async () => {
    const confirmed = async (day: string) =>
      Object.fromEntries(
        (await list(`as_at=${day}&authority=camden`)).contracts.map(
          (one: { title: string; confirmed_at: string }) => [one.title, one.confirmed_at.slice(0, 10)],
        ),
      )
    expect(await confirmed('2026-05-31')).toEqual({ Bins: '2026-03-01', Locks: '2026-03-01' })
    expect(await confirmed('2026-06-30')).toMatchObject({ Gates: '2026-06-01', Locks: '2026-03-01' })
  })

  it('leads from page to page without losing one, and leaves as files', async () => {
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = await list(`as_at=2026-06-01&limit=1${cursor}`)
      seen.push(...page.contracts.map((one: { title: string }) => one.title))
      if (page.next_cursor === null) break
      cursor = `&cursor=${page.next_cursor}`
    }
    const rows = readCsv((await get('/contracts.csv?as_at=2026-06-01')).body.replace(/^\uFEFF/, ''))
    expect(rows.map(({ title }) => title)).toEqual(seen)
    expect(seen).toHaveLength(4)
    expect(rows[0]).toMatchObject({ supplier_as_typed: supplier_name_raw, suppliers: '' })
  })

  it('is said to be the past on the page, with the way back', async () => {
    const page = (await get('/contracts?as_at=31+May+2026')).body
    expect(page).toContain('3 contracts as the register stood on 31 May 2026')
    expect(page).toContain('See it as it stands today')
    expect(page).toContain('>Bins<')
  })

  it.each(['as_at=2027-01-01', 'as_at=2026-05-31&age=under_6_months', 'as_at=yesterday'])(
    'is refused, never passed over: %s',
    async (query) => {
      expect((await get(`/api/v1/contracts?${query}`)).statusCode).toBe(400)
      expect((await get(`/contracts?${query}`)).statusCode).toBe(400)
      expect((await get(`/api/v1/ocds/releases?${query}`)).statusCode).toBe(400)
    },
  )
})

describe('what is withheld today', () => {
  beforeAll(async () => {
    const { database } = server()
    const contractId = await contractIdOf(database, 'Locks')
    const keys = await keysOfContract(database.db, contractId)
    const outcome = await withholdField(database, {
      authorityId: keys?.authority_id ?? 0,
      contractId,
      keys,
      field: 'value_annual',
      reason: 'commercial',
      ground: 'section 94 Procurement Act 2023',
      precision: 'full',
      reviewOn: '2027-03-01',
      actor: 'test',
    })
    expect(outcome.status).toBe('withheld')
  })

  it('is in the register of no past day', async () => {
    const then = (await list('as_at=2026-05-31&q=locks')).contracts
    expect(then).toMatchObject([{ title: 'Locks', value: null }])
    expect((await list('as_at=2026-05-31&value_from=1&value_not_stated=exclude')).total).toBe(0)
  })
})
