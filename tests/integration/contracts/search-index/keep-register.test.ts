import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Account } from '../../../../src/accounts/account.ts'
import { indexSuppliers } from '../../../../src/contracts/index-suppliers.ts'
import { registerVersion } from '../../../../src/contracts/register-queries.ts'
import type { RegisterIndex } from '../../../../src/contracts/search-index/keep-register.ts'
import type { HeldRegister } from '../../../../src/contracts/search-index/segment.ts'
import { sayTechnology } from '../../../../src/contracts/technology-suggestions.ts'
import { liftWithholding, withholdField } from '../../../../src/contracts/withhold-field.ts'
import { keysOfContract } from '../../../../src/contracts/withholding-queries.ts'
import { answerMissing } from '../../../../src/returns/answer-missing.ts'
import { compareReturn } from '../../../../src/returns/compare-return.ts'
import { publishReturn } from '../../../../src/returns/publish-return.ts'
import { withdrawReturn } from '../../../../src/returns/withdraw-return.ts'
import { judgePairs, undoJudgement } from '../../../../src/suppliers/judge-pair.ts'
import { rematchSuppliers } from '../../../../src/suppliers/rematch-suppliers.ts'
import { seedServiceAreas, seedTechnologies } from '../../../../src/technologies/seed-technologies.ts'
import { useDatabase } from '../../../support/database.ts'
import { contractsOf, currentOf, loadedAnew, openIndex } from '../../../support/held-register.ts'
import {
  contractIdOf,
  makeAuthorities,
  makeReturn,
  type RowOfContract,
} from '../../../support/register-rows.ts'
import { storeReadSystems } from '../../../support/stored-return.ts'

const database = useDatabase()
const fixture = (name: string) => readFile(new URL(`../../../../fixtures/${name}`, import.meta.url), 'utf8')
let index: RegisterIndex
let held: HeldRegister

const row = (title: string, supplier_name_raw: string, more: Partial<RowOfContract> = {}): RowOfContract => ({
  title,
  supplier_name_raw,
  local_reference: title.slice(0, 3).toUpperCase(),
  ...more,
})

const CAMDEN = [
  row('Lamps of streets', 'Vesper Ltd', {
    current_end_on: '2027-03-31',
    value_annual: 5_000_00,
    is_sme: true,
  }),
  row('Care records', 'Corvane Systems Ltd; Vesper Ltd', {
    max_end_on: '1969-12-31',
    service_area: 'Adult social care',
    value_whole_term_net: 90_000_000_00,
    is_sme: false,
    is_vcse: true,
    route: 'own_tender',
    process_type: 'open',
  }),
  row("O'Neill's hedges", 'REDACTED', { description: 'Hedges, hedges: and "hedges"', department: 'Parks' }),
]

beforeAll(async () => {
  await makeAuthorities(database)
  await seedServiceAreas(database.db, await fixture('service-areas.csv'))
  await seedTechnologies(database.db, await fixture('sample-products.csv'), 'sample')
  await makeReturn(database, { authority: 'camden', contracts: CAMDEN })
  await makeReturn(database, {
    authority: 'hackney',
    contracts: [row('Lanterns', 'Corvane Lighting Ltd'), row('Hedges', 'Quillmere Gardens Ltd')],
    at: '2026-03-01T23:30:00Z',
  })
  await makeReturn(database, { authority: 'islington', contracts: [row('Kerbs', 'Sable Ltd')] })
  index = openIndex(database)
  held = await currentOf(index, database)
})

afterAll(() => index.close())

const authorityOf = async (slug: string) => {
  const [found] = await database.sql<{ id: number }[]>`select id from authorities where slug = ${slug}`
  return found?.id ?? 0
}

/** What is held after the act, told by authority: read anew, or the very same as before. It is what a first load holds. */
async function readAfter(act: () => Promise<unknown>): Promise<string[]> {
  const before = held
  await act()
  held = await currentOf(index, database)
  expect(held.version).toBe(await registerVersion(database.db))
  expect(held).toEqual(await loadedAnew(database))
  const slugs = await database.sql<{ id: number; slug: string }[]>`select id, slug from authorities`
  const now = held.segments.filter((segment) => !before.segments.includes(segment))
  const gone = before.segments.filter(({ authorityId }) =>
    held.segments.every((one) => one.authorityId !== authorityId),
  )
  return [...now, ...gone]
    .map(({ authorityId }) => slugs.find(({ id }) => id === authorityId)?.slug ?? '')
    .sort()
}

