// Is a question that is asked often answered as things stand, also after its connection was lost?
import { afterEach, beforeEach, expect, it } from 'vitest'
import { askOften, type OftenAsked } from '../../../src/db/ask-often.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
const HOW = { name: 'thirty3 often', milliseconds: 300 }
let asked: OftenAsked

beforeEach(() => database.sql`drop table if exists told; create table told (n integer)`.simple())
afterEach(() => asked.close())

const cut = () =>
  database.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${HOW.name}`

it('answers with what stands when it is asked', async () => {
  asked = askOften(database.url, 'select count(*)::text from told', HOW)
  expect(await asked.ask()).toBe('0')
  await database.sql`insert into told values (1)`
  expect(await Promise.all([asked.ask(), asked.ask()])).toEqual(['1', '1'])
})

it('asks on a new connection once the old one is gone', async () => {
  asked = askOften(database.url, "select 'here'", HOW)
  expect(await asked.ask()).toBe('here')
  await cut()
  await expect.poll(() => asked.ask().catch(() => 'away')).toBe('here')
})

it('rejects who waits when the connection ends, with a code that says so', async () => {
  asked = askOften(database.url, "select pg_sleep(0.25)::text || 'late'", HOW)
  await asked.ask()
  const waiting = asked.ask()
  await Promise.all([
    cut(),
    expect(waiting).rejects.toMatchObject({ code: expect.stringMatching(/^57P01$|CLOSED|RESET/) }),
  ])
})

it('rejects an answer that takes too long, and answers the next question', async () => {
  asked = askOften(
    database.url,
    "select case when exists (select from told) then 'quick' else pg_sleep(2)::text end",
    HOW,
  )
  await expect(asked.ask()).rejects.toMatchObject({ code: '57014' })
  await database.sql`insert into told values (1)`
  expect(await asked.ask()).toBe('quick')
})
