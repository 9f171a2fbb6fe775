import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { TRANSPARENCY_HEADINGS } from '../../../src/exports/transparency-code.ts'
import { readCsv } from '../../../src/lib/csv.ts'
import { hasOcdsSchema, ocdsFaults } from '../../support/ocds-schema.ts'
import { contractIdOf, makeReturn } from '../../support/register-rows.ts'
import { makeScene, SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

const RICH = {
  title: 'Rich contract',
  supplier_name_raw: 'Bramblegate Services Limited',
  local_reference: 'B-1',
  description: '=HYPERLINK("x")',
  department: 'Finance',
  start_on: '2025-04-01',
  current_end_on: '2027-03-31',
  max_end_on: '2029-03-31',
  value_whole_term_net: 1_234_567,
  value_whole_term_gross: 1_481_480,
  process_type: 'open',
  cpv: '50720000-8',
  is_sme: true,
  is_vcse: false,
  supplier_company_no: '01234567',
  irrecoverable_vat: 0,
}

const server = useWebApp(
  () => SCENE_NOW,
  async (database) => {
    await makeScene(database)
    await database.sql`insert into cpv_codes (code, label) values ('50720000', 'Repair of central heating')`
    await makeReturn(database, { authority: 'barnet', contracts: [RICH], at: '2026-05-01T09:00:00Z' })
    const extended = { ...RICH, current_end_on: '2028-03-31' }
    await makeReturn(database, { authority: 'barnet', contracts: [extended], at: '2026-08-01T09:00:00Z' })
    const renamed = { ...extended, department: 'Corporate services' }
    await makeReturn(database, { authority: 'barnet', contracts: [renamed], at: '2026-10-01T09:00:00Z' })
  },
)
const get = (url: string) => server().app.inject({ url: `/api/v1${url}` })
let id = ''

beforeAll(async () => {
  id = await contractIdOf(server().database, RICH.title)
})

describe.each(['releases', 'records'] as const)('%s', (kind) => {
  const scopes = [
    ['the whole register', () => `/ocds/${kind}`],
    ['an authority', () => `/ocds/${kind}?authority=camden`],
    ['a contract', () => `/contracts/${id}/ocds/${kind}`],
  ] as const

  it.each(scopes)('of %s are a package with publisher, licence and extensions', async (_scope, url) => {
    const answer = await get(url())
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    const made = answer.json()
    expect(made).toMatchObject({
      version: '1.1',
      publisher: { name: 'Thirty3' },
      license: 'http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
      extensions: [expect.stringContaining('ocds_uk_extension')],
    })
    expect(made.uri).toMatch(new RegExp(`/api/v1/.*${kind}`))
    const ocids = made[kind].map(({ ocid }: { ocid: string }) => ocid)
    for (const ocid of ocids) expect(ocid).toMatch(/^thirty3-local-[0-9a-f-]{36}$/)
  })

  describe.runIf(hasOcdsSchema)('against the published schema', () => {
    it.each(scopes)('of %s are valid', async (_scope, url) => {
      expect(ocdsFaults(kind, (await get(url())).json())).toEqual([])
    })
  })
})

it.each(['releases', 'records'])('has no package of %s of nothing, and says so', async (kind) => {
  const answer = await get(`/ocds/${kind}?authority=sutton`)
  expect(answer.statusCode).toBe(404)
  expect(answer.json().error.message).toContain('one at least')
  expect((await get(`/contracts/00000000-0000-4000-8000-000000000000/ocds/${kind}`)).statusCode).toBe(404)
})

it('gives every contract of the list once as a record', async () => {
  const { total } = (await get('/contracts?limit=1')).json()
  const { records } = (await get('/ocds/records')).json()
  expect(records).toHaveLength(total)
  expect(new Set(records.map(({ ocid }: { ocid: string }) => ocid)).size).toBe(total)
})

it('tells the story of a contract: award, amendment, update, and what holds now', async () => {
  const { records } = (await get(`/contracts/${id}/ocds/records`)).json()
  const { releases, compiledRelease } = records[0]
  expect(releases.map(({ tag }: { tag: string[] }) => tag)).toEqual([
    ['award', 'contract'],
    ['contractAmendment'],
    ['contractUpdate'],
  ])
  expect(new Set(releases.map((one: { id: string }) => one.id)).size).toBe(3)
  const [contract] = compiledRelease.contracts
  expect(contract).toMatchObject({
    id: 'B-1',
    status: 'active',
    period: {
      startDate: '2025-04-01T00:00:00Z',
      endDate: '2028-03-31T23:59:59Z',
      maxExtentDate: '2029-03-31T23:59:59Z',
    },
    value: { amount: 12345.67, amountGross: 14814.8, currency: 'GBP' },
  })
  expect(contract.awardID).toBe(compiledRelease.awards[0].id)
  expect(compiledRelease.awards[0].items[0].classification).toEqual({
    scheme: 'CPV',
    id: '50720000',
    description: 'Repair of central heating',
  })
  const supplier = compiledRelease.parties.find(({ roles }: { roles: string[] }) =>
    roles.includes('supplier'),
  )
  expect(supplier).toMatchObject({
    identifier: { scheme: 'GB-COH', id: '01234567' },
    details: { scale: 'sme', vcse: false },
  })
  expect(compiledRelease.buyer).toEqual({ id: 'GB-LAE-BNE', name: 'London Borough of Barnet' })
})

it('names no party twice and refers to none that is not there', async () => {
  const { releases } = (await get('/ocds/releases')).json()
  for (const { parties, awards, buyer } of releases) {
    const ids = parties.map((party: { id: string }) => party.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id: named } of [buyer, ...awards[0].suppliers]) expect(ids).toContain(named)
  }
})

it('writes the file of the Transparency Code, formula-safe, a row a contract', async () => {
  const answer = await get('/authorities/barnet/transparency-code.csv')
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(readCsv(answer.body)).toEqual([
    expect.objectContaining({
      OrganisationLabel: 'London Borough of Barnet',
      ContractReference: 'B-1',
      Description: '\'=HYPERLINK("x")',
      StartDate: '2025-04-01T00:00:00Z',
      EndDate: '2028-03-31T00:00:00Z',
      LastExtensionDate: '2029-03-31T00:00:00Z',
      ContractValue: '12345.67',
      IrrecoverableVAT: '0.00',
      SMESupplier: 'true',
      VCSESupplier: 'false',
      ProcessType: 'Published invitation to tender',
      CPVLabel: 'Repair of central heating',
      ContactName: '',
    }),
  ])
  expect(readCsv((await get('/authorities/camden/transparency-code.csv')).body)).toHaveLength(40)
  expect((await get('/authorities/paris/transparency-code.csv')).statusCode).toBe(404)
})

const LGA = new URL(
  '../../../../shared/data/3-schemas-and-heading-maps/lga-transparency-schemas/Contracts.json',
  import.meta.url,
)

describe.runIf(existsSync(LGA))('beside the schema of the Local Government Association', () => {
  it('has its headings, all of them and in its order', () => {
    const { fields } = JSON.parse(readFileSync(LGA, 'utf16le'))
    expect(TRANSPARENCY_HEADINGS).toEqual(fields.map(({ name }: { name: string }) => name))
  })
})

it('gives the whole list to machines in one answer', async () => {
  const answer = await get('/contracts.jsonl?authority=camden')
  expect(answer.body.trim().split('\n')).toHaveLength(40)
  expect((await get('/contracts.jsonl?limit=3')).statusCode).toBe(400)
})