const jobsDone = async () => {
  const asked = await database.sql<{ payload: { supplierIds: string[] } }[]>`
    delete from outbox where job = 'index-suppliers' returning payload`
  for (const { payload } of asked) await indexSuppliers(database, payload.supplierIds)
}

it('holds what the database says of each public contract', async () => {
  const rows = await database.sql`
    select c.id, c.authority_id as authority, coalesce(c.current_end_on - '1970-01-01', 2147483647) as "currentEnd",
      coalesce(c.max_end_on - '1970-01-01', 2147483647) as "maxEnd",
      (select (r.published_at at time zone 'UTC')::date - '1970-01-01' from returns r where r.authority_id = c.authority_id) as confirmed,
      coalesce(c.value_pence::float8, 'NaN') as value, jsonb_build_array(c.value_field, c.service_area, c.route, c.process_type) as texts,
      array[case when c.is_sme then 1 when not c.is_sme then 2 else 0 end, case when c.is_vcse then 1 when not c.is_vcse then 2 else 0 end] as answers,
      array(select coalesce(n.supplier_id::text, '') from contract_suppliers s join supplier_names n on n.id = s.supplier_name_id
        where s.contract_id = c.id order by s.position) as suppliers,
      array(select s.supplier_name_id::float8 from contract_suppliers s where s.contract_id = c.id order by s.position) as names,
      array(select d.technology_id::text from deployments d where d.contract_id = c.id and d.is_public order by 1) as technologies,
      array(select w.lexeme || ':' || weight || ':' || place
        from contract_search s, unnest(s.words) as w, unnest(w.weights, w.positions) as p(weight, place)
        where s.contract_id = c.id) as words
    from contracts c where c.is_public order by c.id`
  const told = contractsOf(held)
  expect(told).toHaveLength(6)
  expect(told).toEqual(rows.map((one) => ({ ...one, words: [...one.words].sort() })))
  expect(held.segments.map(({ size }) => size)).toEqual([3, 2, 1])
})

it('answers with the same register as long as nothing changes, and with the same parts when nothing of a contract does', async () => {
  const version = await registerVersion(database.db)
  expect(await index.current(version)).toBe(held)
  expect(
    await readAfter(() => database.sql`insert into register_changes (table_name) values ('notices')`),
  ).toEqual([])
})

it('reads the authority anew that published, and no other', async () => {
  const contracts = [...CAMDEN.slice(0, 2), row('Signs', 'QUILLMERE GARDENS LIMITED')]
  expect(
    await readAfter(() =>
      makeReturn(database, { authority: 'camden', contracts, at: '2026-11-02T00:30:00Z' }),
    ),
  ).toEqual(['camden'])
})

it('reads those anew whose contracts bear the spelling that a publication brought', async () => {
  expect(await readAfter(jobsDone)).toEqual(['hackney'])
})

it('follows an answer about a contract that a return leaves out', async () => {
  const contracts = [CAMDEN[0] ?? row('', ''), row('Signs', 'QUILLMERE GARDENS LIMITED')]
  const id = await makeReturn(database, { authority: 'camden', contracts, publish: false })
  await compareReturn(database, id)
  const ids = [await contractIdOf(database, 'Care records')]
  const given = { ids, answer: 'still_running' as const, endedOn: null }
  const confirmed = () => contractsOf(held).find((one) => one.id === ids[0])?.confirmed ?? 0
  const before = confirmed()
  expect(await readAfter(() => answerMissing(database, id, given, 'test'))).toEqual(['camden'])
  expect(confirmed()).toBeGreaterThan(before)
})

it('follows a publication that is withdrawn', async () => {
  let id = ''
  const contracts = [
    row('Kerbs', 'Sable Ltd', { current_end_on: '2028-01-01' }),
    row('Bollards', 'Sable Ltd'),
  ]
  const publish = async () => {
    id = await makeReturn(database, { authority: 'islington', contracts, at: '2026-11-03T12:00:00Z' })
  }
  expect(await readAfter(publish)).toEqual(['islington'])
  const withdrawn = () => withdrawReturn(database, id, 'test', 'wrong file')
  expect(await readAfter(withdrawn)).toEqual(['islington'])
})

it('forgets an authority whose only publication is withdrawn', async () => {
  let id = ''
  const contracts = [row('Sluices', 'Sable Ltd')]
  const publish = async () => {
    id = await makeReturn(database, { authority: 'sutton', contracts })
  }
  expect(await readAfter(publish)).toEqual(['sutton'])
  expect(await readAfter(() => withdrawReturn(database, id, 'test', 'wrong file'))).toEqual(['sutton'])
  expect(held.segments).toHaveLength(3)
})

