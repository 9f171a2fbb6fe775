import { describe, expect, it } from 'vitest'
import { holdersOf, runsOn, yearlyPence } from '../../support/market-arithmetic.ts'
import { makeMarketScene, SCENE_CONTRACTS, type SceneContract } from '../../support/market-scene.ts'
import { SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

const server = useWebApp(() => SCENE_NOW, makeMarketScene)
const TODAY = '2026-11-21'
const GROUP = { 'Pellucent Care Systems Ltd': 'Pellucent Holdings plc' }

interface Held {
  name: string
  count: { amount: string; share: number } | null
  annual_value: { amount: string; share: number } | null
}
interface Measure {
  measure: string
  why_not: string | null
  [figure: string]: unknown
}
interface Answer {
  coverage: { contracts: number; attributed: number; valued: number; basis: Record<string, number> }
  measures: [Measure, Measure]
  suppliers: Held[]
}

async function ask(query: string): Promise<Answer> {
  const answer = await server().app.inject(`/api/v1/market/concentration?${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

/** Contracts and pence by name: equal parts, in whole pence together. */
function heldIn(contracts: readonly SceneContract[], parent: Record<string, string> = {}) {
  const held = new Map<string, { contracts: number; pence: number }>()
  for (const contract of contracts) {
    const names = holdersOf(contract, parent)
    for (const name of names) {
      const before = held.get(name) ?? { contracts: 0, pence: 0 }
      held.set(name, {
        contracts: before.contracts + 1 / names.length,
        pence: before.pence + (yearlyPence(contract) ?? 0) / names.length,
      })
    }
  }
  return held
}

/** Every figure again, from shares in pounds and contracts, by plain arithmetic. */
function figures(amounts: number[]) {
  const sorted = amounts.filter((amount) => amount > 0).toSorted((a, b) => b - a)
  const total = sorted.reduce((sum, amount) => sum + amount, 0)
  const largest = (count: number) => sorted.slice(0, count).reduce((sum, amount) => sum + amount, 0) / total
  const toReach = (share: number) => sorted.findIndex((_, at) => largest(at + 1) >= share - 1e-9) + 1
  return {
    suppliers: sorted.length,
    cr1: largest(1),
    cr3: largest(3),
    cr5: largest(5),
    hhi: sorted.reduce((sum, amount) => sum + ((amount / total) * 100) ** 2, 0),
    suppliers_to_half: toReach(0.5),
    suppliers_to_nine_tenths: toReach(0.9),
  }
}

function near(found: Measure, expected: Record<string, number>, places: number) {
  for (const [figure, value] of Object.entries(expected))
    expect(Number(found[figure]), figure).toBeCloseTo(value, places)
}

const running = SCENE_CONTRACTS.filter((one) => runsOn(TODAY, one))

describe.each([
  ['entity', {}],
  ['group', GROUP],
] as const)('the concentration of the register by %s', (by, parent) => {
  it('is what the stated rows come to, each contract and each pound once', async () => {
    const answer = await ask(`by=${by}`)
    const held = heldIn(running, parent)
    expect(answer.coverage).toMatchObject({
      contracts: running.length,
      attributed: running.filter((one) => holdersOf(one).length > 0).length,
      valued: running.filter((one) => yearlyPence(one) !== null).length,
    })
    expect(answer.suppliers.map(({ name }) => name).sort()).toEqual([...held.keys()].sort())
    for (const { name, count, annual_value: value } of answer.suppliers) {
      expect(Number(count?.amount), name).toBeCloseTo(held.get(name)?.contracts ?? -1, 2)
      expect(
        Math.abs(Number(value?.amount ?? 0) * 100 - (held.get(name)?.pence ?? -1)),
        name,
      ).toBeLessThanOrEqual(3)
    }
    near(answer.measures[0], figures([...held.values()].map(({ contracts }) => contracts)), 5)
    near(answer.measures[1], figures([...held.values()].map(({ pence }) => pence)), 3)
    const pence = running.reduce(
      (sum, one) => sum + (holdersOf(one).length > 0 ? (yearlyPence(one) ?? 0) : 0),
      0,
    )
    expect(answer.measures[1].total).toBe((pence / 100).toFixed(2))
    expect(answer.measures[0].total).toBe(String(answer.coverage.attributed))
  })
})

it('agrees with plain SQL over the public versions', async () => {
  const [row] = await server().database.sql<{ contracts: number; pence: number }[]>`
    select count(*)::int as contracts, sum(pence)::float8 as pence from (
      select case when v.values ? 'value_annual' then (v.values->>'value_annual')::numeric
        when v.values ? 'start_on' and v.values ? 'current_end_on' then round(coalesce(v.values->>'value_whole_term_net', v.values->>'value_whole_term_gross')::numeric * 12
          / greatest(12, extract(year from age((v.values->>'current_end_on')::date + 1, (v.values->>'start_on')::date)) * 12
            + extract(month from age((v.values->>'current_end_on')::date + 1, (v.values->>'start_on')::date)))) end as pence
      from contracts c join contract_versions v on v.id = c.version_id
      where c.is_public and (c.start_on is null or c.start_on <= ${TODAY}) and (c.current_end_on is null or c.current_end_on >= ${TODAY})
        and exists (select from contract_suppliers s join supplier_names n on n.id = s.supplier_name_id
          where s.contract_id = c.id and n.supplier_id is not null)) held`
  const { measures, coverage } = await ask('')
  expect(row).toEqual({ contracts: coverage.attributed, pence: Math.round(Number(measures[1].total) * 100) })
})

it('of a service area holds what is typed so and what runs under a system of it, once each', async () => {
  const code = 'adult-social-care'
  const inArea = running.filter(({ title }) => title.startsWith('Social care'))
  const answer = await ask(`service_area=${code}`)
  expect(answer.coverage).toMatchObject({ contracts: inArea.length })
  near(answer.measures[0], figures([...heldIn(inArea).values()].map(({ contracts }) => contracts)), 5)
  const revenues = await ask('service_area=revenues')
  expect(revenues.coverage).toMatchObject({ contracts: 2 })
  expect(revenues.measures.map((one) => one.why_not)).toEqual([
    'fewer than 5 contracts',
    'fewer than 5 contracts',
  ])
  expect(revenues.suppliers).toEqual([])
})

it('on an earlier day is of what had been published then', async () => {
  const { coverage, measures } = await ask('as_at=2026-09-30')
  const then = SCENE_CONTRACTS.filter(
    (one) => ['barnet', 'brent'].includes(one.authority) && runsOn('2026-09-30', one),
  )
  expect(coverage.contracts).toBe(then.length)
  expect(measures[0].why_not).toBe('fewer than 5 contracts')
  const { days } = (await server().app.inject('/api/v1/market/concentration/over-time')).json()
  expect(days.map((one: { as_at: string }) => one.as_at)).toEqual([
    '2025-03-31',
    '2025-06-30',
    '2025-09-30',
    '2025-12-31',
    '2026-03-31',
    '2026-06-30',
    '2026-09-30',
    TODAY,
  ])
  const counts = days.map((one: { coverage: { contracts: number } }) => one.coverage.contracts)
  expect(counts).toEqual([0, 0, 0, 0, 2, 2, then.length, running.length])
  const now = await ask('')
  expect(days.at(-1).measures).toEqual(now.measures)
  expect((await ask(`as_at=${TODAY}`)).measures).toEqual(now.measures)
})

it('tells nothing of a withheld value or supplier', async () => {
  const { body } = await server().app.inject('/market/concentration')
  for (const address of [
    '/market/concentration.csv',
    '/market/concentration.json',
    '/api/v1/market/concentration',
  ])
    expect((await server().app.inject(address)).body).not.toMatch(/REDACTED|Named Elsewhere|259000|888000/)
  expect(body).toContain('name no supplier or withhold it')
})

it.each(['as_at=2026-11-22', 'as_at=soon', 'by=borough', 'colour=red'])('refuses %s', async (query) => {
  for (const address of [
    '/market/concentration',
    '/market/concentration.csv',
    '/api/v1/market/concentration',
  ])
    expect((await server().app.inject(`${address}?${query}`)).statusCode).toBe(400)
})

it('has no page for a service area that is not there', async () => {
  expect((await server().app.inject('/market/concentration?service_area=nowhere')).statusCode).toBe(404)
})

it('gives the same suppliers, in the same order, as page, CSV and JSON', async () => {
  const { app } = server()
  const answer = (await app.inject('/market/concentration.json')).json()
  const names = answer.suppliers.map((one: Held) => one.name)
  const lines = (await app.inject('/market/concentration.csv')).body.trim().split('\r\n')
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(names)
  const { body } = await app.inject('/market/concentration')
  const table = body.slice(body.indexOf('>Suppliers</caption>'))
  expect([...table.matchAll(/href="\/suppliers\/[^"]+">([^<]+)</g)].map((hit) => hit[1])).toEqual(names)
})

it('is a page where comparing begins, which leads on', async () => {
  const { body, statusCode } = await server().app.inject('/market')
  expect(statusCode).toBe(200)
  expect(body).toContain(
    '8 of 33 authorities have published contracts.'.replace(
      '8',
      String(new Set(SCENE_CONTRACTS.map((one) => one.authority)).size),
    ),
  )
  expect(body).toContain('href="/market/concentration?service_area=adult-social-care"')
})
