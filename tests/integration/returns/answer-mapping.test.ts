import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { answerMapping } from '../../../src/returns/answer-mapping.ts'
import { latestProfiles } from '../../../src/returns/mapping-profile-queries.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { readStoredReturn } from '../../../src/returns/read-stored-return.ts'
import { findMapping, questionsOf } from '../../../src/returns/return-mapping-queries.ts'
import { listReturnIssues } from '../../../src/returns/return-queries.ts'
import { submitCommand } from '../../../src/returns/submit-command.ts'
import { waitForReturn } from '../../../src/returns/wait-for-return.ts'
import { useDatabase } from '../../support/database.ts'
import { openTestDeps, returnId, submitText, withWorkers } from '../../support/pipeline.ts'
import { csv, detailOf, handInAndRead, rowOf } from '../../support/reviewed-return.ts'
import { scratchFile } from '../../support/scratch-file.ts'
import { storeAuthority } from '../../support/stored-return.ts'

/** A register of a real county, where the reference data lies beside the project. */
const NORFOLK = '../shared/data/1-contract-registers/norfolk/NCC164467.csv'

const database = useDatabase()
const AUTHORITIES = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta']

beforeAll(async () => {
  for (const slug of AUTHORITIES) await storeAuthority(database.sql, slug)
})

const AMBIGUOUS = csv(
  'Reference,Title,Vendor,Supplier name,Start date,Renewal date,Value',
  'R1,Payroll,Resold Ltd,Quillmere Ltd,01/04/2024,31/03/2027,12500',
  'R2,Library stock,Resold Ltd,Pellwick Ltd,01/04/2024,31/03/2028,900',
)

describe('what headings mean', () => {
  it('is asked with samples, and nothing that could mislead is published before the answer', async () => {
    const deps = await openTestDeps(database.url)
    const id = await handInAndRead(deps, 'alpha', AMBIGUOUS)
    const questions = await questionsOf(deps.db, id)
    expect(questions.map(({ heading, mustConfirm }) => [heading, mustConfirm])).toEqual([
      ['Vendor', true],
      ['Supplier name', true],
      ['Renewal date', true],
      ['Value', false],
    ])
    expect(questions.find(({ heading }) => heading === 'Renewal date')?.samples).toEqual([
      '31/03/2027',
      '31/03/2028',
    ])
    expect(await publishReturn(deps, id, 'tester')).toMatchObject({ status: 'must_confirm' })
    expect(await detailOf(database, id)).toMatchObject({ state: 'read', open_questions: 4, must_confirm: 3 })
  })

  it('is kept as a new version, the return read again with it, and a later return never asked again', async () => {
    const deps = await openTestDeps(database.url)
    const id = await handInAndRead(deps, 'beta', AMBIGUOUS)
    const headings = [
      { heading: 'Vendor', field: null },
      { heading: 'Supplier name', field: 'supplier_name_raw' },
      { heading: 'Renewal date', field: 'current_end_on' },
      { heading: 'Value', field: 'value_annual' },
    ]
    const outcome = await answerMapping(deps, id, { headings }, 'officer')
    expect(outcome).toEqual({ status: 'answered', profileVersion: 1 })
    expect(await detailOf(database, id)).toMatchObject({ state: 'received' })
    expect(await readStoredReturn(deps, id)).toBe('read')
    expect(await detailOf(database, id)).toMatchObject({ state: 'read', open_questions: 0 })
    expect((await rowOf(database, id, 1)).values).toMatchObject({
      supplier_name_raw: 'Quillmere Ltd',
      current_end_on: '2027-03-31',
      value_annual: 12_500_00,
    })
    expect(await publishReturn(deps, id, 'officer')).toMatchObject({ status: 'published' })

    const next = await handInAndRead(deps, 'beta', AMBIGUOUS.replace('12500', '13000'))
    expect(await detailOf(database, next)).toMatchObject({ open_questions: 0 })
    expect((await rowOf(database, next, 1)).values).toMatchObject({ value_annual: 13_000_00 })
    const audit =
      await database.sql`select actor from audit_events where action = 'return.mapping_answered' and subject_id = ${id}`
    expect(audit).toEqual([{ actor: 'officer' }])
  })

  it('changes nothing where the return could not be read with the answers', async () => {
    const deps = await openTestDeps(database.url)
    const id = await handInAndRead(deps, 'gamma', AMBIGUOUS)
    const say = (heading: string, field: string | null) =>
      answerMapping(deps, id, { headings: [{ heading, field }] }, 'officer')
    expect(await say('Title', null)).toMatchObject({
      status: 'unfit',
      problems: [{ message: expect.stringContaining('Title') }],
    })
    expect(await say('Not there', 'title')).toMatchObject({ status: 'unfit' })
    expect(await say('Vendor', 'favourite_colour')).toMatchObject({ status: 'unfit' })
    const twice = [
      { heading: 'Start date', field: 'start_on' },
      { heading: 'Renewal date', field: 'start_on' },
    ]
    expect(await answerMapping(deps, id, { headings: twice }, 'officer')).toMatchObject({ status: 'unfit' })
    expect(await latestProfiles(deps.db, (await findMapping(deps.db, id))?.authorityId ?? 0)).toEqual({})
    expect(await detailOf(database, id)).toMatchObject({ state: 'read' })
  })

  it('points out a heading that vanished and one that took its place since the last publication', async () => {
    const deps = await openTestDeps(database.url)
    const first = csv('Reference,Title,Supplier,Current end date', 'R1,Payroll,Quillmere Ltd,31/03/2027')
    await publishReturn(deps, await handInAndRead(deps, 'delta', first), 'officer')
    const renamed = csv(
      'Reference,Title,Supplier,Contract current end date',
      'R1,Payroll,Quillmere Ltd,31/03/2028',
    )
    const issues = await listReturnIssues(deps.db, await handInAndRead(deps, 'delta', renamed), { limit: 50 })
    expect(issues.find(({ code }) => code === 'heading_vanished')?.value).toBe('Current end date')
    expect(issues.find(({ code }) => code === 'heading_new')?.message).toContain('as “Current end date” was')
  })

  it('lets an officer correct the kind that was recognised', async () => {
    const deps = await openTestDeps(database.url)
    const text = csv('Title,System,Supplier', 'Payroll,PayMaster,Quillmere Ltd', 'Library,Shelf,Pellwick Ltd')
    const id = await handInAndRead(deps, 'epsilon', text)
    const other = (await detailOf(database, id)).kind === 'contracts' ? 'systems' : 'contracts'
    expect(await answerMapping(deps, id, { kind: other, headings: [] }, 'officer')).toMatchObject({
      status: 'answered',
    })
    await readStoredReturn(deps, id)
    expect(await detailOf(database, id)).toMatchObject({ kind: other, state: 'read' })
  })

  it('lifts a refusal for want of a heading that stands in the file under another name', async () => {
    const deps = await openTestDeps(database.url)
    const text = csv('Reference,Title,Firm we chose,Start date', 'R1,Payroll,Quillmere Ltd,01/04/2024')
    const id = await handInAndRead(deps, 'epsilon', text)
    expect(await detailOf(database, id)).toMatchObject({
      state: 'refused',
      refusal: { code: 'missing_required_heading' },
    })
    const headings = [{ heading: 'Firm we chose', field: 'supplier_name_raw' }]
    expect(await answerMapping(deps, id, { headings }, 'officer')).toMatchObject({ status: 'answered' })
    await readStoredReturn(deps, id)
    expect(await detailOf(database, id)).toMatchObject({ state: 'read', refusal: null, counts: { good: 1 } })
  })
})

