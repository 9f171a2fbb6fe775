import { beforeAll, describe, expect, it } from 'vitest'
import { correctedCsv } from '../../../src/exports/corrected-csv.ts'
import { issuesCsv } from '../../../src/exports/issues-csv.ts'
import { countChanges, listChanges } from '../../../src/returns/change-queries.ts'
import { type FoundChange, insertChanges } from '../../../src/returns/comparison-queries.ts'
import { correctedRows } from '../../../src/returns/corrected-rows-queries.ts'
import {
  correctCells,
  countCorrections,
  listCorrections,
  type WantedCells,
} from '../../../src/returns/correction-queries.ts'
import { noteValueJumps } from '../../../src/returns/note-value-jumps.ts'
import { reportOnReturn, rowsLosing } from '../../../src/returns/quality-report.ts'
import {
  columnsWithIssues,
  countIssues,
  countSuggestions,
  type IssueFilter,
  listReturnIssues,
} from '../../../src/returns/return-queries.ts'
import { carryOn } from '../../support/carried-rows.ts'
import { useDatabase } from '../../support/database.ts'
import { contractIdOf, makeAuthorities, makeReturn, type RowOfContract } from '../../support/register-rows.ts'
import { detailOf } from '../../support/reviewed-return.ts'

const database = useDatabase()
const AUTHORITY = 'barnet'

const row = (title: string, more: Partial<RowOfContract> = {}): RowOfContract => ({
  title,
  supplier_name_raw: 'Brindle Ltd',
  local_reference: title.toUpperCase(),
  start_on: '2024-04-01',
  value_annual: 1_000_00,
  ...more,
})

const ALIKE = [
  row('Locks', { department: 'Housing' }),
  row('Gates', { value_annual: 90_000_00 }),
  row('Lamps', { local_reference: 'LEFT' }),
  row('Paths'),
  row('Trees', { description: 'Felling' }),
]
const EARLIER = [...ALIKE, row('Bins', { local_reference: 'LEFT' })]
const LATER = [row('Boats'), ...ALIKE, row('Ferries')]
/** What was said of the rows that are alike, `down` rows lower. */
const said = (down: number) =>
  [
    { data_row: 1 + down, line: 2 + down, column: 6, suggestion: '1/4/2024', code: 'date_token' },
    { data_row: 1 + down, line: 2 + down, column: 7, value: 'soon', code: 'date_token' },
    { data_row: 3 + down, line: 4 + down, column: 6, severity: 'error' as const, code: 'no_date' },
    { data_row: 4 + down, line: 5 + down, column: 6, suggestion: '1/4/2024', code: 'date_token' },
    { data_row: 5 + down, line: 6 + down, column: 2, severity: 'note' as const, code: 'long_text' },
  ].map((issue) => ({ ...issue, message: `Line ${issue.line}, column ${issue.column}: It is odd.` }))
const ofFile = { severity: 'note' as const, code: 'odd_heading', message: 'is odd.' }
const ROWS_CARRIED = [1, 2, 3, 4, 5].map((from) => [from, from + 1] as const)

let source: string
/** The same return, all of it stated and most of it carried on. */
let whole: string
let carrying: string

beforeAll(async () => {
  await makeAuthorities(database)
  source = await makeReturn(database, {
    authority: AUTHORITY,
    contracts: EARLIER,
    issues: [...said(0), ofFile, { data_row: 2, line: 3, column: 10, code: 'value_jump' }],
    at: '2026-05-01T09:30:00Z',
  })
  whole = await later('whole.csv')
  carrying = await later('carrying.csv')
  await carryOn(database.sql, carrying, { source, rows: ROWS_CARRIED })
})

function later(fileName: string): Promise<string> {
  const issues = [...said(1), ofFile, { data_row: 1, line: 2, column: 6, suggestion: '2/4/2024' }]
  return makeReturn(database, { authority: AUTHORITY, contracts: LATER, issues, fileName, publish: false })
}

const rowsOf = (id: string) => database.sql`
  select data_row, line, last_line, state, cells, values, values_hash from return_rows where return_id = ${id} order by 1`
const issuesOf = (id: string) => database.sql`
  select severity, code, line, data_row, column_number, field, value, message, suggestion from return_issues
  where return_id = ${id} order by data_row nulls first, id`

