import { afterEach, beforeAll, expect, it } from 'vitest'
import { registerVersion } from '../../../../src/contracts/register-queries.ts'
import type { RegisterIndex } from '../../../../src/contracts/search-index/keep-register.ts'
import { useDatabase } from '../../../support/database.ts'
import { contractsOf, currentOf, loadedAnew, openIndex } from '../../../support/held-register.ts'
import { makeAuthorities, makeReturn } from '../../../support/register-rows.ts'

const database = useDatabase()
const opened: RegisterIndex[] = []

beforeAll(async () => {
  await makeAuthorities(database)
  const contracts = ['Lamps', 'Hedges', 'Kerbs'].map((title) => ({ title, supplier_name_raw: 'Vesper Ltd' }))
  await makeReturn(database, { authority: 'camden', contracts })
})

afterEach(async () => {
  for (const index of opened.splice(0)) await index.close()
})

const open = (from = 0) => {
  const index = openIndex(database, from)
  opened.push(index)
  return index
}
const threads = async () =>
  (
    await database.sql`
    select pid from pg_stat_activity where application_name = 'thirty3 index' and datname = current_database()`
  ).length
const change = () => database.sql`update contracts set is_sme = is_sme is not true where title = 'Kerbs'`
const asked = async (index: RegisterIndex) => index.current(await registerVersion(database.db))

it('reads nothing until it is asked, and then answers nothing until all is read', async () => {
  const index = open()
  expect(await threads()).toBe(0)
  expect(await asked(index)).toBeNull()
  expect(contractsOf(await currentOf(index, database))).toHaveLength(3)
  expect(await threads()).toBe(1)
})

it('is read before anybody asks where that is wanted', async () => {
  const index = open()
  index.warm()
  await expect.poll(() => asked(index), { timeout: 10_000 }).not.toBeNull()
})

it('does not hold a register of fewer contracts, until it has as many, and lets it go when it has fewer again', async () => {
  const index = open(4)
  index.warm()
  for (let tries = 0; tries < 3; tries += 1) {
    await change()
    expect(await asked(index)).toBeNull()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(await threads()).toBe(0)
  const id = await makeReturn(database, {
    authority: 'hackney',
    contracts: [{ title: 'Signs', supplier_name_raw: 'Vesper Ltd' }],
  })
  expect(contractsOf(await currentOf(index, database))).toHaveLength(4)
  await database.sql`update contracts set is_public = false where title = 'Signs'`
  await database.sql`update returns set state = 'withdrawn' where id = ${id}`
  expect(await asked(index)).toBeNull()
  await expect.poll(threads).toBe(0)
})

it('keeps what was handed out as it was', async () => {
  const index = open()
  const before = await currentOf(index, database)
  const copy = structuredClone(before)
  await change()
  const after = await currentOf(index, database)
  expect(after).not.toEqual(before)
  expect(before).toEqual(copy)
})

it('never answers with a register from before a change that was made before it was asked', async () => {
  const index = open()
  await currentOf(index, database)
  for (let round = 0; round < 15; round += 1) {
    const day = `2031-03-${String(round + 10)}`
    await Promise.all([
      asked(index),
      database.sql`update contracts set max_end_on = ${day} where title = 'Lamps'`.then(async () => {
        const held = await asked(index)
        const wanted = Date.parse(day) / 86_400_000
        if (held !== null) expect(contractsOf(held).map(({ maxEnd }) => maxEnd)).toContain(wanted)
      }),
      asked(index),
    ])
  }
})

it('answers nothing while its connection is gone, and comes back by itself', async () => {
  const index = open()
  await currentOf(index, database)
  await change()
  const kill = () => database.sql`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'thirty3 index' and datname = current_database()`
  await kill()
  const held = await currentOf(index, database)
  expect(held).toEqual(await loadedAnew(database))
  // In the middle of reading: the reading waits for a lock, and is ended there.
  await database.sql.begin(async (tx) => {
    await tx`lock table contract_search in access exclusive mode`
    await tx`update contracts set is_sme = null where title = 'Kerbs'`
  })
  const blocker = database.sql.begin(async (tx) => {
    await tx`lock table contract_search in access exclusive mode`
    const waiting = asked(index)
    await expect
      .poll(
        () =>
          database.sql`select 1 from pg_stat_activity where application_name = 'thirty3 index' and wait_event_type = 'Lock'`,
      )
      .toHaveLength(1)
    await kill()
    expect(await waiting).toBeNull()
  })
  await blocker
  expect(await asked(index)).toBeNull()
  expect(await currentOf(index, database)).toEqual(await loadedAnew(database))
})

it('reads everything anew from a database that was put back to an earlier day', async () => {
  const index = open()
  const before = await currentOf(index, database)
  const [last] = await database.sql<{ id: number }[]>`select max(id)::float8 as id from register_changes`
  await database.sql`delete from register_changes where id > 5`
  await database.sql`select setval(pg_get_serial_sequence('register_changes', 'id'), 5)`
  await change()
  while ((await registerVersion(database.db)).split('-')[0] !== String((last?.id ?? 0) + 3))
    await database.sql`insert into register_changes (table_name) values ('notices')`
  const after = await currentOf(index, database)
  expect(after).not.toEqual(before)
  expect(after).toEqual(await loadedAnew(database))
})

it('ends with the process that holds it, also while it reads', async () => {
  const index = openIndex(database)
  index.warm()
  await index.close()
  expect(await asked(index)).toBeNull()
  await expect.poll(threads).toBe(0)
})