describe('a return that was to be published by itself', () => {
  it('waits for the officer where something must be confirmed, says so, and nobody hangs', async () => {
    const deps = await openTestDeps(database.url)
    await withWorkers(deps)
    const id = returnId(await submitText(deps, 'zeta', AMBIGUOUS, { publish: true }))
    const end = await waitForReturn(deps, id, { seconds: 20, until: 'published' })
    expect(end).toMatchObject({ state: 'read', held_back: true, publish_when_read: false, must_confirm: 3 })
  })

  it('is published although a value has no stated basis and an end may include extensions', async () => {
    const deps = await openTestDeps(database.url)
    await withWorkers(deps)
    const text = csv('Reference,Title,Supplier,End date,Value', 'R1,Payroll,Quillmere Ltd,31/03/2027,12500')
    const id = returnId(await submitText(deps, 'zeta', text, { publish: true }))
    const end = await waitForReturn(deps, id, { seconds: 20, until: 'published' })
    expect(end).toMatchObject({ state: 'published', held_back: false })
  })

  it.runIf(existsSync(NORFOLK))(
    'is published from the terminal where every heading of a real register is clear',
    async () => {
      const deps = await openTestDeps(database.url)
      await withWorkers(deps)
      const options = { file: NORFOLK, authority: 'theta', publish: true, json: true }
      const said: string[] = []
      expect(await submitCommand(deps, options, { out: (text) => said.push(text), bar: null })).toBe(0)
      expect(JSON.parse(said.join(''))).toMatchObject({ return: { state: 'published', must_confirm: 0 } })
    },
  )

  it('is told from the terminal with the questions and exit code 4', async () => {
    const deps = await openTestDeps(database.url)
    await withWorkers(deps)
    const said: string[] = []
    const terminal = { out: (text: string) => said.push(text), bar: null }
    const file = await scratchFile('register.csv', AMBIGUOUS)
    const options = { file, authority: 'eta', publish: true, json: false }
    expect(await submitCommand(deps, options, terminal)).toBe(4)
    expect(said.join('')).toContain('Not published yet')
    expect(said.join('')).toContain('31/03/2027')
    expect(await submitCommand(deps, { ...options, json: true }, terminal)).toBe(4)
    expect(JSON.parse(said.at(-1) ?? '{}').questions).toHaveLength(4)
  })

  it('is published at once where the authority opted in, and only when nothing is wrong or open', async () => {
    const deps = await openTestDeps(database.url)
    await withWorkers(deps)
    await database.sql`update authorities set publish_at_once = true where slug = 'theta'`
    const head = 'Reference,Title,Supplier,Current end date,Annual value'
    const end = async (...rows: string[]) => {
      const id = returnId(await submitText(deps, 'theta', csv(head, ...rows), { publish: false }))
      return waitForReturn(deps, id, { seconds: 20, until: 'published' })
    }
    expect(await end('R1,Payroll,Quillmere Ltd,31/03/2027,12500')).toMatchObject({ state: 'published' })
    expect(
      await end('R1,Payroll,Quillmere Ltd,31/02/2027,12500', 'R2,Library,Pellwick Ltd,31/03/2027,1'),
    ).toMatchObject({
      state: 'read',
      held_back: true,
    })
    const open = csv(
      'Reference,Title,Supplier,Current end date,Value',
      'R1,Payroll,Quillmere Ltd,31/03/2027,12500',
    )
    const id = returnId(await submitText(deps, 'theta', open, { publish: false }))
    expect(await waitForReturn(deps, id, { seconds: 20, until: 'published' })).toMatchObject({
      state: 'read',
    })
  })
})