describe('a row that is carried on', () => {
  it('says under its own place what its source says', async () => {
    const stated = await rowsOf(whole)
    expect(stated).toHaveLength(7)
    expect([...(await rowsOf(carrying))]).toEqual([...stated])
  })

  it('has the issues of its source at its own place, but for jumps in value', async () => {
    const [counted] = await database.sql`
      select count(*)::int as n from return_issues where return_id = ${source} and code = 'value_jump'`
    expect(counted).toEqual({ n: 1 })
    const stated = await issuesOf(whole)
    expect(stated).toHaveLength(7)
    expect([...(await issuesOf(carrying))]).toEqual([...stated])
  })

  it('is refused where its return does not name the source', async () => {
    const add = database.sql`
      insert into carried_rows (return_id, data_row, line, last_line, state, source_return_id, source_data_row)
      values (${whole}, 20, 21, 21, 'good', ${source}, 1)`
    await expect(add).rejects.toMatchObject({
      code: '23503',
      message: 'A carried row names a return that is not a source of its own.',
    })
  })

  it('keeps what it stands on from being removed', async () => {
    const remove = database.sql`delete from stated_rows where return_id = ${source} and data_row = 1`
    await expect(remove).rejects.toMatchObject({
      code: '23503',
      message: 'Rows that another return carries on cannot be removed.',
    })
    expect(await rowsOf(source)).toHaveLength(EARLIER.length)
  })

  it('goes with its return, and what it stood on can then be removed', async () => {
    const earlier = await later('earlier.csv')
    const gone = await later('gone.csv')
    await carryOn(database.sql, gone, { source: earlier, rows: [[1, 2]] })
    await database.sql`insert into row_prints (return_id, position, prints) values (${gone}, 0, ${Buffer.from('x')})`
    await expect(database.sql`delete from returns where id = ${earlier}`).rejects.toMatchObject({
      code: '23503',
    })
    await database.sql`delete from returns where id = ${gone}`
    const [left] = await database.sql`
      select (select count(*)::int from carried_rows where return_id = ${gone}) as carried,
        (select count(*)::int from return_sources where return_id = ${gone}) as sources,
        (select count(*)::int from row_prints where return_id = ${gone}) as prints,
        (select count(*)::int from return_rows where return_id = ${gone}) as rows,
        (select count(*)::int from carried_rows where return_id = ${carrying}) as others`
    expect(left).toEqual({ carried: 0, sources: 0, prints: 0, rows: 0, others: ROWS_CARRIED.length })
    await database.sql`delete from returns where id = ${earlier}`
    expect(await rowsOf(earlier)).toEqual([])
  })
})

type Ask = (id: string) => Promise<unknown>

/** Ids of issues and corrections tell two returns apart that are alike in all else. */
const withoutId = <T extends { id: number }>({ id: _, ...rest }: T) => rest

/** Page after page, of two. */
async function allIssues(id: string, filter: Omit<IssueFilter, 'limit' | 'afterId'> = {}) {
  const all: Omit<Awaited<ReturnType<typeof listReturnIssues>>[number], 'id'>[] = []
  for (let afterId: number | undefined; ; ) {
    const page = { limit: 2, ...(afterId === undefined ? {} : { afterId }) }
    const found = await listReturnIssues(database.db, id, { ...filter, ...page })
    all.push(...found.map(withoutId))
    afterId = found.at(-1)?.id
    if (afterId === undefined) return all
  }
}

/** In the order of the file: those made at once have none among themselves. */
async function allCorrections(id: string) {
  const found = await listCorrections(database.db, id, 10)
  return found
    .map(({ id: _, made_at: __, ...rest }) => rest)
    .sort((one, two) => one.data_row - two.data_row || one.column - two.column)
}

async function allCorrected(id: string) {
  const all: Awaited<ReturnType<typeof correctedRows>> = []
  for (let after: number | undefined = 0; after !== undefined; ) {
    const found = await correctedRows(database.db, id, after, 2)
    all.push(...found)
    after = found.at(-1)?.data_row
  }
  return all
}

async function textOf(chunks: AsyncGenerator<string> | null): Promise<string> {
  let text = ''
  for await (const chunk of chunks ?? []) text += chunk
  return text
}

const today = '2026-11-22'

