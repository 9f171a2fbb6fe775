import { describe, expect, it } from 'vitest'
import { liftWithholding, withholdField } from '../../../src/contracts/withhold-field.ts'
import { keysOfContract, withholdingsInForce } from '../../../src/contracts/withholding-queries.ts'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { valuesAsRead } from '../../../src/returns/prefill-values-queries.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { publicAddresses } from '../../support/public-addresses.ts'
import { contractIdOf, makeAuthorities } from '../../support/register-rows.ts'
import { storeReadReturn, storeReadSystems } from '../../support/stored-return.ts'
import { publicAnswer } from '../../support/twin-registers.ts'
import { useWebApp, type WebApp } from '../../support/web-app.ts'

type Database = WebApp['database']

/** What only one of the two registers holds; whoever can tell which can read what is withheld. */
const SECRETS = [
  {
    name: 'Quillmarsh Ferrow',
    later: 'Quillmarsh Ferrow',
    firm: 'Zephyrine Lantorel Ltd',
    pence: 12_345_67,
    day: '2027-05-09',
  },
  {
    name: 'Ostrava Brindleton',
    later: 'Thessaly Vantongeren',
    firm: 'Umberfell Vostagate Ltd',
    pence: 765_432_10,
    day: '2027-06-21',
  },
] as const
type Secret = (typeof SECRETS)[number]

const CLOCK = () => Date.parse('2026-11-21T12:00:00Z')
const GROUND = 'section 94 Procurement Act 2023'

function rows(secret: Secret, name: string) {
  const shared = { supplier_name_raw: 'Brindle Software Ltd', value_annual: 5_000_00 }
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
  ]
}

async function withhold(
  database: Database,
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

/** Published, withheld, and published again with other hidden values. */
async function makeRegister(database: Database, secret: Secret): Promise<void> {
  await makeAuthorities(database)
  await publishReturn(
    database,
    await storeReadReturn(database.sql, 'camden', rows(secret, secret.name)),
    'test',
  )
  await deriveOpportunities({ db: database.db, clock: CLOCK })
  await withhold(database, 'Locks', 'supplier_name_raw')
  await withhold(database, 'Gates', 'value_annual')
  await withhold(database, 'Alarm lines', 'current_end_on', 'quarter')
  await withhold(database, 'Vaults', 'max_end_on')
  await publishReturn(
    database,
    await storeReadReturn(database.sql, 'camden', rows(secret, secret.later)),
    'test',
  )
  const system = {
    technology: 'Ledgerline',
    maker: secret.firm,
    supplier_name_raw: 'withheld',
    suppliers: [{ name: 'REDACTED' }, { name: secret.name }],
    redacted: true,
    satisfaction: 1 + (secret.pence % 5),
    notes: secret.name,
    current_end_on: '2028-01-31',
  }
  await publishReturn(database, await storeReadSystems(database.sql, 'camden', [system]), 'test')
}

/** Derives what will be tendered a second time, as the job does that each withholding asks for. */
async function makeDerivedRegister(database: Database, secret: Secret): Promise<void> {
  await makeRegister(database, secret)
  await deriveOpportunities({ db: database.db, clock: CLOCK })
}

const first = useWebApp(CLOCK, (database) => makeDerivedRegister(database, SECRETS[0]))
const second = useWebApp(CLOCK, (database) => makeDerivedRegister(database, SECRETS[1]))

const WORDS = SECRETS.flatMap(({ name, later, firm }) => [name, later, firm, ...firm.split(' ').slice(0, 2)])
const ADDRESSES = publicAddresses(WORDS)
const TITLES = ['Guest house', 'Locks', 'Gates', 'Alarm lines', 'Cameras', 'Vaults']

async function alike(url: (database: Database) => Promise<string>): Promise<string> {
  const [one, other] = await Promise.all(
    [first(), second()].map(async ({ app, database }) => publicAnswer(app, await url(database))),
  )
  expect(other).toBe(one)
  return one ?? ''
}

describe('two registers that differ in what is withheld alone', () => {
  it.each(ADDRESSES)('answer %s with the same bytes', async (address) => {
    await alike(async () => address)
  })

  it.each(TITLES)('show the same of %s, its history and its cells', async (title) => {
    for (const root of ['/contracts', '/api/v1/contracts']) {
      const shown = await alike(async (database) => `${root}/${await contractIdOf(database, title)}`)
      expect(shown).toContain(title)
      for (const word of WORDS) expect(shown).not.toContain(word)
    }
  })

  it.each(TITLES)('show the same of what is derived from %s', async (title) => {
    for (const root of ['/opportunities', '/api/v1/opportunities'])
      await alike(async (database) => {
        const contract = await contractIdOf(database, title)
        const [row] = await database.sql<
          { id: string }[]
        >`select id from opportunities where contract_id = ${contract}`
        return `${root}/${row?.id ?? 'none'}`
      })
  })

  it('hold no trace of it in any table that the public reads', async () => {
    for (const { database } of [first(), second()]) {
      const [row] = await database.sql<{ held: string }[]>`
        select concat((select json_agg(c) from contracts c), (select json_agg(s) from contract_search s),
          (select json_agg(n) from supplier_names n), (select json_agg(p) from suppliers p),
          (select json_agg(d) from deployments d), (select json_agg(w) from search_words w),
          (select json_agg(v.values - 'notes') from contract_versions v),
          (select json_agg(v.values - 'notes') from deployment_versions v)) as held`
      const held = (row?.held ?? '').replace(/"(notes|satisfaction)":"?[^,"}]*/g, '')
      for (const word of [...WORDS, ...WORDS.map((one) => one.toLowerCase())])
        expect(held).not.toContain(word)
    }
  })
})

