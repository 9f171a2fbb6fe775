// What are two registers made of that are equal but for what is withheld?
import { withholdField } from '../../src/contracts/withhold-field.ts'
import { keysOfContract } from '../../src/contracts/withholding-queries.ts'
import { findAlignment } from '../../src/market/find-alignment.ts'
import { deriveOpportunities } from '../../src/opportunities/derive-opportunities.ts'
import { publishReturn } from '../../src/returns/publish-return.ts'
import { seedServiceAreas } from '../../src/technologies/seed-technologies.ts'
import { contractIdOf, makeAuthorities } from './register-rows.ts'
import { storeReadReturn, storeReadSystems } from './stored-return.ts'
import type { WebApp } from './web-app.ts'

export type Database = WebApp['database']

/** What only one of the two registers holds; whoever can tell which can read what is withheld. */
export const SECRETS = [
  {
    name: 'Quillmarsh Ferrow',
    later: 'Quillmarsh Ferrow',
    firm: 'Zephyrine Lantorel Ltd',
    product: 'Zephyrdesk',
    pence: 12_345_67,
    day: '2027-05-09',
  },
  {
    name: 'Ostrava Brindleton',
    later: 'Thessaly Vantongeren',
    firm: 'Umberfell Vostagate Ltd',
    product: 'Umberdesk',
    pence: 765_432_10,
    day: '2027-06-21',
  },
] as const
type Secret = (typeof SECRETS)[number]

export const CLOCK = () => Date.parse('2026-11-21T12:00:00Z')
export const GROUND = 'section 94 Procurement Act 2023'

const SECTION = { service_area: 'Adult social care', supplier_name_raw: 'Brindle Software Ltd' }

function rows(secret: Secret, name: string) {
  const shared = { ...SECTION, value_annual: 5_000_00 }
  return [
    {
      local_reference: 'R1',
      title: 'Guest house',
      supplier_name_raw: 'REDACTED PERSONAL DATA; x',
      suppliers: [{ name: 'REDACTED PERSONAL DATA' }, { name }],
      supplier_company_no: secret.firm.startsWith('Z') ? '01234567' : '07654321',
      redacted: true,
      current_end_on: '2027-01-31',
    },
    {
      ...shared,
      local_reference: 'R2',
      title: 'Locks',
      supplier_name_raw: secret.firm,
      current_end_on: '2027-02-28',
    },
    {
      ...shared,
      local_reference: 'R3',
      title: 'Gates',
      value_annual: secret.pence,
      current_end_on: '2027-03-31',
    },
    { ...shared, local_reference: 'R4', title: 'Alarm lines', current_end_on: secret.day },
    { ...shared, local_reference: 'R5', title: 'Cameras', current_end_on: '2027-09-30', notes: name },
    {
      ...shared,
      local_reference: 'R6',
      title: 'Vaults',
      max_end_on: secret.day,
      current_end_on: '2026-12-31',
    },
    {
      ...shared,
      local_reference: 'R7',
      title: 'Bells',
      technology: secret.product,
      current_end_on: '2027-11-30',
    },
  ]
}

/** What the authority says of the same contracts in its list of systems. */
function systems(secret: Omit<Secret, 'name'> & { name: string }) {
  return [
    {
      technology: 'Ledgerline',
      maker: secret.firm,
      supplier_name_raw: 'withheld',
      suppliers: [{ name: 'REDACTED' }, { name: secret.name }],
      redacted: true,
      satisfaction: 1 + (secret.pence % 5),
      notes: secret.name,
      current_end_on: '2028-01-31',
    },
    { technology: 'Guestbook', local_reference: 'r1', supplier_name_raw: secret.name, users: 12 },
    {
      technology: 'Lockbook',
      local_reference: 'r2 ',
      service_area: SECTION.service_area,
      supplier_name_raw: secret.firm,
      maker: secret.firm,
      current_end_on: '2027-02-28',
    },
    {
      technology: 'Gatehouse',
      local_reference: 'R3',
      service_area: SECTION.service_area,
      supplier_name_raw: 'Brindle Software Ltd',
      value_annual: secret.pence,
    },
    {
      technology: 'Alarmdesk',
      local_reference: 'R4',
      service_area: SECTION.service_area,
      current_end_on: secret.day,
      planned_replacement_on: secret.day,
    },
    {
      technology: 'Vaultkeeper',
      local_reference: 'R6',
      current_end_on: secret.day,
      words: { planned_replacement_on: secret.day },
    },
    { technology: secret.product, local_reference: 'R7', service_area: SECTION.service_area, users: 70 },
  ]
}

