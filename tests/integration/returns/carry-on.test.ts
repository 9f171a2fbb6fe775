import { beforeAll, describe, expect, it } from 'vitest'
import { benchReturn } from '../../../src/bench/made-up-return.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { readStoredReturn } from '../../../src/returns/read-stored-return.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { useDatabase } from '../../support/database.ts'
import { openTestDeps, returnId, submitText } from '../../support/pipeline.ts'
import { storeAuthority } from '../../support/stored-return.ts'

const database = useDatabase()

/** One states every row it hands in; the other carries on what it stated before. */
const APART = 'apart'
const ALONG = 'along'

beforeAll(async () => {
  await storeAuthority(database.sql, APART)
  await storeAuthority(database.sql, ALONG)
})

const [HEADINGS = '', ...FIRST] = benchReturn(900, 7)
const fileOf = (rows: readonly string[]) => HEADINGS + rows.join('')
const every = (n: number, change: (row: string) => string) => (row: string, at: number) =>
  at % n === 3 ? change(row) : row
const isKept = (_: string, at: number) => at % 90 !== 5

/** Some amounts changed, some rows gone, some new, one in another place, one twice. */
const SECOND = [
  ...[...benchReturn(905, 7)].slice(-5),
  ...FIRST.filter(isKept).map(every(20, (row) => row.replace(/"(\d+),(\d\d\d)/, '"9$1,$2'))),
  FIRST[5] ?? '',
  FIRST[200] ?? '',
]
/** Others changed, some of them back, and ends that have come to another day. */
const THIRD = SECOND.map(every(33, (row) => row.replace(/Services$/m, 'Works'))).map((row, at) =>
  at > 400 && at < 420 ? (FIRST[at] ?? row) : row,
)

/** Reads and publishes a file for an authority; `today` is the day it is read on. */
async function handIn(slug: string, text: string, today: string): Promise<string> {
  const carryFrom = slug === ALONG ? 100 : 1_000_000
  const deps = await openTestDeps(database.url, { RETURN_CARRY_FROM: carryFrom })
  const onTheDay = { ...deps, clock: () => Date.parse(`${today}T12:00:00Z`) }
  const id = returnId(await submitText(onTheDay, slug, text, { publish: false }))
  expect(await readStoredReturn(onTheDay, id)).toBe('read')
  expect(await publishReturn(onTheDay, id, 'somebody')).toMatchObject({ status: 'published' })
  return id
}

/** Everything a return says and what is wrong with it, and the register of the authority. */
async function saidBy(slug: string, id: string) {
  const { sql } = database
  return {
    rows: await sql`
      select data_row, line, last_line, state, cells, values, values_hash from return_rows where return_id = ${id} order by 1`,
    issues: await sql`
      select data_row, line, severity, code, column_number, field, value, message, suggestion from return_issues
      where return_id = ${id} order by data_row nulls first, id`,
    counts: await sql`
      select rows_read, rows_good, rows_bad, rows_ignored, rows_blank, contracts_new, contracts_changed, contracts_unchanged,
        contracts_missing from returns where id = ${id}`,
    contracts: await sql`
      select c.natural_key, c.is_public, c.confirmed_return_id is not null as is_missing, v.number, v.values, s.words::text
      from contracts c join authorities a on a.id = c.authority_id join contract_versions v on v.id = c.version_id
      left join contract_search s on s.contract_id = c.id
      where a.slug = ${slug} order by 1`,
  }
}

async function carried(id: string): Promise<number> {
  const [row] = await database.sql`select count(*)::int as n from carried_rows where return_id = ${id}`
  return row?.n
}

async function bothHandIn(text: string, today: string): Promise<{ apart: string; along: string }> {
  const both = { apart: await handIn(APART, text, today), along: await handIn(ALONG, text, today) }
  expect(await saidBy(ALONG, both.along)).toEqual(await saidBy(APART, both.apart))
  return both
}

describe('returns whose rows an earlier return stated', () => {
  it('say, and do to the register, what they would if every row were read and stored again', async () => {
    const first = await bothHandIn(fileOf(FIRST), '2024-03-01')
    expect(await carried(first.along)).toBe(0)

    const second = await bothHandIn(fileOf(SECOND), '2024-03-01')
    expect(await carried(second.apart)).toBe(0)
    expect(await carried(second.along)).toBeGreaterThan(500)

    const third = await bothHandIn(fileOf(THIRD), '2025-03-01')
    expect(await carried(third.along)).toBeGreaterThan(400)
    const sources = await database.sql`
      select distinct source_return_id from carried_rows where return_id = ${third.along}`
    expect(new Set(sources.map((row) => row.source_return_id))).toEqual(new Set([first.along, second.along]))

    for (const id of [third.apart, third.along])
      await withdrawReturn(database, id, 'somebody', 'sent by mistake')
    expect((await saidBy(ALONG, third.along)).contracts).toEqual((await saidBy(APART, third.apart)).contracts)

    const again = await bothHandIn(`${fileOf(THIRD)}\n`, '2025-03-02')
    expect(await carried(again.along)).toBeGreaterThan(400)
    const last = await bothHandIn(`\n${fileOf(THIRD)}`, '2025-03-03')
    expect(await carried(last.along)).toBeGreaterThan(600)
  })

  it('are known again by returns that are public, until one is read on another basis', async () => {
    const keeping = async () => {
      const found = await database.sql`
        select distinct r.publication, r.state from row_prints p join returns r on r.id = p.return_id
        join authorities a on a.id = r.authority_id where a.slug = ${ALONG} and r.state = 'published' order by 1`
      return found.map(({ publication }) => publication)
    }
    expect((await keeping()).length).toBeGreaterThan(1)
    const renamed = fileOf(THIRD).replace('Department', 'Directorate')
    const other = await bothHandIn(renamed, '2025-03-03')
    expect(await carried(other.along)).toBe(0)
    expect(await keeping()).toHaveLength(1)
  })

  it('say what is wrong with a row in the same order, also where it gives its contract back what it said before', async () => {
    const lot = (title: string, amount: string) =>
      `LOT1,${title},Short.,Finance,Harrow Lift Care Ltd,,01/01/2015,01/01/2019,,${amount},Quotation,Y,,Works\n`
    await bothHandIn(fileOf([...FIRST, lot('Lift care', '1000')]), '2025-04-01')
    await bothHandIn(fileOf([...FIRST, lot('Lift care', '2000')]), '2025-04-01')
    const last = await bothHandIn(
      fileOf([...FIRST, lot('Lift care', '1000'), lot('Stair care', '500')]),
      '2025-04-01',
    )
    const codes = await database.sql`
      select code from return_issues where return_id = ${last.along} and data_row = 901 order by id`
    expect(codes.map(({ code }) => code)).toEqual(['ended_still_reported', 'reference_lots'])
  })

  it('are read whole where what is known of earlier ones takes the memory there is', async () => {
    const [last] = await database.sql`
      select r.id from returns r join authorities a on a.id = r.authority_id
      where a.slug = ${ALONG} and r.state = 'published' order by r.publication desc limit 1`
    const id: string = last?.id
    await database.sql`update returns set rows_read = rows_read + 1000000, rows_blank = rows_blank + 1000000 where id = ${id}`
    await database.sql`
      insert into row_prints (return_id, position, prints)
      select ${id}, 100000 + n, convert_to(repeat('x', 50000000), 'UTF8') from generate_series(1, 4) n`
    const deps = await openTestDeps(database.url, { RETURN_CARRY_FROM: 100, RETURN_MAX_MEMORY_MB: 150 })
    const given = await submitText(deps, ALONG, fileOf(FIRST.slice(9)), { publish: false })
    expect(await readStoredReturn(deps, returnId(given))).toBe('read')
    expect(await carried(returnId(given))).toBe(0)
  })
})
