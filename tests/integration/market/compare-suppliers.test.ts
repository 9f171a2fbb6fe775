import { describe, expect, it } from 'vitest'
import { holdersOf, runsOn, yearlyPence } from '../../support/market-arithmetic.ts'
import { makeMarketScene, SCENE_CONTRACTS, type SceneContract } from '../../support/market-scene.ts'
import { SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

const server = useWebApp(() => SCENE_NOW, makeMarketScene)
const TODAY = '2026-11-21'
const NAMES = {
  'pellucent-care-systems-ltd': 'Pellucent Care Systems Ltd',
  'sable-combe-data-ltd': 'Sable Combe Data Ltd',
  'corvidell-software-limited': 'Corvidell Software Limited',
} as const
type Slug = keyof typeof NAMES
const SLUGS = Object.keys(NAMES) as Slug[]
const QUERY = SLUGS.map((slug) => `supplier=${slug}`).join('&')

const answer = async () => (await server().app.inject(`/api/v1/market/suppliers?${QUERY}`)).json()
const holds = (slug: Slug, one: SceneContract) => holdersOf(one).includes(NAMES[slug])
const held = (slug: Slug) => SCENE_CONTRACTS.filter((one) => holds(slug, one))
const running = (slug: Slug) => held(slug).filter((one) => runsOn(TODAY, one))

/** Pounds of one VAT basis, each contract's amount parted among those who hold it. */
function pounds(slug: Slug, basis: 'net' | 'gross' | 'not_stated'): number {
  return running(slug).reduce((sum, one) => {
    const pence = yearlyPence(one)
    const whole = one.value_whole_term_gross ? 'gross' : 'net'
    const its = one.value_annual === undefined ? whole : 'not_stated'
    return pence === null || its !== basis ? sum : sum + pence / holdersOf(one).length / 100
  }, 0)
}

describe.each(SLUGS)('%s beside others', (slug) => {
  it('has what the stated rows come to', async () => {
    const { suppliers } = await answer()
    const found = suppliers.find((one: { slug: string }) => one.slug === slug)
    const mine = running(slug)
    expect(found.contracts).toEqual({
      running: mine.length,
      over: held(slug).filter((one) => (one.current_end_on ?? '9') < TODAY).length,
      to_come: held(slug).filter((one) => (one.start_on ?? '0') > TODAY).length,
      held_with_others: mine.filter((one) => holdersOf(one).length > 1).length,
      as_sub_contractor: 0,
    })
    expect(found.authorities.map((one: { slug: string }) => one.slug).sort()).toEqual(
      [...new Set(mine.map((one) => one.authority))].sort(),
    )
    for (const basis of ['net', 'gross', 'not_stated'] as const)
      expect(Math.abs(Number(found.annual[basis]) - pounds(slug, basis)), basis).toBeLessThan(0.03)
    const valued = mine.filter((one) => yearlyPence(one) !== null).length
    expect(found.annual).toMatchObject({ contracts: valued, coverage: valued / mine.length })
    const soon = mine.filter((one) => one.current_end_on !== undefined && one.current_end_on <= '2028-11-21')
    expect(found.ends_in_24_months).toBe(soon.length)
    expect(found.sme.yes + found.sme.no + found.sme.not_stated).toBe(held(slug).length)
    expect(found.sme.yes).toBe(held(slug).filter((one) => one.is_sme === true).length)
  })
})

it('counts no pound twice: the parts of those who hold a contract together are the whole', async () => {
  const all = ['pellucent-care-systems-ltd', 'sable-combe-data-ltd', 'pellucent-holdings-plc']
  const query = all.map((slug) => `supplier=${slug}`).join('&')
  const { suppliers } = (await server().app.inject(`/api/v1/market/suppliers?${query}`)).json()
  const joint = SCENE_CONTRACTS.filter(
    (one) => runsOn(TODAY, one) && holdersOf(one).some((name) => /Pellucent|Sable/.test(name)),
  )
  const total = suppliers.reduce(
    (sum: number, { annual }: { annual: Record<string, string> }) =>
      sum +
      ['net', 'gross', 'not_stated'].reduce(
        (part, basis) => part + Math.round(Number(annual[basis]) * 100),
        0,
      ),
    0,
  )
  expect(total).toBe(joint.reduce((sum, one) => sum + (yearlyPence(one) ?? 0), 0))
})

it('tells maker from reseller, and where they meet', async () => {
  const { suppliers, meet, contracts } = await answer()
  const [maker, reseller] = suppliers
  expect(maker).toMatchObject({
    technologies_made: [{ slug: 'pellucare', name: 'Pellucare' }],
    technologies_supplied: [],
    group: [{ slug: 'pellucent-holdings-plc', name: 'Pellucent Holdings plc' }],
  })
  expect(reseller.technologies_supplied).toEqual([{ slug: 'pellucare', name: 'Pellucare' }])
  const two = ['pellucent-care-systems-ltd', 'sable-combe-data-ltd']
  const met = Object.fromEntries(
    meet.authorities.map((one: { slug: string; suppliers: string[] }) => [one.slug, one.suppliers]),
  )
  expect(met).toEqual({
    ealing: two,
    hackney: two,
    barnet: ['pellucent-care-systems-ltd', 'corvidell-software-limited'],
    brent: ['pellucent-care-systems-ltd', 'corvidell-software-limited'],
  })
  expect(meet.technologies).toEqual([{ slug: 'pellucare', name: 'Pellucare', suppliers: two }])
  expect(meet.contracts_together).toHaveLength(2)
  const ids = contracts.map((one: { id: string }) => one.id)
  expect(new Set(ids).size).toBe(ids.length)
})

it('counts what is sub-contracted apart', async () => {
  const query = 'supplier=subtle-works-ltd&supplier=sable-combe-data-ltd'
  const { suppliers, meet } = (await server().app.inject(`/api/v1/market/suppliers?${query}`)).json()
  expect(suppliers[0]).toMatchObject({
    contracts: { running: 0, as_sub_contractor: 1 },
    annual: { contracts: 0, net: '0.00' },
  })
  expect(meet.authorities).toEqual([])
})

it('adds no withheld amount', async () => {
  const { app } = server()
  for (const form of ['', '.csv', '.json']) {
    const { body } = await app.inject(`/suppliers/compare${form}?${QUERY}`)
    expect(body).not.toMatch(/777,?000|259,?000/)
  }
})

it('is the same suppliers in the order asked as page, CSV and JSON', async () => {
  const { app } = server()
  const names = SLUGS.map((slug) => NAMES[slug])
  const json = (await app.inject(`/suppliers/compare.json?${QUERY}`)).json()
  expect(json.suppliers.map((one: { name: string }) => one.name)).toEqual(names)
  const csv = (await app.inject(`/suppliers/compare.csv?${QUERY}`)).body.trim().split('\r\n')
  expect(csv.slice(1).map((line) => line.split(',')[0])).toEqual(names)
  const { body } = await app.inject(`/suppliers/compare?${QUERY}`)
  const at = names.map((name) => body.indexOf(`>${name}</th>`))
  expect(at).toEqual(at.toSorted((a, b) => a - b))
  expect(at[0]).toBeGreaterThan(0)
})

it.each([
  ['supplier=nobody&supplier=sable-combe-data-ltd', 400],
  [['a', 'b', 'c', 'd', 'e', 'f'].map((slug) => `supplier=${slug}`).join('&'), 400],
  ['supplier=sable-combe-data-ltd', 200],
  ['', 200],
  ['colour=red', 400],
])('of %s answers %i', async (query, status) => {
  expect((await server().app.inject(`/suppliers/compare?${query}`)).statusCode).toBe(status)
})