/** Withholds a field of the contract with this title; the id of the decision. */
export async function withhold(
  database: Pick<Database, 'db' | 'sql'>,
  title: string,
  field: string,
  precision: 'full' | 'quarter' = 'full',
): Promise<number> {
  const contractId = await contractIdOf(database, title)
  const keys = await keysOfContract(database.db, contractId)
  const outcome = await withholdField(database, {
    authorityId: keys?.authority_id ?? 0,
    contractId,
    keys,
    field,
    reason: 'commercial',
    ground: GROUND,
    precision,
    reviewOn: '2027-03-01',
    actor: 'test',
  })
  if (outcome.status !== 'withheld') throw new Error(outcome.status)
  return outcome.id
}

/** Contracts and the systems under them published, withheld, and published again with other hidden values. */
async function makeRegister(database: Database, secret: Secret): Promise<void> {
  await makeAuthorities(database)
  await publishReturn(
    database,
    await storeReadReturn(database.sql, 'camden', rows(secret, secret.name)),
    'test',
  )
  await publishReturn(database, await storeReadSystems(database.sql, 'camden', systems(secret)), 'test')
  await deriveOpportunities({ db: database.db, clock: CLOCK })
  await withhold(database, 'Bells', 'technology')
  await withhold(database, 'Locks', 'supplier_name_raw')
  await withhold(database, 'Gates', 'value_annual')
  await withhold(database, 'Alarm lines', 'current_end_on', 'quarter')
  await withhold(database, 'Vaults', 'max_end_on')
  await publishReturn(
    database,
    await storeReadReturn(database.sql, 'camden', rows(secret, secret.later)),
    'test',
  )
  const renewed = systems({ ...secret, name: secret.later }).map((one) => ({ ...one, users: 99 }))
  await publishReturn(database, await storeReadSystems(database.sql, 'camden', renewed), 'test')
}

/** Derives what will be tendered a second time, as the job does that each withholding asks for. */
export async function makeDerivedRegister(database: Database, secret: Secret): Promise<void> {
  await makeRegister(database, secret)
  await deriveOpportunities({ db: database.db, clock: CLOCK })
}

/** The same with neighbours, so that there are markets, peers, ends in common and past days. */
export async function makeFullRegister(database: Database, secret: Secret): Promise<void> {
  await seedServiceAreas(
    database.db,
    'code,label,kind,core_system\nadult-social-care,Adult social care,front_line,yes\n',
  )
  await makeRegister(database, secret)
  for (const [slug, day] of [
    ['hackney', 28],
    ['sutton', 29],
  ] as const) {
    const contracts = [`2027-03-${day}`, `2027-06-${day}`, `2027-09-${day}`].map((current_end_on, n) => ({
      ...SECTION,
      local_reference: `N${n}`,
      title: `${slug} care line ${n}`,
      value_annual: 4_000_00 * (n + 1) + day,
      current_end_on,
    }))
    await publishReturn(database, await storeReadReturn(database.sql, slug, contracts), 'test')
    const system = { ...SECTION, technology: 'Ledgerline', current_end_on: '2028-01-31' }
    await publishReturn(database, await storeReadSystems(database.sql, slug, [system]), 'test')
  }
  await deriveOpportunities({ db: database.db, clock: CLOCK })
  await findAlignment({ db: database.db, clock: CLOCK })
  await database.sql`update returns set published_at = published_at - interval '30 days'`
}