describe('an end given to its quarter', () => {
  it('is a quarter in every list and file, and a day in none', async () => {
    const { app } = first()
    const seen = async (url: string) => (await app.inject({ url })).body
    for (const url of ['/contracts?q=alarm', '/opportunities?q=alarm', '/opportunities/timeline?q=alarm']) {
      const page = await seen(url)
      expect([url, page.includes('2nd quarter 2027')]).toEqual([url, true])
      expect([url, page.includes('30 June 2027')]).toEqual([url, false])
    }
    const { contracts } = JSON.parse(await seen('/api/v1/contracts?q=alarm'))
    expect(contracts[0]).toMatchObject({
      current_end_on: '2027-06-30',
      day_precision: { current_end_on: 'quarter' },
    })
    const { opportunities } = JSON.parse(await seen('/api/v1/opportunities?q=alarm'))
    expect(opportunities[0]).toMatchObject({ end_precision: 'quarter' })
    expect(opportunities[0].confidence.parts).toContainEqual({
      reason: 'the end is given to its quarter only',
      points: -10,
    })
    expect(await seen('/contracts.csv?q=alarm')).toContain('current_end_on: quarter')
    expect(await seen('/contracts.json?q=alarm')).toContain('"day_precision":"current_end_on: quarter"')
    expect(await seen('/opportunities.csv?q=alarm')).toContain(',quarter,')
    for (const url of ['/api/v1/ocds/releases', '/api/v1/authorities/camden/transparency-code.csv'])
      expect(await seen(url)).not.toContain('2027-06-30')
    expect(await seen('/opportunities/calendar?month=2027-06')).not.toContain('Alarm lines')
  })
})

describe('what is withheld', () => {
  it('is stated with its reason, its ground and when it is looked at again', async () => {
    const { app, database } = first()
    const { body } = await app.inject(`/api/v1/contracts/${await contractIdOf(database, 'Gates')}`)
    expect(JSON.parse(body).withheld).toEqual([
      {
        field: 'value_annual',
        reason: 'commercial',
        ground: GROUND,
        review_on: '2027-03-01',
        precision: 'full',
      },
    ])
  })

  it('stays known to its authority, whose next return is filled with it', async () => {
    const { database } = first()
    const id = await contractIdOf(database, 'Locks')
    expect(await valuesAsRead(database.db, 'contracts', [id])).toMatchObject([
      { supplier_name_raw: SECRETS[0].firm },
    ])
  })

  it('is the same contract in the next return, however its supplier is hidden', async () => {
    const [row] = await first().database.sql`select count(*)::int as n from contracts`
    expect(row).toEqual({ n: TITLES.length })
  })

  it('is public again once lifted, and after a withdrawal of the return no more than before', async () => {
    const { app, database } = first()
    const id = await contractIdOf(database, 'Locks')
    const authority = (await keysOfContract(database.db, id))?.authority_id ?? 0
    const found = (await withholdingsInForce(database.db, authority)).find((one) => one.contract_id === id)
    expect(await liftWithholding(database, found?.id ?? 0, 'test')).toEqual({ status: 'lifted' })
    expect(await liftWithholding(database, found?.id ?? 0, 'test')).toEqual({ status: 'already_lifted' })
    const shown = JSON.parse((await app.inject(`/api/v1/contracts/${id}`)).body)
    expect(shown).toMatchObject({ supplier_name_raw: SECRETS[0].firm, withheld: [] })
    expect(shown.suppliers).toHaveLength(1)
    expect(JSON.parse((await app.inject('/api/v1/contracts?q=zephyrine')).body).total).toBe(1)
    await withhold(database, 'Locks', 'supplier_name_raw')
    const [latest] = await database.sql<{ id: string }[]>`
      select id from returns where kind = 'contracts' order by publication desc limit 1`
    await withdrawReturn(database, latest?.id ?? '', 'test', 'to see')
    expect(await publicAnswer(app, `/api/v1/contracts/${id}`)).not.toContain('Zephyrine')
    expect(JSON.parse((await app.inject('/api/v1/contracts?q=zephyrine')).body).total).toBe(0)
  })

  it('cannot be changed or forgotten', async () => {
    const { sql } = first().database
    await expect(sql`update withholdings set reason = 'other'`).rejects.toThrow(/lifted once/)
    await expect(sql`delete from withholdings`).rejects.toThrow(/lifted once/)
  })
})
