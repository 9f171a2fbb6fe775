import { describe, expect, it } from 'vitest'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { contractIdOf, makeAuthorities, makeReturn, type RowOfContract } from '../../support/register-rows.ts'
import { useWebApp } from '../../support/web-app.ts'

const NOW = Date.parse('2026-11-21T10:00:00Z')
const WORDS = ['Housing repairs', 'Payroll', 'Recruitment', 'Library systems', 'Grounds', 'Care homes']

/** 120 contracts of three authorities whose ends, values and areas differ, some stated and some not. */
const contractsOf = (offset: number): RowOfContract[] =>
  Array.from({ length: 40 }, (_, at) => {
    const number = at + offset * 41
    const end =
      number % 7 === 0 ? undefined : `20${26 + (number % 5)}-${String(1 + (number % 12)).padStart(2, '0')}-15`
    return {
      title: `${WORDS[at % WORDS.length]} ${number}`,
      supplier_name_raw: `Supplier ${number % 9} Ltd`,
      local_reference: `R-${number}`,
      start_on: '2023-01-01',
      ...(end === undefined ? {} : { current_end_on: end }),
      ...(number % 4 === 0 ? {} : { value_whole_term_net: 1_000_00 * (1 + number) ** 2 }),
      ...(number % 3 === 0 ? {} : { service_area: number % 3 === 1 ? 'Housing' : 'Human resources' }),
    }
  })

const server = useWebApp(
  () => NOW,
  async (database) => {
    await makeAuthorities(database)
    for (const [at, authority] of ['camden', 'hackney', 'islington'].entries())
      await makeReturn(database, { authority, contracts: contractsOf(at) })
    await deriveOpportunities({ db: database.db, clock: () => NOW })
    await database.sql`insert into technologies (slug, product, source) values ('paywell', 'Paywell', 'return')`
    await database.sql`insert into contract_technologies (contract_id, technology_id, authority_id, is_for, said_by)
    select c.id, t.id, c.authority_id, true, 'test' from contracts c, technologies t where c.title like 'Payroll%' and t.slug = 'paywell'`
  },
)

const body = async (url: string) => (await server().app.inject({ url })).body
const rowsOf = (csv: string) => csv.trimEnd().split('\r\n').length - 1

const QUERIES = [
  '',
  'q=repairs',
  'q=recriutment',
  'q=%22library+systems%22',
  'q=housing+-repairs',
  'authority=camden',
  'authority=camden&authority=hackney&phase=watch',
  'phase=lapsed&phase=past+end',
  'value_band=under+%C2%A350k',
  'value_band=%C2%A3100k+to+%C2%A35m&value_not_stated=exclude',
  'sme_fit=good&sme_fit_not_known=exclude',
  'service_area_not_stated=exclude',
  'end_not_stated=exclude',
  'approach_from=2026-11-21&approach_to=2027-06-30',
  'ends_within=12&end_not_stated=exclude',
  'technology=paywell',
  'q=nothingatall',
]

describe('the list of upcoming tenders', () => {
  it.each(QUERIES)('counts on the page what the CSV, the JSON and its pages hold: %s', async (query) => {
    const json = JSON.parse(await body(`/opportunities.json?${query}&limit=100`))
    const rows = rowsOf(await body(`/opportunities.csv?${query}`))
    const page = await body(`/opportunities?${query}`)
    const sentence = /t3-sentence">([^<]*)</.exec(page)?.[1] ?? ''
    const counted = [...sentence.matchAll(/(?<![“\d£])\b(\d+) (?:upcoming tenders?|contracts?)/g)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    )
    const api = JSON.parse(await body(`/api/v1/opportunities?${query}&limit=100`))
    let listed = json.opportunities.length
    for (let next = json.next_cursor; next !== null; ) {
      const more = JSON.parse(
        await body(`/opportunities.json?${query}&limit=100&cursor=${encodeURIComponent(next)}`),
      )
      listed += more.opportunities.length
      next = more.next_cursor
    }
    expect({ rows, counted, listed, api: api.total }).toEqual({
      rows: json.total,
      counted: json.total,
      listed: json.total,
      api: json.total,
    })
  })

  it('has something to count in most of these', async () => {
    const totals: number[] = []
    for (const query of QUERIES) totals.push(JSON.parse(await body(`/opportunities.json?${query}`)).total)
    expect(totals.filter((total) => total > 0).length).toBeGreaterThanOrEqual(14)
    expect(new Set(totals).size).toBeGreaterThan(6)
    expect(totals.at(-1)).toBe(0)
  })

  it('puts a mistyped word right and says so; as typed it finds nothing', async () => {
    const right = JSON.parse(await body('/opportunities.json?q=recruitment'))
    const mistyped = JSON.parse(await body('/opportunities.json?q=recriutment'))
    expect(mistyped.total).toBe(right.total)
    expect(mistyped.total).toBeGreaterThan(0)
    expect(mistyped.correction).toEqual({ typed: 'recriutment', searched: 'recruitment' })
    expect(right.correction).toBeNull()
    expect(await body('/opportunities?q=recriutment')).toContain(
      'Showing results for <strong>recruitment</strong>',
    )
    expect(JSON.parse(await body('/opportunities.json?q=recriutment&spelling=as_typed')).total).toBe(0)
  })

  it('counts the technologies of what is found under all filters but their own, and names them to be ticked', async () => {
    const countsOf = async (query: string) =>
      JSON.parse(await body(`/opportunities.json?${query}`)).counts.technology
    const payroll = JSON.parse(await body('/opportunities.json?technology=paywell')).total
    expect(payroll).toBeGreaterThan(0)
    expect(await countsOf('')).toEqual({ paywell: payroll })
    expect(await countsOf('technology=paywell&ends_within=12&authority=camden')).toEqual({
      paywell: JSON.parse(
        await body('/opportunities.json?technology=paywell&ends_within=12&authority=camden'),
      ).total,
    })
    expect(await countsOf('q=library')).toEqual({})
    for (const path of ['/opportunities', '/opportunities/timeline', '/opportunities/calendar'])
      expect(await body(path), path).toContain(`Paywell (${payroll})`)
  })

  it('shows as peers contracts of other authorities for the same technology first', async () => {
    const id = await contractIdOf(server().database, 'Payroll 1')
    const [row] = await server().database.sql`select id from opportunities where contract_id = ${id}`
    const { peers } = JSON.parse(await body(`/api/v1/opportunities/${row?.id}`))
    expect(peers.length).toBeGreaterThan(0)
    expect(peers[0].same[0]).toBe('technology')
    expect(peers.every((one: { authority: { slug: string } }) => one.authority.slug !== 'camden')).toBe(true)
  })
})
