import fc from 'fast-check'
import { expect, it } from 'vitest'
import { answerMissing } from '../../../src/returns/answer-missing.ts'
import { countChanges, listChanges } from '../../../src/returns/change-queries.ts'
import { compareReturn } from '../../../src/returns/compare-return.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { reportOnReturn, rowsLosing } from '../../../src/returns/quality-report.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { deploymentsToReport } from '../../../src/technologies/deployment-prefill-queries.ts'
import { useDatabase } from '../../support/database.ts'
import { detailOf } from '../../support/reviewed-return.ts'
import { type SystemValues, storeAuthority, storeReadSystems } from '../../support/stored-return.ts'

const database = useDatabase()

const system = (technology: string, more: Record<string, unknown> = {}): SystemValues => ({
  technology,
  service_area: 'Housing',
  supplier_name_raw: 'Quillmere Software Ltd',
  ...more,
})
const store = (slug: string, rows: SystemValues[]) => storeReadSystems(database.sql, slug, rows)

async function publish(id: string) {
  const outcome = await publishReturn(database, id, 'tester')
  if (outcome.status !== 'published') throw new Error(outcome.status)
  return outcome.counts
}

/** Everything that publishing a list of systems can change, in one text. */
async function register(): Promise<string> {
  const kept = await Promise.all([
    database.sql`select d.*, v.values from deployments d join deployment_versions v on v.id = d.version_id
      where d.is_public order by d.id`,
    database.sql`select s.* from deployment_suppliers s join deployments d on d.id = s.deployment_id
      where d.is_public order by 1, 2`,
  ])
  return JSON.stringify(kept)
}

it('is compared with the register: new, changed field by field, unchanged and missing, and nothing is kept', async () => {
  await publish(
    await store('alpha', [
      system('Rentflow', { users: 100, current_end_on: '2027-03-31' }),
      system('Parkwise', { service_area: 'Parking' }),
      system('Casebook'),
    ]),
  )
  const before = await register()
  const technologies = await database.sql`select id from technologies order by 1`
  const id = await store('alpha', [
    system('Rentflow', { users: 2_000, current_end_on: '2027-03-31', hosting: 'saas' }),
    system('Parkwise', { service_area: 'Parking', maker: null }),
    system('Never heard of', { supplier_name_raw: 'Never Seen Before Ltd' }),
  ])
  expect(await compareReturn(database, id)).toBe('compared')
  expect(await register()).toBe(before)
  expect(await database.sql`select id from technologies order by 1`).toEqual(technologies)
  const [rentflow, parkwise, fresh, casebook] = await listChanges(database.db, id, { limit: 10 })
  expect(rentflow).toMatchObject({
    kind: 'changed',
    title: 'Rentflow',
    service_area: 'Housing',
    technology: 'rentflow',
    contract_id: null,
    fields: [
      { field: 'hosting', before: null, after: 'saas' },
      { field: 'users', before: 100, after: 2_000 },
    ],
  })
  expect(parkwise).toMatchObject({ kind: 'unchanged', fields: [] })
  expect(fresh).toMatchObject({ kind: 'new', title: 'Never heard of', deployment_id: null })
  expect(casebook).toMatchObject({ kind: 'missing', title: 'Casebook', answer: null })
  expect(casebook?.deployment_id).not.toBeNull()
})

