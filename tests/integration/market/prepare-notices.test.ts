import { beforeAll, describe, expect, it } from 'vitest'
import { withholdField } from '../../../src/contracts/withhold-field.ts'
import type { PreparedNotices } from '../../../src/market/prepared-notice-schemas.ts'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { makeAuthorities, makeReturn } from '../../support/register-rows.ts'
import { SCENE_NOW } from '../../support/sample-scene.ts'
import { officerOf, useWebApp } from '../../support/web-app.ts'

const SECRET = '£9,876,543'
const server = useWebApp(
  () => SCENE_NOW,
  async (database) => {
    await makeAuthorities(database)
    const row = {
      title: 'Payroll =system, "hosted"',
      supplier_name_raw: 'Quillmere Software Ltd',
      local_reference: 'CAM-1',
      start_on: '2025-04-01',
      current_end_on: '2028-03-31',
      options: [{ months: 12 }],
      value_whole_term_net: 987_654_300,
      route: 'own_tender',
      cpv: '48450000',
    }
    await makeReturn(database, { authority: 'camden', contracts: [row] })
    await deriveOpportunities({ db: database.db, clock: () => SCENE_NOW })
  },
)
let id = ''

const get = (url: string, headers = {}) => server().app.inject({ url, headers })
const prepared = async (headers = {}): Promise<PreparedNotices> =>
  (await get(`/contracts/${id}/notices.json`, headers)).json()
const of = ({ notices }: PreparedNotices, type: string) => notices.find((one) => one.type === type)
const fieldsOf = (all: PreparedNotices, type: string) =>
  Object.fromEntries((of(all, type)?.fields ?? []).map(({ field, value }) => [field, value]))

beforeAll(async () => {
  const [row] = await server().database.sql<{ id: string }[]>`select id from contracts`
  id = row?.id ?? ''
})

describe('the checklist of notices', () => {
  it('says which are due, by when, from which rule, and what is missing; with the fields that can be copied', async () => {
    const all = await prepared()
    expect(all.legal_advice).toBe('This is a checklist, not legal advice.')
    expect(of(all, 'UK4')).toMatchObject({
      for: 'next',
      obligation: 'owed',
      source: 'Procurement Act 2023 section 21',
    })
    expect(of(all, 'UK4')?.missing).toContain('award criteria')
    expect(fieldsOf(all, 'UK4')).toMatchObject({
      buyer_name: 'Camden',
      title: 'Payroll =system, "hosted"',
      cpv: '48450000',
      value_net: '9876543.00',
      value_gross: '11851851.60',
      start_on: '2028-04-01',
      above_threshold: 'yes',
    })
    expect(fieldsOf(all, 'UK11')).toMatchObject({ local_reference: 'CAM-1', ended_on: '2028-03-31' })
    expect(fieldsOf(all, 'UK9')).toMatchObject({ local_reference: 'CAM-1', start_on: '2025-04-01' })
    const types = new Set(all.notices.map(({ type }) => type))
    expect(all.not_due.filter((type) => types.has(type))).toEqual([])
    expect(new Set([...types, ...all.not_due]).size).toBe(11)
  })

  it('has the same in the API, on the page and as text', async () => {
    const all = await prepared()
    expect((await get(`/api/v1/contracts/${id}/notices-due`)).json()).toEqual(all)
    const page = (await get(`/contracts/${id}/notices`)).body
    const text = await get(`/contracts/${id}/notices.txt`)
    expect(text.headers['content-disposition']).toMatch(/filename="notices-payroll-system-hosted-.*\.txt"/)
    for (const shown of [page, text.body]) {
      expect(shown).toContain('This is a checklist, not legal advice.')
      expect(shown).toContain('9876543.00')
      expect(shown).toContain('Procurement Act 2023 section 21')
      expect(shown).toContain('award criteria')
    }
    expect((await get('/contracts/00000000-0000-4000-8000-000000000000/notices')).statusCode).toBe(404)
  })

  it('tells what is withheld to officers of the authority, and to nobody else', async () => {
    const { sql, db } = server().database
    const [row] = await sql<{ authority_id: number }[]>`select authority_id from contracts`
    await withholdField(
      { db },
      {
        authorityId: row?.authority_id ?? 0,
        contractId: id,
        keys: { reference_key: 'cam-1', title_key: 'payroll =system, "hosted"' },
        field: 'value_whole_term_net',
        reason: 'commercial',
        ground: 'Procurement Act 2023 section 94',
        precision: 'full',
        reviewOn: '2027-06-30',
        actor: 'test',
      },
    )
    const own = await officerOf(server().database, 'camden')
    const foreign = await officerOf(server().database, 'hackney')
    expect(fieldsOf(await prepared(own), 'UK4').value_net).toBe('9876543.00')
    expect((await prepared(own)).basis).toBe('what the authority handed in')
    for (const headers of [{}, foreign])
      for (const url of [
        `/contracts/${id}/notices`,
        `/contracts/${id}/notices.json`,
        `/contracts/${id}/notices.txt`,
      ]) {
        const { body } = await get(url, headers)
        expect([body.includes('9876543'), body.includes('11851851'), body.includes(SECRET)]).toEqual([
          false,
          false,
          false,
        ])
      }
    expect(of(await prepared(), 'UK4')?.missing).toContain('value')
  })
})
