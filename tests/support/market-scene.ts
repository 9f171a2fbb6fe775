// What does a register look like in which there is something to compare? Made up, the same every time.
import { readFile } from 'node:fs/promises'
import { publishReturn } from '../../src/returns/publish-return.ts'
import { linkParent } from '../../src/suppliers/link-parent.ts'
import { seedServiceAreas, seedTechnologies } from '../../src/technologies/seed-technologies.ts'
import type { TestDatabase } from './database.ts'
import { makeAuthorities } from './register-rows.ts'
import { storeReadReturn, storeReadSystems } from './stored-return.ts'
import { withhold } from './withheld-scene.ts'

type Database = Pick<TestDatabase, 'db' | 'sql'>

/** A contract as its authority stated it; amounts in pence. */
export interface SceneContract {
  authority: string
  reference: string
  title: string
  suppliers: { name: string; role?: string }[]
  start_on?: string
  current_end_on?: string
  max_end_on?: string
  value_whole_term_net?: number
  value_whole_term_gross?: number
  value_annual?: number
  value?: number
  is_sme?: boolean
  is_vcse?: boolean
  service_area?: string
  route?: string
  options?: { months: number; exercised?: boolean }[]
  /** A marker in the file: the supplier is for nobody to see. */
  redacted?: boolean
  /** A field that the authority keeps from the public by a decision. */
  withheld?: string
}

const PELLUCENT = 'Pellucent Care Systems Ltd'
const SABLE = 'Sable Combe Data Ltd'
const TWIN = 'Pellucent Holdings plc'
const LEDGER = 'Corvidell Software Limited'
const TILL = 'Pennylode Payments Ltd'

const term = (from: number, years: number) => ({
  start_on: `${from}-04-01`,
  current_end_on: `${from + years}-03-31`,
})
const care = (
  authority: string,
  reference: string,
  given: Omit<SceneContract, 'authority' | 'reference' | 'title' | 'suppliers'> & {
    suppliers?: SceneContract['suppliers']
  },
): SceneContract => ({
  authority,
  reference,
  title: `Social care case management, ${authority}`,
  suppliers: [{ name: PELLUCENT }],
  ...given,
})

/** Everything that can be: joint, resold, sub-contracted, of one group, net, gross, unsaid, a range, withheld, over, to come. */
export const SCENE_CONTRACTS: readonly SceneContract[] = [
  care('barnet', 'B1', {
    ...term(2024, 4),
    max_end_on: '2030-03-31',
    value_whole_term_net: 400_000_00,
    is_sme: true,
    options: [{ months: 24, exercised: false }],
    route: 'own_tender',
  }),
  care('brent', 'R1', { ...term(2023, 5), value_whole_term_net: 600_000_03, is_sme: true }),
  care('camden', 'C1', {
    ...term(2025, 3),
    value_whole_term_net: 240_000_00,
    suppliers: [
      { name: SABLE, role: 'reseller' },
      { name: 'Subtle Works Ltd', role: 'sub_contractor' },
    ],
    max_end_on: '2029-03-31',
  }),
  care('croydon', 'Y1', { ...term(2024, 4), value_whole_term_net: 300_000_00 }),
  care('ealing', 'E1', {
    ...term(2024, 3),
    value_whole_term_net: 330_000_00,
    suppliers: [{ name: PELLUCENT }, { name: SABLE }],
  }),
  care('enfield', 'F1', { ...term(2024, 3), value_whole_term_gross: 360_000_00 }),
  care('hackney', 'H1', {
    start_on: '2024-04-01',
    value_annual: 95_000_01,
    suppliers: [{ name: TWIN }, { name: PELLUCENT }, { name: SABLE }],
  }),
  care('haringey', 'G1', {
    ...term(2024, 3),
    value_whole_term_net: 777_000_00,
    withheld: 'value_whole_term_net',
  }),
  care('harrow', 'W1', {
    ...term(2025, 4),
    value_whole_term_net: 888_000_00,
    redacted: true,
    suppliers: [{ name: 'REDACTED' }],
  }),
  care('islington', 'I1', { ...term(2019, 3), value_whole_term_net: 90_000_00 }),
  care('lambeth', 'L1', { ...term(2028, 3), value_whole_term_net: 91_000_00 }),
  {
    authority: 'barnet',
    reference: 'B2',
    title: 'Revenues',
    suppliers: [{ name: LEDGER }],
    ...term(2025, 2),
    value_annual: 50_000_00,
    service_area: 'Council tax and business rates',
    is_sme: false,
  },
  {
    authority: 'brent',
    reference: 'R2',
    title: 'Revenues and benefits',
    suppliers: [{ name: LEDGER }],
    start_on: '2026-07-01',
    current_end_on: '2026-12-31',
    value_whole_term_net: 40_000_00,
    service_area: 'revenues',
  },
  {
    authority: 'camden',
    reference: 'C2',
    title: 'Payments',
    suppliers: [{ name: TILL }],
    ...term(2024, 5),
    value: 55_000_00,
  },
  {
    authority: 'croydon',
    reference: 'Y2',
    title: 'Till',
    suppliers: [{ name: TILL }],
    current_end_on: '2027-03-31',
    value_whole_term_net: 10_000_00,
  },
  {
    authority: 'ealing',
    reference: 'E2',
    title: 'Books',
    suppliers: [{ name: 'Various' }],
    ...term(2025, 3),
    value_annual: 1_000_00,
  },
]