it('holds nothing that is withheld, and what is given back', async () => {
  const contractId = await contractIdOf(database, 'Lamps of streets')
  const keys = await keysOfContract(database.db, contractId)
  const decision = {
    reason: 'commercial',
    ground: 'section 94',
    precision: 'full',
    reviewOn: '2027-03-01',
    actor: 'test',
  } as const
  let id = 0
  const withhold = async () => {
    const given = {
      authorityId: keys?.authority_id ?? 0,
      contractId,
      keys,
      field: 'value_annual',
      ...decision,
    }
    const outcome = await withholdField(database, given)
    if (outcome.status === 'withheld') id = outcome.id
  }
  const value = () => contractsOf(held).find((one) => one.id === contractId)?.value
  expect(value()).toBe(5_000_00)
  expect(await readAfter(withhold)).toEqual(['camden'])
  expect(value()).toBeNaN()
  expect(await readAfter(() => liftWithholding(database, id, 'test'))).toEqual(['camden'])
  expect(value()).toBe(5_000_00)
})

it('follows suppliers that are merged and told apart again, without reading contracts until their words change', async () => {
  const ids = await database.sql<{ id: number }[]>`
    select id::float8 as id from supplier_names where name in ('Vesper Ltd', 'Corvane Lighting Ltd') order by id`
  const pairs = [{ left: ids[0]?.id ?? 0, right: ids[1]?.id ?? 0 }]
  let act = ''
  const judge = async () => {
    act = (await judgePairs(database, 'operator', { pairs, verdict: 'same', reason: '' })).act
  }
  expect(await readAfter(judge)).toEqual([])
  expect(await readAfter(jobsDone)).toEqual(['camden', 'hackney'])
  expect(await readAfter(() => undoJudgement(database, 'operator', act))).toEqual([])
  expect(await readAfter(jobsDone)).toEqual(['camden', 'hackney'])
  await readAfter(() => rematchSuppliers(database, { dryRun: false, actor: 'operator' }))
})

it('follows the systems that run under contracts, and what officers say they are for', async () => {
  const systems = [{ technology: 'Pellucare', service_area: 'Adult social care', local_reference: 'CAR' }]
  const publish = async () =>
    publishReturn(database, await storeReadSystems(database.sql, 'camden', systems), 'test')
  expect(await readAfter(publish)).toEqual(['camden'])
  expect(contractsOf(held).flatMap(({ technologies }) => technologies)).toHaveLength(1)
  const contractId = await contractIdOf(database, 'Lanterns')
  const officer: Account = {
    kind: 'key',
    id: crypto.randomUUID(),
    name: 'test',
    email: null,
    role: 'officer',
    authorityId: await authorityOf('hackney'),
    authoritySlug: 'hackney',
    permissions: ['edit'],
    secondFactor: 'not-needed',
    sessionId: null,
  }
  const say = (isFor: boolean) => () =>
    sayTechnology(database, officer, { contractId, technology: 'pellucare', isFor })
  expect(await readAfter(say(true))).toEqual(['hackney'])
  expect(contractsOf(held).flatMap(({ technologies }) => technologies)).toHaveLength(2)
  expect(await readAfter(say(false))).toEqual(['hackney'])
})

it('follows many changes at once, some of which come to light late', async () => {
  const hackney = await authorityOf('hackney')
  const change = (authorityId: number, day: string) =>
    database.sql`update contracts set current_end_on = ${day} where authority_id = ${authorityId}`
  expect(
    await readAfter(async () => {
      let commit = () => {}
      const open = new Promise<void>((resolve) => {
        commit = resolve
      })
      let changed = () => {}
      const begun = new Promise<void>((resolve) => {
        changed = resolve
      })
      const late = database.sql.begin(async (tx) => {
        await tx`update contracts set current_end_on = '2030-01-01' where authority_id = ${hackney}`
        changed()
        await open
      })
      await begun
      await change(await authorityOf('camden'), '2029-01-01')
      const early = await currentOf(index, database)
      expect(early).toEqual(await loadedAnew(database))
      commit()
      await late
    }),
  ).toEqual(['camden', 'hackney'])
  const islington = await authorityOf('islington')
  const days = Array.from({ length: 12 }, (_, n) => `2031-01-${String(n + 1).padStart(2, '0')}`)
  const asked = days.map(async (day) => {
    await change(islington, day)
    const version = await registerVersion(database.db)
    const seen = await index.current(version)
    return seen === null || seen.segments.some(({ authorityId }) => authorityId === islington)
  })
  expect(await Promise.all(asked)).toEqual(days.map(() => true))
  expect(await readAfter(async () => {})).toEqual(['islington'])
})
