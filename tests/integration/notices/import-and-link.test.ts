import { beforeAll, describe, expect, it } from 'vitest'
import { importNotices } from '../../../src/notices/import-notices.ts'
import { linkNotices } from '../../../src/notices/link-notices.ts'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { findOpportunity } from '../../../src/opportunities/find-opportunity.ts'
import { useDatabase } from '../../support/database.ts'
import { inventedReleases, type MadeRelease, releaseOf } from '../../support/notice-releases.ts'
import { contractIdOf, makeAuthorities, makeReturn, type RowOfContract } from '../../support/register-rows.ts'

const database = useDatabase()
const TODAY = '2026-11-21'
const deps = () => ({ db: database.db, clock: () => Date.parse(`${TODAY}T10:00:00Z`) })
const bring = async (...made: MadeRelease[]) => {
  const imported = await importNotices(deps(), made.map(releaseOf), { keepOthers: false, isMadeUp: true })
  await linkNotices(deps())
  return imported
}

const CONTRACTS: (RowOfContract & Record<string, unknown>)[] = [
  {
    title: 'Housing repairs system',
    supplier_name_raw: 'Quillmere Software Ltd',
    local_reference: 'CAM/2023-014',
    start_on: '2023-10-01',
    current_end_on: '2027-09-30',
    value_whole_term_net: 420_000_00,
  },
  {
    title: 'Payroll bureau',
    supplier_name_raw: 'Oakhollow Group plc',
    local_reference: 'DN554433',
    start_on: '2024-05-01',
    current_end_on: '2027-05-31',
    value_whole_term_net: 96_000_00,
  },
  {
    title: 'Library management system',
    supplier_name_raw: 'Bramblegate Ltd',
    start_on: '2025-09-01',
    current_end_on: '2028-08-31',
    value_whole_term_net: 50_000_00,
  },
  {
    title: 'Twin A',
    supplier_name_raw: 'Fernmoor Ltd',
    local_reference: 'TW-77',
    current_end_on: '2028-08-31',
  },
  {
    title: 'Twin B',
    supplier_name_raw: 'Fernmoor Two Ltd',
    local_reference: 'TW 77',
    current_end_on: '2028-08-31',
  },
]

beforeAll(async () => {
  await makeAuthorities(database)
  await makeReturn(database, { authority: 'camden', contracts: CONTRACTS })
  await makeReturn(database, {
    authority: 'hackney',
    contracts: [
      { title: 'Elsewhere', supplier_name_raw: 'Quillmere Software Ltd', local_reference: 'CAM2023014' },
    ],
  })
  await deriveOpportunities(deps(), {}, TODAY)
})

const links = () => database.sql`
  select l.ocid, c.title, l.state, l.about, l.method from notice_links l join contracts c on c.id = l.contract_id
  order by l.ocid, c.title`
const linkOf = async (ocid: string) => [...(await links())].filter((link) => link.ocid === ocid)
const opportunityOf = async (title: string) => {
  const id = await contractIdOf(database, title)
  const [row] = await database.sql<{ id: string; phase: string }[]>`
    select id, phase from opportunities where contract_id = ${id}`
  if (row === undefined) throw new Error(`No opportunity of ${title}`)
  const found = await findOpportunity(database.db, row.id, TODAY)
  if (found === null) throw new Error('not found')
  return { ...row, detail: found.detail }
}

describe('importing', () => {
  it('counts each release once: new, known, changed, of other buyers, refused', async () => {
    const releases = [
      releaseOf({ ocid: 'count-1' }),
      releaseOf({ ocid: 'count-2', buyer: 'Bury Council' }),
      { ocid: 'count-3' },
    ]
    const options = { keepOthers: false, isMadeUp: true }
    const first = await importNotices(deps(), releases, options)
    expect(first).toMatchObject({ releases: 3, new: 1, changed: 0, known: 0, ofOthers: 1, refused: 1 })
    expect(first.problems).toHaveLength(1)
    const second = await importNotices(deps(), releases, options)
    expect(second).toMatchObject({ new: 0, changed: 0, known: 1, ofOthers: 1, refused: 1 })
    const [kept] = await database.sql`select count(*)::int as count from notices where ocid like 'count-%'`
    expect(kept?.count).toBe(1)
  })

  it('ends in the same notices whatever the order: a corrected release replaces the earlier one and is never replaced by it', async () => {
    const earlier = { ocid: 'order', id: 'r1', title: 'First', date: '2026-10-01T00:00:00Z' }
    const later = { ...earlier, title: 'Corrected', date: '2026-10-02T00:00:00Z' }
    const title = async () =>
      (await database.sql`select title from notices where ocid = 'order'`).map((row) => row.title)
    expect(await bring(earlier, later)).toMatchObject({ new: 1, changed: 1 })
    expect(await title()).toEqual(['Corrected'])
    await database.sql`delete from notices where ocid = 'order'`
    expect(await bring(later, earlier)).toMatchObject({ new: 1, known: 1 })
    expect(await title()).toEqual(['Corrected'])
  })

  it('keeps the release as it was published', async () => {
    await bring({ ocid: 'raw', title: 'Kept whole' })
    const [row] = await database.sql`select raw from notices where ocid = 'raw'`
    expect(row?.raw).toEqual(JSON.parse(JSON.stringify(releaseOf({ ocid: 'raw', title: 'Kept whole' }))))
  })

  it('keeps one of two imports at once', async () => {
    const twice = [1, 2].map(() => bring({ ocid: 'at-once', reference: 'CAM-2023-014', type: 'UK8' }))
    const outcomes = await Promise.all(twice)
    expect(outcomes.map((one) => one.new).sort()).toEqual([0, 1])
    expect(await linkOf('at-once')).toHaveLength(1)
    await database.sql`delete from notices where ocid = 'at-once'`
    await linkNotices(deps(), {})
    await database.sql`delete from notice_links where ocid = 'at-once'`
  })
})