/** When each authority published, other than the first of November 2026. */
const PUBLISHED: Record<string, string> = { barnet: '2026-02-10T09:00:00Z', brent: '2026-08-20T09:00:00Z' }

const fixture = (name: string) => readFile(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8')

/** Publishes the contracts, links a group, withholds; and the systems that run under them. */
export async function makeMarketScene(database: Database): Promise<void> {
  await makeAuthorities(database)
  await seedServiceAreas(database.db, await fixture('service-areas.csv'))
  await seedTechnologies(database.db, await fixture('sample-products.csv'), 'sample')
  for (const authority of new Set(SCENE_CONTRACTS.map((one) => one.authority))) {
    const rows = SCENE_CONTRACTS.filter((one) => one.authority === authority)
    const id = await storeReadReturn(database.sql, authority, rows.map(rowOf))
    await publishAt(database, id, PUBLISHED[authority] ?? '2026-11-01T09:00:00Z')
  }
  for (const { title, withheld } of SCENE_CONTRACTS) if (withheld) await withhold(database, title, withheld)
  await publishSystems(database)
  const link = { source: 'annual report', actor: 'test' }
  await linkParent(database, {
    child: 'pellucent-care-systems-ltd',
    parent: 'pellucent-holdings-plc',
    ...link,
  })
}

function rowOf({ reference, suppliers, withheld: _, authority: __, ...row }: SceneContract) {
  return {
    ...row,
    local_reference: reference,
    supplier_name_raw: suppliers.map(({ name }) => name).join('; '),
    suppliers,
  }
}

async function publishAt(database: Database, id: string, at: string): Promise<void> {
  await publishReturn(database, id, 'test')
  await database.sql`update returns set published_at = ${at} where id = ${id}`
}

const pellucare = (local_reference: string, more: object = {}) => ({
  technology: 'Pellucare',
  service_area: 'Adult social care',
  status: 'live',
  local_reference,
  ...more,
})

/** Lewisham runs other things only, Merton has it retired, Newham plans it; Sutton's area is none of our list. */
const SYSTEMS: Record<string, { technology: string }[]> = {
  barnet: [pellucare('B1', { users: 800, supplier_name_raw: PELLUCENT, satisfaction: 4 })],
  brent: [pellucare('R1', { users: 400 })],
  camden: [pellucare('C1', { supplier_name_raw: SABLE })],
  croydon: [pellucare('Y1', { service_area: "Children's social care" }), pellucare('Y1', { users: 300 })],
  ealing: [pellucare('E1')],
  enfield: [pellucare('F1')],
  hackney: [pellucare('H1')],
  haringey: [pellucare('G1', { value_annual: 259_000_00 })],
  harrow: [pellucare('W1', { supplier_name_raw: 'Named Elsewhere Ltd' })],
  lewisham: [
    { technology: 'Kerbmoor', service_area: 'Parking and traffic enforcement' } as { technology: string },
  ],
  merton: [pellucare('', { status: 'retired' })],
  newham: [pellucare('', { status: 'planned' })],
  sutton: [{ technology: 'Ledgermoor', service_area: 'Our own words' } as { technology: string }],
}

async function publishSystems(database: Database): Promise<void> {
  for (const [authority, rows] of Object.entries(SYSTEMS))
    await publishAt(database, await storeReadSystems(database.sql, authority, rows), '2026-11-02T09:00:00Z')
}
