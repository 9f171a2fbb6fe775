import { readFile } from 'node:fs/promises'
import { is, Table } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { expect, it } from 'vitest'
import { describeDatabase } from '../../../src/db/describe.ts'
import { migrate } from '../../../src/db/migrate.ts'
import * as schema from '../../../src/db/schema/index.ts'
import { migrateQueue } from '../../../src/queue/backend.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()

const declared = Object.values<unknown>(schema).filter((value): value is PgTable => is(value, Table))

interface Column extends Record<string, unknown> {
  name: string
  type: string
  required: boolean
}

it('leaves the structure that is checked in (npx thirty3 migrate --describe > migrations/structure.txt)', async () => {
  expect(await describeDatabase(database.url)).toBe(await readFile('migrations/structure.txt', 'utf8'))
})

it.each(declared.map((table) => [getTableConfig(table).name, table] as const))(
  'declares the columns of %s as the database has them',
  async (name, table) => {
    const found = await database.sql<Column[]>`
      select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required
      from pg_attribute a where a.attrelid = ${name}::regclass and a.attnum > 0 and not a.attisdropped order by 1`
    const expected = getTableConfig(table).columns.map((column) => ({
      name: column.name,
      type: column.getSQLType(),
      required: column.notNull || column.primary || isInPrimaryKey(table, column.name),
    }))
    expect([...found]).toEqual(expected.sort((one, two) => (one.name < two.name ? -1 : 1)))
  },
)

it('declares every table there is', async () => {
  const found = await database.sql<
    { name: string }[]
  >`select tablename as name from pg_tables where schemaname = 'public' order by 1`
  expect(found.map((row) => row.name)).toEqual(declared.map((table) => getTableConfig(table).name).sort())
})

it('can be migrated again, and by four at once', async () => {
  const before = await describeDatabase(database.url)
  await Promise.all([1, 2, 3, 4].map(() => migrate(database.url)))
  await Promise.all([1, 2].map(() => migrateQueue(database.url)))
  expect(await describeDatabase(database.url)).toBe(before)
})

it('refuses to change or delete what was put on record', async () => {
  await database.sql`insert into audit_events (actor, action, subject_kind, subject_id) values ('a', 'b', 'c', 'd')`
  await expect(database.sql`update audit_events set actor = 'x'`).rejects.toThrow(/append-only/)
  await expect(database.sql`delete from audit_events`).rejects.toThrow(/append-only/)
  await expect(database.sql`truncate audit_events`).rejects.toThrow(/append-only/)
})

function isInPrimaryKey(table: PgTable, column: string): boolean {
  return getTableConfig(table).primaryKeys.some((key) => key.columns.some((one) => one.name === column))
}