describe('linking', () => {
  it('goes by the portal number, the reference of the authority, then supplier, start and value', async () => {
    await bring(
      { ocid: 'by-portal', reference: 'proc-dn554433-1', title: 'Other words', type: 'UK2' },
      { ocid: 'by-reference', reference: 'cam 2023 014', title: 'Other words', type: 'UK8' },
      {
        ocid: 'by-supplier',
        title: 'Other words',
        type: 'UK7',
        tag: ['contract'],
        supplier: { name: 'BRAMBLEGATE LIMITED' },
        start: '2025-09-29T00:00:00+01:00',
        end: '2028-08-31T23:00:00+01:00',
        net: 54_000,
        gross: 64_800,
      },
      {
        ocid: 'too-dear',
        title: 'Other words',
        supplier: { name: 'Bramblegate Ltd' },
        start: '2025-09-01',
        net: 60_000,
      },
    )
    expect(await linkOf('by-portal')).toMatchObject([
      { title: 'Payroll bureau', state: 'linked', method: 'portal number' },
    ])
    expect(await linkOf('by-reference')).toMatchObject([
      { title: 'Housing repairs system', state: 'linked', method: 'local reference' },
    ])
    expect(await linkOf('by-supplier')).toMatchObject([
      {
        title: 'Library management system',
        state: 'linked',
        about: 'current',
        method: 'supplier, start and value',
      },
    ])
    expect(await linkOf('too-dear')).toEqual([])
  })

  it('never reaches the contract of another authority', async () => {
    expect((await links()).some(({ title }) => title === 'Elsewhere')).toBe(false)
  })

  it('leaves two contracts of one reference, and titles that are alike, to be judged', async () => {
    await bring(
      { ocid: 'two', reference: 'TW-77', title: 'Other words' },
      { ocid: 'alike', title: 'Library management systems' },
    )
    expect((await linkOf('two')).map(({ state }) => state)).toEqual(['doubtful', 'doubtful'])
    expect(await linkOf('alike')).toMatchObject([{ state: 'doubtful', method: 'title' }])
  })

  it('follows a process that says it comes after one already linked', async () => {
    await bring({ ocid: 'after', prior: 'by-supplier', title: 'Other words', type: 'UK3' })
    expect(await linkOf('after')).toMatchObject([
      { title: 'Library management system', state: 'linked', about: 'next', method: 'related process' },
    ])
  })

  it('changes nothing when it is done again', async () => {
    const before = [...(await links())]
    expect((await linkNotices(deps())).contracts).toBe(0)
    expect([...(await links())]).toEqual(before)
  })
})

describe('an opportunity whose contract gets its notice', () => {
  const notice = {
    ocid: 'tender-out',
    reference: 'CAM-2023-014',
    title: 'Housing repairs',
    type: 'UK4',
    start: '2027-10-01T00:00:00+01:00',
    end: '2031-09-30T23:00:00+01:00',
  }

  it('becomes published, keeps its identity and its old estimate in its history, and says which notice', async () => {
    const before = await opportunityOf('Housing repairs system')
    expect(before.detail.phase).toBe('talk now')
    await bring(notice)
    await deriveOpportunities(deps(), {}, TODAY)
    const after = await opportunityOf('Housing repairs system')
    expect(after.id).toBe(before.id)
    expect([after.phase, after.detail.phase]).toEqual(['published', 'published'])
    expect(after.detail.history.at(-1)?.before).toMatchObject({
      phase: 'talk now',
      approach_from: before.detail.earliest?.approach_from,
      approach_by: before.detail.earliest?.approach_by,
      tender_latest: before.detail.earliest?.tender_latest,
    })
    expect(after.detail.history.at(-1)?.after).toMatchObject({ phase: 'published' })
    expect(after.detail.linked.notices[0]).toMatchObject({
      type: 'UK4',
      about: 'next',
      published_on: '2026-11-10',
    })
  })

  it('goes back to the phase of the day when the procurement is stopped (UK12), and is not recomputed away before', async () => {
    await deriveOpportunities(deps(), {}, TODAY)
    expect((await opportunityOf('Housing repairs system')).phase).toBe('published')
    await bring({ ...notice, id: 'stopped', type: 'UK12', date: '2026-11-18T09:00:00Z', status: 'cancelled' })
    await deriveOpportunities(deps(), {}, TODAY)
    const after = await opportunityOf('Housing repairs system')
    expect(after.phase).toBe('talk now')
    expect(after.detail.history.slice(-2).map((one) => one.after.phase)).toEqual(['published', 'talk now'])
  })
})

describe('a notice that contradicts the return', () => {
  it('is shown beside it, and the register keeps what the return says', async () => {
    const found = await opportunityOf('Library management system')
    expect(found.detail.linked.contradictions).toEqual([
      {
        field: 'start',
        from_return: '2025-09-01',
        from_notice: '2025-09-29',
        notice: expect.objectContaining({ type: 'UK7', service: 'another service' }),
      },
      expect.objectContaining({
        field: 'value without VAT',
        from_return: '50000.00',
        from_notice: '54000.00',
      }),
    ])
    const [contract] = await database.sql`
      select start_on::text, value_pence::int from contracts where title = 'Library management system'`
    expect(contract).toEqual({ start_on: '2025-09-01', value_pence: 50_000_00 })
  })
})

it('imports the invented notices that come with the program', async () => {
  const options = { keepOthers: false, isMadeUp: true }
  expect(await importNotices(deps(), inventedReleases('find-a-tender'), options)).toMatchObject({
    releases: 4,
    new: 3,
    ofOthers: 1,
    refused: 0,
  })
})
