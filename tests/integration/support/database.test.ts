import { expect, it } from 'vitest'
import { freshDatabase, useDatabase } from '../../support/database.ts'
import { freshRedisUrl, queueBackend } from '../../support/queue-backend.ts'

const database = useDatabase()

it('gives a file a database with every migration applied', async () => {
  const [row] = await database.sql`select count(*)::int as n from drizzle.__drizzle_migrations`
  expect(row?.n).toBeGreaterThan(0)
})

it('gives databases that do not see each other', async () => {
  await database.sql`create table only_here (n int)`
  const other = await freshDatabase()
  const [row] = await other.sql`select to_regclass('only_here') as found`
  await other.drop()
  expect(row?.found).toBeNull()
})

it('drops a database even while someone is connected to it', async () => {
  const other = await freshDatabase()
  const name = new URL(other.url).pathname.slice(1)
  const held = other.sql.reserve()
  await held
  await other.drop()
  expect(await database.sql`select 1 from pg_database where datname = ${name}`).toHaveLength(0)
})

it('gives each test another Redis database when the queue is on Redis, and none otherwise', async () => {
  const [first, second] = [await freshRedisUrl(), await freshRedisUrl()]
  if (queueBackend === 'redis') expect(first).not.toBe(second)
  else expect([first, second]).toEqual([undefined, undefined])
})
