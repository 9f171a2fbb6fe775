import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { withholdField } from '../../../src/contracts/withhold-field.ts'
import { searchAlignment } from '../../../src/market/alignment-list-queries.ts'
import { alignmentFilters } from '../../../src/market/alignment-schemas.ts'
import { findAlignment } from '../../../src/market/find-alignment.ts'
import { findCluster } from '../../../src/market/find-cluster.ts'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { seedServiceAreas, seedTechnologies } from '../../../src/technologies/seed-technologies.ts'
import { useDatabase } from '../../support/database.ts'
import { storeReadReturn, storeReadSystems } from '../../support/stored-return.ts'

const ON = '2026-11-21'
const database = useDatabase()
const deps = () => ({ db: database.db, clock: () => Date.parse(`${ON}T10:00:00Z`) })
const fixture = (name: string) => readFile(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8')
const search = (filters: object = {}) =>
  searchAlignment(database.db, alignmentFilters.parse({ limit: 100, ...filters }))
const returns: Record<string, string> = {}

const AUTHORITIES = ['alpha', 'beta', 'gamma', 'delta', 'epsilon']
const AREAS = ['Parks and open spaces', 'Waste and recycling', 'Not an area we know']
const ENDS = ['2027-03-31', '2027-06-30', '2027-12-15', '2028-02-29', '2028-03-31', '2026-10-31']
const STEPS = [[], [12], [12, 12], [6, 18], [24]]

/** Twelve contracts an authority that differ in area, end, options and value, in a pattern that repeats in none of them. */
const contractsOf = (at: number) =>
  Array.from({ length: 12 }, (_, index) => {
    const n = at * 12 + index
    const money = [{ value_annual: 1_000_000 + n * 137 }, { value_whole_term_net: 9_000_001 + n * 1_009 }, {}]
    return {
      title: `Contract ${n}`,
      supplier_name_raw: 'Quillmere Software Ltd',
      local_reference: `R-${n}`,
      service_area: AREAS[(n * 7) % AREAS.length],
      start_on: '2024-04-01',
      current_end_on: ENDS[(n * 5 + at) % ENDS.length],
      options: (STEPS[(n * 3 + at) % STEPS.length] ?? []).map((months) => ({ months, exercised: false })),
      ...money[(n + at) % money.length],
    }
  })

async function bringUpToDate() {
  await deriveOpportunities(deps(), {}, ON)
  return findAlignment(deps(), ON)
}

beforeAll(async () => {
  await seedServiceAreas(database.db, await fixture('service-areas.csv'))
  await seedTechnologies(database.db, await fixture('sample-products.csv'), 'sample')
  for (const [at, slug] of AUTHORITIES.entries()) {
    const id = await storeReadReturn(database.sql, slug, contractsOf(at))
    await publishReturn(database, id, 'test')
    returns[slug] = id
  }
})

/** Of every area and month, by the stored values alone: who meets it, by what, and what that comes to. */
const recomputed = () => database.sql<Recomputed[]>`
  with facts as (
    select c.id, c.authority_id, a.code as area, (v.values->>'current_end_on')::date as ends,
      (v.values->>'start_on')::date as starts, (v.values->>'value_annual')::numeric as yearly,
      (v.values->>'value_whole_term_net')::numeric as whole, v.withheld is not null as hidden,
      coalesce((select array_agg((o->>'months')::int order by n)
        from jsonb_array_elements(v.values->'options') with ordinality x(o, n)), '{}') as steps
    from contracts c join contract_versions v on v.id = c.version_id
    join service_areas a on a.label = v.values->>'service_area'
    where c.is_public and (v.values->>'current_end_on')::date >= ${ON}::date
  ), ways as (
    select f.id, f.area, f.ends, k, months, case when f.ends = month_end(f.ends, 0) then month_end(f.ends, months)
      else (f.ends + make_interval(months => months))::date end as ended
    from facts f cross join generate_series(0, cardinality(steps)) k
    cross join lateral (select coalesce(sum(s), 0)::int as months from unnest(steps[1:k]) s) added
  ), targets as (
    select distinct area, month_end(ended, 0) as target from ways w
    where (k = 0 or k = (select max(k) from ways o where o.id = w.id and o.area = w.area))
      and ended > ${ON}::date and ended <= ${ON}::date + interval '5 years'
  ), met as (
    select t.area, t.target, w.id, min(w.k) as k from targets t join ways w on w.area = t.area
    where case when w.k = 0 then w.ends between month_end(t.target, -3) and month_end(t.target, 3)
      else w.ends <= t.target and w.ended between month_end(t.target, -1) and month_end(t.target, 1) end
    group by 1, 2, 3
  )
  select m.area, m.target::text as target, array_agg(m.id::text order by m.id) as ids,
    count(distinct f.authority_id)::int as authorities, (count(*) filter (where m.k > 0))::int as extending,
    sum(w.months)::int as months,
    coalesce(sum(case when f.yearly is not null then floor(f.yearly * 100 / 120) else round(f.whole * 12 / f.term) end), 0)::float8 as low,
    coalesce(sum(coalesce(f.yearly, round(f.whole * 12 / f.term))), 0)::float8 as high,
    (count(*) filter (where f.hidden and f.yearly is null and f.whole is null))::int as withheld,
    (count(*) filter (where not f.hidden and f.yearly is null and f.whole is null))::int as not_stated,
    min(case when m.k > 0 then case when f.ends = month_end(f.ends, 0) then month_end(f.ends, -6)
      else (f.ends - interval '6 months')::date end end)::text as decide_by
  from met m join ways w on w.id = m.id and w.area = m.area and w.k = m.k
  join (select *, extract(year from age(ends + 1, starts)) * 12 + extract(month from age(ends + 1, starts))
    + extract(day from age(ends + 1, starts)) / extract(day from month_end(ends + 1, 0)) as term from facts) f on f.id = m.id
  group by 1, 2 having count(distinct f.authority_id) > 1`

interface Recomputed {
  area: string
  target: string
  ids: string[]
  authorities: number
  extending: number
  months: number
  low: number
  high: number
  withheld: number
  not_stated: number
  decide_by: string | null
}

const stored = () => database.sql<Recomputed[]>`
  select service_area_code as area, target::text as target,
    (select array_agg(id::text order by id) from unnest(contract_ids) id) as ids,
    cardinality(authority_ids) as authorities, extending, months_extended as months, annual_net_low::float8 as low,
    annual_net_high::float8 as high, withheld, not_stated, decide_by::text as decide_by
  from alignment_clusters where service_area_code is not null`

async function expectRecomputed(): Promise<number> {
  await database.sql`create or replace function month_end(day date, months int) returns date language sql immutable
    return (date_trunc('month', day) + make_interval(months => months + 1) - interval '1 day')::date`
  const expected = await recomputed()
  const found = await stored()
  const sets = new Set(found.map(({ area, ids }) => `${area} ${ids.join()}`))
  for (const one of found)
    expect(one).toEqual(expected.find(({ area, target }) => area === one.area && target === one.target))
  for (const { area, ids } of expected) expect(sets).toContain(`${area} ${ids.join()}`)
  return found.length
}

describe('the clusters of a register', () => {
  it('have the members, months and pounds that plain SQL finds in the same rows, each value once', async () => {
    const found = await bringUpToDate()
    expect(await expectRecomputed()).toBe(found.clusters)
    expect(found.clusters).toBeGreaterThan(10)
    expect((await search()).total).toBe(found.clusters)
    expect((await search({ target_from: '2028-01-01' })).total).toBeLessThan(found.clusters)
  })

  it('are the same when found again, and nothing is written then', async () => {
    const before = await search()
    expect(await findAlignment(deps(), ON)).toMatchObject({ changed: 0 })
    expect(await search()).toEqual(before)
    const both = await Promise.all([findAlignment(deps(), ON), findAlignment(deps(), ON)])
    expect(both.map(({ changed }) => changed)).toEqual([0, 0])
  })

  it('are shown one by one as the list has them, with every other contract and why it cannot', async () => {
    for (const { rank: _, ranked: __, ...one } of (await search()).clusters) {
      const { kind, code: subject } = one.subject
      const found = await findCluster(database.db, { kind, subject, target: one.target }, ON)
      const { members = [], cannot = [], ...summary } = found ?? {}
      expect(summary).toEqual(one)
      expect(members.length).toBe(one.contracts)
      expect(members.filter(({ latest_end, end }) => latest_end !== null && end > latest_end)).toEqual([])
      const [count] = await database.sql`
        select count(*)::int as n from opportunities where service_area_code = ${subject} and upcoming`
      expect(members.length + cannot.length).toBe(count?.n)
    }
    const none = { kind: 'service-area', subject: 'waste', target: '2027-03-30' } as const
    expect(await findCluster(database.db, none, ON)).toBeNull()
  })

  it('come page after page in one order, each once', async () => {
    const all = (await search()).clusters
    const paged: unknown[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await search({ limit: 3, ...(cursor === '' ? {} : { cursor }) })
      paged.push(...page.clusters)
      cursor = page.next_cursor
    }
    expect(paged).toEqual(all)
  })

  it('come with the best of every subject first, then the second best, by contracts, then £', async () => {
    const all = (await search()).clusters
    const key = ({ subject }: (typeof all)[number]) => `${subject.kind} ${subject.code}`
    const ranks = all.map(({ rank }) => rank)
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    expect(ranks.filter((rank) => rank === 1)).toHaveLength(new Set(all.map(key)).size)
    for (const own of Map.groupBy(all, key).values()) {
      expect(own.map(({ rank }) => rank)).toEqual(own.map((_, at) => at + 1))
      expect(own.every(({ ranked }) => ranked === own.length)).toBe(true)
    }
    for (const same of Map.groupBy(all, ({ rank }) => rank).values()) {
      const counts = same.map(({ contracts }) => contracts)
      expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    }
  })

  it('of chosen authorities hold every one of them', async () => {
    const chosen = ['alpha', 'gamma']
    const { clusters, total } = await search({ authority: chosen })
    expect(total).toBeGreaterThan(0)
    for (const { authorities } of clusters)
      expect(authorities.map(({ slug }) => slug)).toEqual(expect.arrayContaining(chosen))
    expect((await search({ authority: ['nowhere'] })).total).toBe(0)
  })
})

it('counts what is withheld apart, and lets no earlier sum tell it', async () => {
  const [one] = await database.sql<
    { id: string; authority_id: number; reference_key: string; title_key: string }[]
  >`
    select c.id, c.authority_id, fold_key(c.local_reference) as reference_key, fold_key(c.title) as title_key from contracts c join opportunities o on o.contract_id = c.id
    where o.annual_from is not null and exists (select from alignment_clusters where c.id = any(contract_ids))
    order by c.natural_key limit 1`
  const contractId = one?.id ?? ''
  for (const field of ['value_annual', 'value_whole_term_net'])
    await withholdField(database, {
      authorityId: one?.authority_id ?? 0,
      contractId,
      keys: { reference_key: one?.reference_key ?? '', title_key: one?.title_key ?? '' },
      field,
      reason: 'commercial',
      ground: 'Procurement Act 2023 section 94',
      precision: 'full',
      reviewOn: '2027-06-30',
      actor: 'test',
    })
  const [left] =
    await database.sql`select count(*)::int as n from alignment_clusters where ${contractId} = any(contract_ids)`
  expect(left?.n).toBe(0)
  await bringUpToDate()
  await expectRecomputed()
  const [again] = await database.sql`
    select sum(withheld)::int as withheld from alignment_clusters where ${contractId} = any(contract_ids)`
  expect(again?.withheld).toBeGreaterThan(0)
})

it('finds contracts by the systems that run under them and by what their own column names', async () => {
  const contract = (reference: string, more: object) => ({
    title: `System ${reference}`,
    supplier_name_raw: 'Pellucent Care Systems Ltd',
    local_reference: reference,
    current_end_on: '2029-12-31',
    ...more,
  })
  for (const [slug, row] of [
    ['zeta', contract('Z-1', { technology: 'pellucent PELLUCARE' })],
    ['eta', contract('E-1', {})],
    ['theta', contract('T-1', {})],
  ] as const)
    await publishReturn(database, await storeReadReturn(database.sql, slug, [row]), 'test')
  const runs = { technology: 'Pellucare', service_area: 'Adult social care' }
  const systems = [
    ['eta', { ...runs, local_reference: 'e-1', status: 'live' }],
    ['theta', { ...runs, local_reference: 'T-1', status: 'retired' }],
  ] as const
  for (const [slug, row] of systems)
    await publishReturn(database, await storeReadSystems(database.sql, slug, [row]), 'test')
  await bringUpToDate()
  const { clusters } = await search({ technology: ['pellucare'] })
  expect(clusters).toHaveLength(1)
  expect(clusters[0]).toMatchObject({ target: '2029-12-31', contracts: 2, extending: 0, decide_by: null })
  expect(clusters[0]?.authorities.map(({ slug }) => slug)).toEqual(['eta', 'zeta'])
})

it('shows nothing of a contract once its return is withdrawn, before anything is found anew', async () => {
  const holding = () => database.sql`
    select 1 from alignment_clusters, authorities a where a.slug = 'alpha' and a.id = any(authority_ids)`
  expect((await holding()).length).toBeGreaterThan(0)
  await withdrawReturn(database, returns.alpha ?? '', 'test', 'not ours')
  expect(await holding()).toEqual([])
  await bringUpToDate()
  await expectRecomputed()
})