const ASKED: [string, Ask][] = [
  ['its issues', (id) => allIssues(id)],
  ['its issues of one kind', (id) => allIssues(id, { code: 'date_token' })],
  ['its warnings in a column', (id) => allIssues(id, { severity: 'warning', column: 6 })],
  ['the jumps in value noted on it', (id) => allIssues(id, { code: 'value_jump' })],
  ['how many issues of each kind', async (id) => [...(await countIssues(database.db, id))]],
  ['how many issues in a column', async (id) => [...(await countIssues(database.db, id, 6))]],
  ['how many suggestions', async (id) => [...(await countSuggestions(database.db, id))]],
  ['columns with issues', (id) => columnsWithIssues(database.db, id)],
  ['its corrections, each with its line', allCorrections],
  ['how many corrections', (id) => countCorrections(database.db, id)],
  ['its rows as corrected', allCorrected],
  ['its file as corrected', async (id) => textOf(correctedCsv(database.db, await detailOf(database, id)))],
  ['the list of its issues', async (id) => textOf(issuesCsv(database.db, await detailOf(database, id)))],
  ['how good it is', async (id) => reportOnReturn(database.db, await detailOf(database, id))],
  [
    'which rows lose points',
    async (id) => [
      await rowsLosing(database.db, { returnId: id }, 'department', today, { limit: 3 }),
      await rowsLosing(database.db, { returnId: id }, 'department', today, { limit: 3, after: '3' }),
    ],
  ],
  ['its changes', async (id) => listChanges(database.db, id, { limit: 10 })],
  ['a page of its changes', async (id) => listChanges(database.db, id, { limit: 1, after: 2 })],
  ['how many changes', (id) => countChanges(database.db, id)],
]

describe('a return that carries rows on', () => {
  /** How many cells were meant by each way to name them. */
  const meant: Record<string, number[]> = {}

  beforeAll(async () => {
    for (const id of [whole, carrying]) {
      const changes = await changesOf()
      await database.db.transaction(async (tx) => {
        await insertChanges(tx, { id, kind: 'contracts', authority_id: 0 }, 1, changes)
        await noteValueJumps(tx, id)
        await noteValueJumps(tx, id)
      })
      meant[id] = await correct(id)
    }
  })

  /** As if the row of the gates stood for the contract of the locks. */
  async function changesOf(): Promise<FoundChange[]> {
    return [
      { kind: 'new', data_row: '1', thing_id: '' },
      { kind: 'unchanged', data_row: '2', thing_id: await contractIdOf(database, 'Locks') },
      { kind: 'changed', data_row: '3', thing_id: await contractIdOf(database, 'Locks') },
      { kind: 'missing', data_row: '', thing_id: await contractIdOf(database, 'Bins') },
    ]
  }

  async function correct(id: string): Promise<number[]> {
    const [, first] = await listReturnIssues(database.db, id, { code: 'date_token', limit: 2 })
    const wanted: WantedCells[] = [
      { issueId: first?.id ?? 0 },
      { code: 'date_token', column: 6, typed: '01/04/2024' },
      { dataRow: 6, column: 2, to: 'Trees and shrubs' },
      { dataRow: 5, column: 6, to: '3/4/2024', alsoAlike: true },
    ]
    const counts: number[] = []
    for (const cells of wanted) counts.push(await correctCells(database.db, id, cells, 'test'))
    return counts
  }

  it('takes corrections of the same cells as one that states all of them', () => {
    expect(meant[whole]).toEqual([1, 3, 1, 3])
    expect(meant[carrying]).toEqual(meant[whole])
  })

  it.each(ASKED)('answers %s like one that states all of them', async (_, ask) => {
    const answer = await ask(whole)
    expect(answer).not.toEqual([])
    expect(await ask(carrying)).toEqual(answer)
  })

  it('shows of a change what the carried row and the unusable carried row say', async () => {
    const [, , changed, missing] = await listChanges(database.db, carrying, { limit: 10 })
    expect(changed).toMatchObject({ kind: 'changed', line: 4, title: 'Gates' })
    expect(changed?.fields.map(({ field }) => field)).toContain('value_annual')
    expect(missing).toMatchObject({ kind: 'missing', data_row: 4, title: 'Bins' })
  })
})
