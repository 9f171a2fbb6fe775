import { beforeAll, describe, expect, it } from 'vitest'
import { findContract } from '../../../src/contracts/contract-queries.ts'
import { correctReturn, undoCorrections } from '../../../src/returns/correct-cells.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { readStoredReturn } from '../../../src/returns/read-stored-return.ts'
import { countIssues, listReturnIssues } from '../../../src/returns/return-queries.ts'
import { useDatabase } from '../../support/database.ts'
import { openTestDeps } from '../../support/pipeline.ts'
import { contractIdOf } from '../../support/register-rows.ts'
import { csv, detailOf, handInAndRead, rowOf } from '../../support/reviewed-return.ts'
import { storeAuthority } from '../../support/stored-return.ts'

const database = useDatabase()

beforeAll(async () => {
  for (const slug of ['iota', 'kappa', 'lambda', 'mu']) await storeAuthority(database.sql, slug)
})

describe('cells that should have held something else', () => {
  const HEAD = 'Reference,Title,Supplier,Start date,Current end date'
  const MESSY = csv(
    HEAD,
    'R1,Messy payroll,Quillmere Ltd,01/04/24,31/02/2027',
    'R2,Library,Pellwick Ltd,01/05/24,31/03/2027',
    'R3,Trees,Elm Ltd,01/06/2024,next spring',
    'R4,Bins,Elm Ltd,01/06/2024,next spring',
  )
  const issueOf = async (id: string, code: string) => {
    const issues = await listReturnIssues(database.db, id, { code, limit: 10 })
    const [first] = issues
    if (first === undefined) throw new Error(`No issue ${code}`)
    return first
  }
  const total = async (id: string, code: string) =>
    (await countIssues(database.db, id)).find((group) => group.code === code)?.count ?? 0

  it('takes one suggestion: the row becomes usable, and what was typed stays beside it', async () => {
    const deps = await openTestDeps(database.url)
    const id = await handInAndRead(deps, 'iota', MESSY)
    expect(await detailOf(database, id)).toMatchObject({ counts: { good: 1, bad: 3 } })
    const { id: issueId, suggestion } = await issueOf(id, 'date_invalid')
    expect(suggestion).toBe('2027-02-28')
    expect(await correctReturn(deps, id, { issueId }, 'officer')).toEqual({ status: 'corrected', cells: 1 })
    await readStoredReturn(deps, id)
    expect(await detailOf(database, id)).toMatchObject({ state: 'read', counts: { good: 2, bad: 2 } })
    const row = await rowOf(database, id, 1)
    expect(row).toMatchObject({ state: 'good', values: { current_end_on: '2027-02-28' } })
    expect(row.cells[4]).toBe('31/02/2027')
    expect(await total(id, 'date_invalid')).toBe(0)
    await publishReturn(deps, id, 'officer')
    const contract = await findContract(deps.db, await contractIdOf(database, 'Messy payroll'))
    expect(contract?.values.find(({ field }) => field === 'current_end_on')).toMatchObject({
      value: '2027-02-28',
      provenance: [{ line: 2, raw: '31/02/2027', corrected_to: '2027-02-28' }],
    })
  })

  it('takes all suggestions alike, and a typed text for every cell that says the same', async () => {
    const deps = await openTestDeps(database.url)
    const id = await handInAndRead(deps, 'kappa', MESSY)
    expect(await total(id, 'two_digit_year')).toBe(2)
    const alike = await correctReturn(deps, id, { code: 'two_digit_year', column: 4 }, 'officer')
    expect(alike).toEqual({ status: 'corrected', cells: 2 })
    await readStoredReturn(deps, id)
    expect(await total(id, 'two_digit_year')).toBe(0)
    const typed = { dataRow: 3, column: 5, to: '30/04/2027', alsoAlike: true }
    expect(await correctReturn(deps, id, typed, 'officer')).toEqual({ status: 'corrected', cells: 2 })
    await readStoredReturn(deps, id)
    expect((await rowOf(database, id, 4)).values).toMatchObject({ current_end_on: '2027-04-30' })
    expect(await detailOf(database, id)).toMatchObject({ counts: { good: 3, bad: 1 } })
  })

  it('is undone as if it had never been said, and each step is on record', async () => {
    const deps = await openTestDeps(database.url)
    const id = await handInAndRead(deps, 'lambda', MESSY)
    const before = await rowOf(database, id, 3)
    await correctReturn(deps, id, { dataRow: 3, column: 5, to: '30/04/2027' }, 'officer')
    await readStoredReturn(deps, id)
    await correctReturn(deps, id, { dataRow: 3, column: 5, to: '31/05/2027' }, 'officer')
    await readStoredReturn(deps, id)
    expect((await rowOf(database, id, 3)).values).toMatchObject({ current_end_on: '2027-05-31' })
    expect(await undoCorrections(deps, id, 'all', 'officer')).toEqual({ status: 'corrected', cells: 1 })
    await readStoredReturn(deps, id)
    expect(await rowOf(database, id, 3)).toEqual(before)
    const acts = await database.sql<{ action: string }[]>`
      select action from audit_events where subject_id = ${id} order by id`
    expect(acts.map(({ action }) => action)).toEqual([
      'return.received',
      'return.corrected',
      'return.corrected',
      'return.correction_revoked',
    ])
    expect(await database.sql`select from return_corrections where return_id = ${id}`).toHaveLength(2)
  })

  it('is not taken where there is no such cell, while it is read, or after publication', async () => {
    const deps = await openTestDeps(database.url)
    const id = await handInAndRead(deps, 'mu', MESSY)
    const wanted = { dataRow: 3, column: 5, to: '30/04/2027' }
    expect(await correctReturn(deps, id, { ...wanted, dataRow: 99 }, 'officer')).toEqual({
      status: 'nothing_to_correct',
    })
    expect(await correctReturn(deps, id, { issueId: 2_000_000_000 }, 'officer')).toEqual({
      status: 'nothing_to_correct',
    })
    expect(await detailOf(database, id)).toMatchObject({ state: 'read' })
    await correctReturn(deps, id, wanted, 'officer')
    expect(await correctReturn(deps, id, wanted, 'officer')).toEqual({
      status: 'not_in_review',
      state: 'received',
    })
    await readStoredReturn(deps, id)
    await publishReturn(deps, id, 'officer')
    expect(await correctReturn(deps, id, wanted, 'officer')).toEqual({
      status: 'not_in_review',
      state: 'published',
    })
  })
})
