import { describe, expect, it } from 'vitest'
import { contractFilters } from '../../../src/contracts/contract-filter-schemas.ts'
import { findContract } from '../../../src/contracts/contract-queries.ts'
import { searchContracts } from '../../../src/contracts/contract-search-queries.ts'
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
const all = (slug: string, more: object = {}) =>
  searchContracts(database.db, contractFilters.parse({ authority: slug, limit: 100, ...more }), '2026-11-21')

/** Everything the public can see of an authority, without what only tells one publication from another. */
async function view(slug: string) {
  const { contracts } = await all(slug)
  const details = await Promise.all(contracts.map((contract) => findContract(database.db, contract.id)))
  return details.sort((a, b) => ((a?.id ?? '') < (b?.id ?? '') ? -1 : 1))
}

describe('publishing', () => {
  it('makes every good row a contract that search finds by title, supplier and reference', async () => {
    const id = await storeReadReturn(database.sql, 'alpha', [
      row('A1', 'Housing repairs', { current_end_on: '2027-03-31', value_whole_term_net: 12_500_00 }),
      row('A2', 'Library stock', { current_end_on: '2025-03-31' }),
      row('A3', 'Street lighting'),
    ])
    const outcome = await publish(id)
    expect(outcome).toEqual({
      status: 'published',
      counts: { created: 3, changed: 0, unchanged: 0, missing: 0 },
    })
    expect((await all('alpha', { q: 'repairs' })).contracts).toMatchObject([
      { title: 'Housing repairs', value: { pounds: '12500.00', field: 'value_whole_term_net' } },
    ])
    expect((await all('alpha', { q: 'quillmere' })).total).toBe(3)
    expect((await all('alpha', { q: 'A2' })).contracts.map((one) => one.title)).toEqual(['Library stock'])
  })

  it('lists running contracts first, then those with no end stated, then ended ones, page by page without loss', async () => {
    const first = await all('alpha', { limit: 2 })
    expect(first.contracts.map((one) => one.title)).toEqual(['Housing repairs', 'Street lighting'])
    expect(first).toMatchObject({ total: 3, not_stated: { current_end: 1 } })
    const second = await all('alpha', { limit: 2, cursor: first.next_cursor })
    expect(second.contracts.map((one) => one.title)).toEqual(['Library stock'])
    expect(second.next_cursor).toBeNull()
  })

  it('keeps contracts without a stated end in a filter by end date, until told otherwise', async () => {
    const window = { current_end_from: '2027-01-01', current_end_to: '2027-12-31' }
    expect((await all('alpha', window)).contracts.map((one) => one.title)).toEqual([
      'Housing repairs',
      'Street lighting',
    ])
    expect((await all('alpha', { ...window, end_not_stated: 'exclude' })).total).toBe(1)
  })

  it('changes nothing when called again', async () => {
    const id = await storeReadReturn(database.sql, 'beta', [row('B1', 'Payroll')])
    await publish(id)
    const before = await view('beta')
    expect(await publish(id)).toEqual({ status: 'already_published' })
    expect(await view('beta')).toEqual(before)
  })

  it('adds a version only where something changed, and counts what the file leaves out without deleting it', async () => {
    await publish(
      await storeReadReturn(database.sql, 'gamma', [
        row('C1', 'Payroll'),
        row('C2', 'Telephony'),
        row('C3', 'Cleaning'),
      ]),
    )
    const next = [
      row('C1', 'Payroll'),
      row('C2', 'Telephony', { current_end_on: '2028-01-31' }),
      row('C4', 'Catering'),
    ]
    const outcome = await publish(await storeReadReturn(database.sql, 'gamma', next))
    expect(outcome).toMatchObject({ counts: { created: 1, changed: 1, unchanged: 1, missing: 1 } })
    const found = await view('gamma')
    expect(found.map((one) => one?.title).sort()).toEqual(['Catering', 'Cleaning', 'Payroll', 'Telephony'])
    const telephony = found.find((one) => one?.title === 'Telephony')
    expect(telephony?.versions.map((version) => version.changed_fields)).toEqual([[], ['current_end_on']])
  })

  it('shows of each value the file, line, column, heading and text as typed', async () => {
    await publish(
      await storeReadReturn(database.sql, 'delta', [row('D1', 'Payroll', { start_on: '2024-04-01' })]),
    )
    const [found] = await view('delta')
    const start = found?.values.find((value) => value.field === 'start_on')
    expect(start).toMatchObject({
      value: '2024-04-01',
      provenance: [{ line: 2, heading: 'Heading of start_on', raw: '2024-04-01' }],
    })
  })

  it('takes lots under one reference as contracts of their own, and the one that was there before as the same', async () => {
    await publish(await storeReadReturn(database.sql, 'epsilon', [row('E1', 'Care lot 1')]))
    const [before] = await view('epsilon')
    const outcome = await publish(
      await storeReadReturn(database.sql, 'epsilon', [row('E1', 'Care lot 1'), row('E1', 'Care lot 2')]),
    )
    expect(outcome).toMatchObject({ counts: { created: 1, unchanged: 1 } })
    expect((await view('epsilon')).map((one) => one?.id)).toContain(before?.id)
  })

  it('keeps rows apart that have no reference and are alike in title, supplier and start', async () => {
    const rows = [
      row(null, 'Day care', { current_end_on: '2027-01-01' }),
      row(null, 'Day care', { current_end_on: '2028-01-01' }),
    ]
    expect(await publish(await storeReadReturn(database.sql, 'zeta', rows))).toMatchObject({
      counts: { created: 2 },
    })
    expect(await publish(await storeReadReturn(database.sql, 'zeta', rows))).toMatchObject({
      counts: { unchanged: 2 },
    })
  })

  it('makes one supplier of a new company that two returns name at the same moment', async () => {
    const name = { supplier_name_raw: 'Brand New Company Ltd' }
    const [one, two] = await Promise.all([
      storeReadReturn(database.sql, 'eta', [row('F1', 'Audit', name)]),
      storeReadReturn(database.sql, 'theta', [
        row('G1', 'Audit', { supplier_name_raw: 'BRAND NEW COMPANY LIMITED' }),
      ]),
    ])
    await Promise.all([publish(one), publish(two)])
    const rows =
      await database.sql`select distinct supplier_id from supplier_names where strict_key like 'brand%new%company'`
    expect(rows).toHaveLength(1)
  })

  it('publishes two returns of one authority one after the other, when asked for both at once', async () => {
    const ids = await Promise.all(
      ['First', 'Second'].map((title) =>
        storeReadReturn(database.sql, 'iota', [row('H1', title), row('H2', 'Same')]),
      ),
    )
    await Promise.all(ids.map(publish))
    const found = await view('iota')
    expect(found).toHaveLength(2)
    expect(found.find((one) => one?.local_reference === 'H1')?.versions).toHaveLength(2)
  })
})

