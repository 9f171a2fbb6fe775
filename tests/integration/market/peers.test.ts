import { describe, expect, it } from 'vitest'
import { yearlyPence } from '../../support/market-arithmetic.ts'
import { makeMarketScene, SCENE_CONTRACTS, type SceneContract } from '../../support/market-scene.ts'
import { SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

const server = useWebApp(() => SCENE_NOW, makeMarketScene)

interface Row {
  authority: { slug: string; name: string }
  state: string
  why: string
  maker: string | null
  suppliers: { name: string; role: string | null }[]
  supplier_withheld: boolean
  users: number | null
  annual_pounds: string | null
  annual_vat: string | null
  annual_why_not: string | null
  per_1000_residents: string | null
  per_user: string | null
  current_end_on: string | null
  max_end_on: string | null
  [field: string]: unknown
}

async function peers(address = '/technologies/pellucare/peers', query = '') {
  const answer = await server().app.inject(`/api/v1${address}?${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const rowsOf = async (address?: string, query?: string): Promise<Row[]> => (await peers(address, query)).rows
/** Worked out from what was stated. */
function expectedPrice(contract: SceneContract, pence: number, residents: number, found: Row[]) {
  const pounds = (exact: number) => (Math.round(exact) / 100).toFixed(2)
  const whole = contract.value_whole_term_gross ? 'gross' : 'net'
  const [users] = found.map((row) => row.users)
  return {
    annual_pounds: pounds(pence),
    annual_vat: contract.value_annual ? 'not_stated' : whole,
    per_1000_residents: pounds((pence * 1000) / residents),
    per_user: users && found.length === 1 ? pounds(pence / users) : null,
  }
}

const of = (rows: Row[], slug: string) => rows.filter(({ authority }) => authority.slug === slug)

describe('the peers of a product', () => {
  it('are all 33 authorities, each uses, does not, or has not said', async () => {
    const answer = await peers()
    const slugs = new Set(answer.rows.map((row: Row) => row.authority.slug))
    const [count] = await server().database.sql`select count(*)::int as n from authorities where in_london`
    expect(slugs.size).toBe(33)
    expect(count).toEqual({ n: 33 })
    expect(answer.authorities).toEqual({ uses: 9, does_not: 4, not_reported: 20 })
    for (const [slug, state, why] of [
      ['lewisham', 'does_not', 'not in its systems return'],
      ['sutton', 'does_not', 'not in its systems return'],
      ['merton', 'does_not', 'listed as retired'],
      ['newham', 'does_not', 'planned, not yet in use'],
      ['islington', 'not_reported', 'no systems return published'],
    ] as const)
      expect(of(answer.rows, slug)).toMatchObject([{ state, why, annual_pounds: null }])
  })

  it('for a service area say nothing of an authority whose systems name no area of our list', async () => {
    const rows = await rowsOf('/service-areas/adult-social-care/peers')
    expect(of(rows, 'sutton')).toMatchObject([{ state: 'not_reported' }])
    expect(of(rows, 'lewisham')).toMatchObject([{ state: 'does_not' }])
    expect(new Set(rows.map((row) => row.authority.slug)).size).toBe(33)
  })

  it('pay what their contracts come to, once each, with the basis, and for each thousand residents and user', async () => {
    const rows = await rowsOf()
    const people = new Map(
      (
        await server().database.sql<
          { slug: string; population: number }[]
        >`select slug, population from authorities`
      ).map((row) => [row.slug, row.population]),
    )
    for (const contract of SCENE_CONTRACTS.filter(({ title }) => title.startsWith('Social care'))) {
      const found = of(rows, contract.authority).filter((row) => row.state === 'uses')
      const pence = yearlyPence(contract)
      const priced = found.filter((row) => row.annual_pounds !== null)
      expect(priced.length, contract.authority).toBe(pence === null ? 0 : Math.min(1, found.length))
      const residents = people.get(contract.authority) ?? 0
      for (const row of priced)
        expect(row).toMatchObject(expectedPrice(contract, pence ?? 0, residents, found))
    }
    expect(of(rows, 'croydon').map((row) => row.annual_why_not)).toEqual([null, 'counted above'])
    expect(of(rows, 'barnet')).toMatchObject([
      { current_end_on: '2028-03-31', max_end_on: '2030-03-31', route: 'own_tender' },
    ])
    expect(of(rows, 'camden')[0]).toMatchObject({
      maker: 'Pellucent Care Systems Ltd',
      suppliers: [
        { name: 'Sable Combe Data Ltd', role: 'reseller' },
        { name: 'Subtle Works Ltd', role: 'sub_contractor' },
      ],
    })
  })

  it('give nothing away that a contract withholds, even where the systems return says it', async () => {
    const rows = await rowsOf()
    expect(of(rows, 'haringey')).toMatchObject([
      { annual_pounds: null, annual_why_not: 'withheld', per_1000_residents: null },
    ])
    expect(of(rows, 'harrow')).toMatchObject([{ supplier_withheld: true, suppliers: [] }])
    for (const address of ['/technologies/pellucare/peers', '/service-areas/adult-social-care/peers'])
      for (const form of ['', '.csv', '.json']) {
        const { body } = await server().app.inject(`${address}${form}`)
        expect(body).not.toMatch(/Named Elsewhere|259,?000|777,?000/)
        expect(body).not.toMatch(/"satisfaction"|Satisfaction: /)
      }
  })

  it('have a spread of prices for each VAT basis, as PostgreSQL works it out, and none below five', async () => {
    const answer = await peers()
    const [row] = await server().database.sql<Record<string, number>[]>`
      select count(*)::int as authorities, min(p) as lowest, round(percentile_cont(0.25) within group (order by p)) as lower_quartile,
        round(percentile_cont(0.5) within group (order by p)) as median,
        round(percentile_cont(0.75) within group (order by p)) as upper_quartile, max(p) as highest
      from (
        select d.authority_id, sum(distinct v.annual_pence)::float8 as p
        from deployments d join technologies t on t.id = d.technology_id and t.slug = 'pellucare'
        join contracts c on c.id = d.contract_id join contract_versions v on v.id = c.version_id
        where v.values ? 'value_whole_term_net' and v.withheld is null or v.withheld @> '[{"field": "supplier_name_raw"}]'
        group by 1) each`
    const [net, ...rest] = answer.prices
    const pence = Object.fromEntries(
      ['lowest', 'lower_quartile', 'median', 'upper_quartile', 'highest'].map((figure) => [
        figure,
        Math.round(Number(net[figure]) * 100),
      ]),
    )
    expect({ authorities: net.authorities, ...pence }).toEqual(row)
    expect(net).toMatchObject({ vat: 'net', authorities: 6, each: { length: 6 } })
    expect(rest).toEqual(
      ['gross', 'not_stated'].map((vat) => ({
        vat,
        authorities: 1,
        lowest: null,
        lower_quartile: null,
        median: null,
        upper_quartile: null,
        highest: null,
        each: [],
      })),
    )
  })

  it.each(['annual', 'per_1000_residents', 'per_user', 'users', 'current_end', 'max_end'] as const)(
    'can be put in the order of %s, what is not known last either way',
    async (sort) => {
      const field =
        { annual: 'annual_pounds', current_end: 'current_end_on', max_end: 'max_end_on' }[sort as string] ??
        sort
      for (const order of ['asc', 'desc']) {
        const values = (await rowsOf(undefined, `sort=${sort}&order=${order}`)).map((row) => row[field])
        const known = values.filter((value) => value !== null)
        expect(values.slice(0, known.length)).toEqual(known)
        const number = (value: unknown) => (field.endsWith('_on') ? Date.parse(String(value)) : Number(value))
        const sorted = known.map(number).toSorted((a, b) => (order === 'asc' ? a - b : b - a))
        expect(known.map(number)).toEqual(sorted)
      }
    },
  )

  it('are the same rows in the same order as page, CSV and JSON', async () => {
    const { app } = server()
    const address = '/technologies/pellucare/peers'
    const names = (await app.inject(`${address}.json?sort=annual&order=desc`))
      .json()
      .rows.map((row: Row) => row.authority.name)
    const csv = (await app.inject(`${address}.csv?sort=annual&order=desc`)).body.trim().split('\r\n').slice(1)
    expect(csv.map((line) => line.split(',')[0])).toEqual(names)
    const { body } = await app.inject(`${address}?sort=annual&order=desc`)
    const table = body.slice(body.indexOf('t3-peers'))
    expect([...table.matchAll(/<th scope="row"[^>]*>([^<]+)</g)].map((hit) => hit[1])).toEqual(names)
    expect(table).toContain('aria-sort="descending"')
  })

  it('are not there for what nobody knows, and in no other order', async () => {
    const status = async (address: string) => (await server().app.inject(address)).statusCode
    expect(await status('/technologies/none/peers')).toBe(404)
    expect(await status('/service-areas/none/peers.csv')).toBe(404)
    expect(await status('/technologies/pellucare/peers?sort=colour')).toBe(400)
  })
})
