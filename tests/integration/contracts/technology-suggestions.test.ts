import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { seedServiceAreas, seedTechnologies } from '../../../src/technologies/seed-technologies.ts'
import { contractIdOf, makeAuthorities } from '../../support/register-rows.ts'
import { storeReadReturn, storeReadSystems } from '../../support/stored-return.ts'
import { officerOf, useWebApp } from '../../support/web-app.ts'

const fixture = (name: string) => readFile(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8')
const server = useWebApp(
  () => Date.parse('2026-11-21T12:00:00Z'),
  async (database) => {
    await makeAuthorities(database)
    await seedServiceAreas(database.db, await fixture('service-areas.csv'))
    await seedTechnologies(database.db, await fixture('sample-products.csv'), 'sample')
    const supplier_name_raw = 'Sable Combe Data Ltd'
    const ids = [
      await storeReadReturn(database.sql, 'camden', [
        { local_reference: 'C1', title: 'Care records: Pellucare support', supplier_name_raw },
        { local_reference: 'C2', title: 'Hosting', description: 'of Pellucare', supplier_name_raw },
        { local_reference: 'C3', title: 'Pellucare licences', supplier_name_raw },
        { local_reference: 'C4', title: 'Grounds', supplier_name_raw },
      ]),
      await storeReadReturn(database.sql, 'sutton', [{ title: 'Pellucare', supplier_name_raw }]),
      await storeReadSystems(database.sql, 'camden', [
        { technology: 'Pellucare', service_area: 'Adult social care', local_reference: 'C3' },
      ]),
    ]
    for (const id of ids) await publishReturn(database, id, 'test')
  },
)
let camden: Record<string, string> = {}
let contract = ''

beforeAll(async () => {
  camden = await officerOf(server().database, 'camden')
  contract = await contractIdOf(server().database, 'Hosting')
})

const get = (url: string, headers = {}) => server().app.inject({ url, headers })
const say = (id: string, fields: Record<string, string>, headers = camden) =>
  server().app.inject({
    method: 'POST',
    url: `/contracts/${id}/technologies`,
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ technology: 'pellucare', authority: 'camden', ...fields }).toString(),
  })
const ofPellucare = async () =>
  (await get('/api/v1/contracts?technology=pellucare&facets=include')).json() as {
    total: number
    contracts: { title: string }[]
    facets: { technology: { value: string; label: string; contracts: number }[] }
  }

describe('the products that the words of contracts suggest', () => {
  it('are asked about once each, but not where a systems return has said it', async () => {
    const page = (await get('/technologies/suggestions', camden)).body
    expect(page).toContain('2 contracts may be for a product that their words name.')
    expect(page).toContain('The title says “Pellucare”')
    expect(page).toContain('The description says “Pellucare”')
    expect(page).not.toContain('Pellucare licences')
  })

  it('are shown to nobody before an officer says yes', async () => {
    expect((await ofPellucare()).contracts.map(({ title }) => title)).toEqual(['Pellucare licences'])
  })

  it('narrow the list, stand on the contract and are found by their maker’s names after a yes', async () => {
    expect((await say(contract, { is_for: 'yes' })).statusCode).toBe(303)
    const found = await ofPellucare()
    expect(found.total).toBe(2)
    expect(found.facets.technology).toEqual([{ value: 'pellucare', label: 'Pellucare', contracts: 2 }])
    const detail = (await get(`/api/v1/contracts/${contract}`)).json()
    expect(detail.technologies).toEqual([{ slug: 'pellucare', product: 'Pellucare', known_from: 'officer' }])
    const page = (await get(`/contracts/${contract}`)).body
    expect(page).toContain('said by Camden')
    expect((await get('/contracts?technology=pellucare')).body).toContain('2 contracts for Pellucare')
    const words = (await get('/api/v1/contracts?q=pellucent+hosting')).json()
    expect(words.contracts.map((one: { title: string }) => one.title)).toEqual(['Hosting'])
    expect((await get('/technologies/pellucare')).body).toContain(`/contracts/${contract}`)
  })

  it('are on record, once for each change of mind', async () => {
    await say(contract, { is_for: 'yes' })
    await say(contract, { is_for: 'no' })
    expect((await ofPellucare()).total).toBe(1)
    expect((await get('/api/v1/contracts?q=pellucent+hosting')).json().total).toBe(0)
    const acts = await server().database
      .sql`select after from audit_events where action = 'contract.technology' order by id`
    expect(acts.map(({ after }) => after.is_for)).toEqual([true, false])
  })

  it('cannot be answered for another authority, nor for what is not there', async () => {
    const sutton = await officerOf(server().database, 'sutton')
    expect((await say(contract, { is_for: 'yes' }, sutton)).statusCode).toBe(403)
    expect((await say(contract, { is_for: 'yes', technology: 'none' })).statusCode).toBe(404)
    expect((await get('/technologies/suggestions?authority=camden', sutton)).statusCode).toBe(404)
    expect((await ofPellucare()).total).toBe(1)
  })

  it('are no filter when nothing has the name', async () => {
    expect((await get('/api/v1/contracts?technology=none')).statusCode).toBe(400)
    expect((await get('/contracts?technology=none')).statusCode).toBe(400)
  })
})