describe('withdrawing', () => {
  it('brings back exactly what was seen before the publication', async () => {
    await publish(
      await storeReadReturn(database.sql, 'kappa', [
        row('K1', 'Payroll'),
        row('K2', 'Telephony'),
        row('K3', 'Cleaning'),
      ]),
    )
    const before = await view('kappa')
    const second = [row('K1', 'Payroll and pensions'), row('K2', 'Telephony'), row('K4', 'Catering')]
    const id = await storeReadReturn(database.sql, 'kappa', second)
    await publish(id)
    expect(await view('kappa')).not.toEqual(before)
    expect(await withdrawReturn(database, id, 'tester', 'wrong file')).toEqual({ status: 'withdrawn' })
    expect(await view('kappa')).toEqual(before)
    expect((await all('kappa', { q: 'catering' })).total).toBe(0)
    expect((await all('kappa', { q: 'pensions' })).total).toBe(0)
  })

  it('leaves nothing public of a first publication, and the same rows can be published again', async () => {
    const rows = [row('L1', 'Payroll')]
    const id = await storeReadReturn(database.sql, 'lambda', rows)
    await publish(id)
    await withdrawReturn(database, id, 'tester', 'too early')
    expect((await all('lambda')).total).toBe(0)
    await publish(await storeReadReturn(database.sql, 'lambda', rows))
    expect((await all('lambda')).total).toBe(1)
  })

  it('refuses to undo a publication that a later one stands on, and names the later one', async () => {
    const first = await storeReadReturn(database.sql, 'my', [row('M1', 'Payroll')])
    const second = await storeReadReturn(database.sql, 'my', [row('M1', 'Payroll 2')])
    await publish(first)
    await publish(second)
    expect(await withdrawReturn(database, first, 'tester', '')).toEqual({
      status: 'not_the_latest',
      latestId: second,
    })
  })
})
