import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparisonState, countChanges, listChanges } from '../../../src/returns/change-queries.ts'
import { compareReturn, ensureCompared } from '../../../src/returns/compare-return.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { useDatabase } from '../../support/database.ts'
import { type RowValues, storeReadReturn } from '../../support/stored-return.ts'

const database = useDatabase()

const row = (reference: string | null, title: string, more: Record<string, unknown> = {}): RowValues => ({
  ...(reference === null ? {} : { local_reference: reference }),
  title,
  supplier_name_raw: 'Quillmere Software Ltd',
  ...more,
})

const publish = (id: string) => publishReturn(database, id, 'tester')
const compare = (id: string) => compareReturn(database, id)
const changes = (id: string) => listChanges(database.db, id, { limit: 500 })

/** Everything a comparison must leave alone, in one text. */
async function register(): Promise<string> {
  const kept = await Promise.all([
    database.sql`select * from contracts order by id`,
    database.sql`select * from contract_versions order by id`,
    database.sql`select * from contract_presence_changes order by 1, 2`,
    database.sql`select * from supplier_names order by id`,
    database.sql`select * from suppliers order by id`,
    database.sql`select * from contract_search order by contract_id`,
  ])
  return JSON.stringify(kept)
}

describe('comparing a return with the register', () => {
  it('tells new, changed field by field, unchanged and missing contracts, and keeps nothing else', async () => {
    await publish(
      await storeReadReturn(database.sql, 'alpha', [
        row('A1', 'Payroll', { current_end_on: '2027-03-31', value_annual: 10_000_00 }),
        row('A2', 'Telephony'),
        row('A3', 'Cleaning'),
      ]),
    )
    const before = await register()
    const id = await storeReadReturn(database.sql, 'alpha', [
      row('A1', 'Payroll', { current_end_on: '2028-03-31', value_annual: 12_500_50, review_on: null }),
      row('A2', 'Telephony', { department: null }),
      row('A4', 'Catering', { supplier_name_raw: 'Never Seen Before Ltd' }),
    ])
    expect(await compare(id)).toBe('compared')
    expect(await register()).toBe(before)
    expect(await countChanges(database.db, id)).toEqual({
      new: 1,
      changed: 1,
      unchanged: 1,
      missing: 1,
      missing_before: 0,
    })
    const [payroll, telephony, catering, cleaning] = await changes(id)
    expect(payroll).toMatchObject({
      kind: 'changed',
      line: 2,
      fields: [
        { field: 'current_end_on', before: '2027-03-31', after: '2028-03-31' },
        { field: 'value_annual', before: '10000.00', after: '12500.50' },
      ],
    })
    expect(telephony).toMatchObject({ kind: 'unchanged', title: 'Telephony', fields: [] })
    expect(catering).toMatchObject({ kind: 'new', title: 'Catering', contract_id: null })
    expect(cleaning).toMatchObject({ kind: 'missing', title: 'Cleaning', line: null, answer: null })
  })

  it('doubts an amount that is more than ten times what is published, or less than a tenth, once', async () => {
    const amounts = (one: number, two: number, three: number, four: number) => [
      row('J1', 'Payroll', { value_annual: one }),
      row('J2', 'Telephony', { value_annual: two }),
      row('J3', 'Cleaning', { value_annual: three }),
      row('J4', 'Catering', { value_annual: four }),
    ]
    await publish(await storeReadReturn(database.sql, 'jump', amounts(10_000_00, 50_000_00, 10_000_00, 0)))
    const id = await storeReadReturn(
      database.sql,
      'jump',
      amounts(100_000_01, 4_999_99, 100_000_00, 5_000_00),
    )
    for (let times = 0; times < 2; times += 1) {
      await compare(id)
      await database.sql`update return_comparisons set attempt = attempt - 1 where return_id = ${id}`
    }
    const doubts = await database.sql`
      select data_row, line, field, column_number, message from return_issues
      where return_id = ${id} and code = 'value_jump' order by data_row`
    expect(doubts).toHaveLength(2)
    expect(doubts[0]).toMatchObject({ data_row: 1, line: 2, field: 'value_annual', column_number: 4 })
    expect(doubts[0]?.message).toContain('more than ten times as much as what is published, £10,000.')
    expect(doubts[1]).toMatchObject({ data_row: 2 })
    expect(doubts[1]?.message).toContain('more than ten times less than what is published, £50,000.')
  })

  it('points from a missing contract to the row of the file that has its reference and cannot be used', async () => {
    await publish(await storeReadReturn(database.sql, 'beta', [row('B1', 'Payroll'), row('B2', 'Telephony')]))
    const id = await storeReadReturn(database.sql, 'beta', [row('B1', 'Payroll'), row('b2 ', 'Telephony')])
    await database.sql`update stated_rows set state = 'bad' where return_id = ${id} and data_row = 2`
    await compare(id)
    expect((await changes(id))[1]).toMatchObject({
      kind: 'missing',
      title: 'Telephony',
      data_row: 2,
      line: 3,
    })
  })

  it('keeps apart what was already missing before', async () => {
    await publish(
      await storeReadReturn(database.sql, 'gamma', [row('C1', 'Payroll'), row('C2', 'Telephony')]),
    )
    await publish(await storeReadReturn(database.sql, 'gamma', [row('C1', 'Payroll')]))
    const id = await storeReadReturn(database.sql, 'gamma', [row('C3', 'Catering')])
    await compare(id)
    expect(await countChanges(database.db, id)).toMatchObject({ new: 1, missing: 1, missing_before: 1 })
  })

  it('compares again what no longer holds: another publication came in between, a cell was corrected, it was read again', async () => {
    await publish(await storeReadReturn(database.sql, 'delta', [row('D1', 'Payroll')]))
    const id = await storeReadReturn(database.sql, 'delta', [row('D2', 'Telephony')])
    await ensureCompared(database, id)
    expect(await countChanges(database.db, id)).toMatchObject({ new: 1, missing: 1 })
    await publish(await storeReadReturn(database.sql, 'delta', [row('D2', 'Telephony')]))
    expect((await comparisonState(database.db, id))?.is_current).toBe(false)
    await ensureCompared(database, id)
    expect(await countChanges(database.db, id)).toMatchObject({ new: 0, unchanged: 1, missing_before: 1 })
    expect((await comparisonState(database.db, id))?.is_current).toBe(true)
    await database.sql`insert into return_corrections (return_id, data_row, column_number, from_text, to_text, made_by)
      values (${id}, 1, 1, 'a', 'b', 'tester')`
    expect((await comparisonState(database.db, id))?.is_current).toBe(false)
    await ensureCompared(database, id)
    await database.sql`update returns set attempt = attempt + 1 where id = ${id}`
    expect((await comparisonState(database.db, id))?.is_current).toBe(false)
  })

  it('tells of a published return what its publication did, and is never behind a publication that nobody previewed', async () => {
    await publish(await storeReadReturn(database.sql, 'eta', [row('E1', 'Payroll'), row('E2', 'Telephony')]))
    const id = await storeReadReturn(database.sql, 'eta', [
      row('E1', 'Payroll and pensions'),
      row('E3', 'Catering'),
    ])
    await publish(id)
    expect(await ensureCompared(database, id)).toBe('current')
    expect((await changes(id)).map(({ kind, title }) => [kind, title])).toEqual([
      ['changed', 'Payroll and pensions'],
      ['new', 'Catering'],
      ['missing', 'Telephony'],
    ])
  })
})