it('asks what became of systems left out; what still runs or was forgotten is in the next pre-fill', async () => {
  const first = await store('beta', [system('Rentflow'), system('Parkwise'), system('Casebook')])
  await publish(first)
  const id = await store('beta', [system('Rentflow')])
  await compareReturn(database, id)
  const missing = (await listChanges(database.db, id, { kind: 'missing', limit: 10 })).map(
    ({ deployment_id }) => deployment_id ?? '',
  )
  expect(missing).toHaveLength(2)
  const answer = (ids: string[], word: 'ended' | 'still_running') =>
    answerMissing(
      database,
      id,
      { ids, answer: word, endedOn: word === 'ended' ? '2026-03-31' : null },
      'tester',
    )
  expect(await answer([missing[0] ?? ''], 'still_running')).toEqual({ status: 'answered', answered: 1 })
  expect(await answer([missing[1] ?? ''], 'ended')).toEqual({ status: 'answered', answered: 1 })
  expect(await answer([crypto.randomUUID()], 'ended')).toEqual({ status: 'not_missing' })
  const told = await listChanges(database.db, id, { kind: 'missing', limit: 10 })
  expect(told.map((one) => one.answer?.answer).sort()).toEqual(['ended', 'still_running'])
  await publish(id)
  const authority = await storeAuthority(database.sql, 'beta')
  expect(await deploymentsToReport(database.db, authority)).toContain(missing[0])
  expect(await deploymentsToReport(database.db, authority)).not.toContain(missing[1])
  await expect(database.sql`delete from deployment_answers`).rejects.toThrow(/append-only/)
})

it('points from a missing system to the row that means it and cannot be used', async () => {
  await publish(await store('gamma', [system('Rentflow'), system('Casebook')]))
  const id = await store('gamma', [system('Rentflow'), system('casebook ')])
  await database.sql`update stated_rows set state = 'bad' where return_id = ${id} and data_row = 2`
  await compareReturn(database, id)
  const [missing] = await listChanges(database.db, id, { kind: 'missing', limit: 10 })
  expect(missing).toMatchObject({ title: 'Casebook', data_row: 2 })
})

const lists = fc.array(
  fc.record({
    technology: fc.constantFrom('Rentflow', 'Parkwise', 'Casebook', 'Ledgerline'),
    service_area: fc.constantFrom('Housing', 'Parking', undefined),
    supplier_name_raw: fc.constantFrom('A Ltd', 'B Ltd', undefined),
    users: fc.constantFrom(5, 6, undefined),
  }),
  { minLength: 1, maxLength: 7 },
)
/** Without what is undefined, as the reader leaves it out. */
const stated = (rows: object[]) => rows.map((row) => JSON.parse(JSON.stringify(row)) as SystemValues)

it('is previewed as it is then published, and undone to exactly what stood before, whatever the lists', async () => {
  let nth = 0
  await fc.assert(
    fc.asyncProperty(lists, lists, lists, fc.boolean(), async (one, two, three, isUndone) => {
      nth += 1
      const slug = `any-systems-${nth}`
      await publish(await store(slug, stated(one)))
      const atFirst = await register()
      const second = await store(slug, stated(two))
      await publish(second)
      if (isUndone) {
        await withdrawReturn(database, second, 'tester', 'a mistake')
        expect(await register()).toBe(atFirst)
      }
      const before = await register()
      const third = await store(slug, stated(three))
      await compareReturn(database, third)
      const { new: created, changed, unchanged, missing } = await countChanges(database.db, third)
      expect(await publish(third)).toEqual({ created, changed, unchanged, missing })
      expect(await withdrawReturn(database, third, 'tester', 'a mistake')).toEqual({ status: 'withdrawn' })
      expect(await register()).toBe(before)
    }),
    { numRuns: 15 },
  )
})

it('has a quality report whose every lost point leads to its rows', async () => {
  const id = await store('delta', [
    system('Rentflow', { maker: 'Works', users: 5, local_reference: 'C1' }),
    system('Parkwise'),
  ])
  await compareReturn(database, id)
  const report = await reportOnReturn(database.db, await detailOf(database, id))
  const reasons = report.dimensions.flatMap(({ lost }) => lost.map(({ reason }) => reason))
  expect(reasons).toEqual(expect.arrayContaining(['maker', 'users', 'hosting', 'local_reference']))
  expect(reasons).not.toContain('title')
  expect(reasons).not.toContain('irrecoverable_vat')
  const without = await rowsLosing(database.db, { returnId: id }, 'maker', '2026-11-21', { limit: 10 })
  expect(without.map(({ title }) => title)).toEqual(['Parkwise'])
})
