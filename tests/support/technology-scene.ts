// What does a register look like in which boroughs report their systems? Made up, the same every time.
import { readFile } from 'node:fs/promises'
import { publishReturn } from '../../src/returns/publish-return.ts'
import { seedServiceAreas, seedTechnologies } from '../../src/technologies/seed-technologies.ts'
import type { TestDatabase } from './database.ts'
import { makeAuthorities } from './register-rows.ts'
import { storeReadReturn, storeReadSystems } from './stored-return.ts'

const fixture = (name: string) => readFile(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8')

/** Camden and Sutton report systems, Camden one of them under a contract; the other 31 authorities are silent. */
export async function makeTechnologyScene(database: Pick<TestDatabase, 'db' | 'sql'>): Promise<void> {
  await makeAuthorities(database)
  await seedServiceAreas(database.db, await fixture('service-areas.csv'))
  await seedTechnologies(database.db, await fixture('sample-products.csv'), 'sample')
  const contract = {
    local_reference: 'CAM-1',
    title: 'Social care <system>',
    supplier_name_raw: 'Pellucent Care Systems Ltd',
    current_end_on: '2027-12-31',
    max_end_on: '2029-12-31',
  }
  const ids = [
    await storeReadReturn(database.sql, 'camden', [contract]),
    await storeReadSystems(database.sql, 'camden', CAMDEN),
    await storeReadSystems(database.sql, 'sutton', SUTTON),
  ]
  for (const id of ids) await publishReturn(database, id, 'test')
}

const CAMDEN = [
  {
    technology: 'PELLUCARE',
    maker: 'Pellucent Care Systems Ltd',
    service_area: 'Adult social care',
    hosting: 'cloud',
    users: 1200,
    status: 'live',
    supplier_name_raw: 'Sable Combe Data Ltd',
    local_reference: 'cam-1',
    current_end_on: '2027-06-30',
    planned_replacement_on: '2027-06-30',
    satisfaction: 2,
    notes: 'Hidden remark',
  },
  { technology: 'Members Diary', maker: 'In house', service_area: 'Members’ rooms', satisfaction: 4 },
]

const SUTTON = [
  {
    technology: 'Pellucent Pellucare',
    service_area: 'Adult social care',
    status: 'retired',
    supplier_name_raw: 'Pellucent Caresystems Ltd',
    words: { current_end_on: 'Rolling', satisfaction: 'Hidden word' },
  },
]