const POOL = ['R1', 'R2', 'R3', 'R4', null]
const rows = fc.array(
  fc.record({
    reference: fc.constantFrom(...POOL),
    title: fc.constantFrom('Payroll', 'Telephony', 'Care lot 1', 'Care lot 2'),
    supplier: fc.constantFrom('Quillmere Software Ltd', 'Pellwick Ltd', 'PELLWICK LIMITED'),
    end: fc.constantFrom('2027-03-31', '2028-03-31', null),
  }),
  { minLength: 1, maxLength: 8 },
)
type Drawn = { reference: string | null; title: string; supplier: string; end: string | null }
const asRows = (drawn: Drawn[]) =>
  drawn.map((one) =>
    row(one.reference, one.title, { supplier_name_raw: one.supplier, current_end_on: one.end }),
  )

describe('a preview', () => {
  it('counts for any three returns in a row, one of them withdrawn or not, exactly what publishing then does', async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(rows, rows, rows, fc.boolean(), async (one, two, three, withdrawn) => {
        run += 1
        const slug = `random-${run}`
        await publish(await storeReadReturn(database.sql, slug, asRows(one)))
        const second = await storeReadReturn(database.sql, slug, asRows(two))
        await publish(second)
        if (withdrawn) await withdrawReturn(database, second, 'tester', 'wrong')
        const third = await storeReadReturn(database.sql, slug, asRows(three))
        await compare(third)
        const { missing_before, ...preview } = await countChanges(database.db, third)
        const outcome = await publish(third)
        if (outcome.status !== 'published') throw new Error(outcome.status)
        const { created, ...counts } = outcome.counts
        expect(preview).toEqual({ new: created, ...counts })
      }),
      { numRuns: 40 },
    )
  }, 120_000)
})

describe('comparing beside other work', () => {
  it('neither holds up a publication nor is spoilt by one, and can be done by several at once', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => row(`Z${at}`, `Contract ${at}`))
    await publish(await storeReadReturn(database.sql, 'busy', rows))
    const id = await storeReadReturn(database.sql, 'busy', rows.slice(1))
    const [, , , published] = await Promise.all([
      compare(id),
      compare(id),
      ensureCompared(database, id),
      publish(id),
    ])
    expect(published).toMatchObject({ status: 'published', counts: { unchanged: 59, missing: 1 } })
    await ensureCompared(database, id)
    expect(await countChanges(database.db, id)).toMatchObject({ new: 0, changed: 0, missing: 1 })
  })
})
