import { beforeAll, expect, it } from 'vitest'
import { recordQuality } from '../../../src/returns/quality-report.ts'
import { makeOpenReturns, makeScene, SCENE_NOW } from '../../support/sample-scene.ts'
import { officerOf, useWebApp } from '../../support/web-app.ts'

let open: Awaited<ReturnType<typeof makeOpenReturns>>
let camden: { authorization: string }
let hackney: { authorization: string }

const server = useWebApp(
  () => SCENE_NOW,
  async (database) => {
    await makeScene(database, false)
    open = await makeOpenReturns(database)
  },
)

beforeAll(async () => {
  camden = await officerOf(server().database, 'camden')
  hackney = await officerOf(server().database, 'hackney')
})

const get = (url: string, headers: Record<string, string> = {}) => server().app.inject({ url, headers })

it('tells the public how good an authority’s register is, each lost point with the contracts that lose it', async () => {
  const { statusCode, body } = await get('/authorities/camden/quality')
  expect(statusCode).toBe(200)
  expect(body).toMatch(/t3-score__points">\d+<\/span> of 100 points/)
  expect(body).toContain('/authorities/camden/quality?reason=review_on')
  const { points, dimensions, coverage } = (await get('/api/v1/authorities/camden/quality')).json()
  expect(body).toContain(`t3-score__points">${points}<`)
  const sum = dimensions.reduce((all: number, one: { points: number }) => all + one.points, 0)
  expect(Math.abs(sum - points)).toBeLessThan(1)
  expect(coverage.find((one: { item: string }) => one.item === 'title')).toEqual({
    item: 'title',
    stated: 40,
    of: 40,
  })
})

it('lists exactly the contracts that do not state a field, page by page', async () => {
  const { coverage } = (await get('/api/v1/authorities/camden/quality')).json()
  for (const item of ['department', 'value', 'current_end_on', 'registration']) {
    const { stated, of } = coverage.find((one: { item: string }) => one.item === item)
    const seen: string[] = []
    for (let after = ''; ; ) {
      const page = (
        await get(`/api/v1/authorities/camden/quality/rows?reason=${item}&limit=7${after}`)
      ).json()
      seen.push(...page.rows.map((row: { contract_id: string }) => row.contract_id))
      if (page.next_after === null) break
      after = `&after=${page.next_after}`
    }
    expect(new Set(seen).size).toBe(of - stated)
    expect(seen).toHaveLength(of - stated)
  }
  const { body } = await get('/authorities/camden/quality?reason=department')
  expect(body).toContain('Department: not stated here')
})

it('shows officers the same of a return, with lines, and hides it from everybody else', async () => {
  const page = await get(`/returns/${open.read}/quality?reason=review_on`, camden)
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('Review date: not stated here')
  const report = (await get(`/api/v1/returns/${open.read}/quality`, camden)).json()
  expect(report.rows).toBe(28)
  const validity = report.dimensions.find((one: { dimension: string }) => one.dimension === 'validity')
  expect(validity.lost).toEqual(
    [
      { reason: 'warned', lost: 7, of: 30, points: 2.9 },
      { reason: 'bad', lost: 2, of: 30, points: 1.7 },
    ].sort((one, other) => (one.reason < other.reason ? -1 : 1)),
  )
  const rows = (
    await get(`/api/v1/returns/${open.read}/quality/rows?reason=review_on&limit=20`, camden)
  ).json()
  expect(rows.rows[0]).toMatchObject({ line: 2, contract_id: null })
  expect(rows.rows).toHaveLength(20)
  for (const url of [`/returns/${open.read}/quality`, `/api/v1/returns/${open.read}/quality`])
    expect((await get(url, hackney)).statusCode).toBe(404)
  expect(
    (await get(`/api/v1/returns/${open.read}/quality/rows?reason=title&after=x`, camden)).statusCode,
  ).toBe(400)
  expect((await get(`/returns/${open.refused}/quality`, camden)).statusCode).toBe(409)
})

it('keeps one score a day, and shows how it went beside a table', async () => {
  const { deps, database } = server()
  const [row] = await database.sql<{ id: number }[]>`select id from authorities where slug = 'camden'`
  const id = row?.id ?? 0
  const points = await recordQuality(deps, id)
  expect(await recordQuality({ ...deps, clock: () => SCENE_NOW + 86_400_000 * 30 }, id)).toBeLessThanOrEqual(
    points ?? 0,
  )
  await recordQuality(deps, id)
  expect(await database.sql`select from quality_scores`).toHaveLength(2)
  const { body } = await get('/authorities/camden/quality')
  expect(body).toContain('Over time')
  expect(body).toContain('The same as a table')
  expect((await get('/api/v1/authorities/camden/quality')).json().over_time).toHaveLength(2)
})

it('says so where nothing is published, and knows no authority that is not there', async () => {
  expect((await get('/authorities/bexley/quality')).body).toContain('has published no contracts here yet')
  expect((await get('/api/v1/authorities/bexley/quality')).statusCode).toBe(404)
  expect((await get('/authorities/atlantis/quality')).statusCode).toBe(404)
})
