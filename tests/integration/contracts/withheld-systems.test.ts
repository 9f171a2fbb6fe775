import { describe, expect, it } from 'vitest'
import { bringEarlierSystemsUpToDate } from '../../../src/contracts/bring-systems-up-to-date.ts'
import { liftWithholding, withholdField } from '../../../src/contracts/withhold-field.ts'
import { valuesAsRead } from '../../../src/returns/prefill-values-queries.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { deploymentsToReport } from '../../../src/technologies/deployment-prefill-queries.ts'
import { contractIdOf, makeAuthorities } from '../../support/register-rows.ts'
import {
  type RowValues,
  type SystemValues,
  storeReadReturn,
  storeReadSystems,
} from '../../support/stored-return.ts'
import { publicAnswer } from '../../support/twin-registers.ts'
import { useWebApp } from '../../support/web-app.ts'
import { CLOCK, type Database, GROUND, withhold } from '../../support/withheld-scene.ts'

const FIRM = 'Zephyrine Lantorel Ltd'
const MAKER = 'Ombrelune Works'
const web = useWebApp(CLOCK, (database) => makeAuthorities(database))

const contract = (reference: string, more: Partial<RowValues> = {}): RowValues => ({
  local_reference: reference,
  title: `Contract ${reference}`,
  supplier_name_raw: FIRM,
  current_end_on: '2027-05-09',
  ...more,
})
const system = (reference: string, more: Partial<SystemValues> = {}): SystemValues => ({
  technology: 'Lockbook',
  local_reference: reference,
  supplier_name_raw: FIRM,
  maker: MAKER,
  current_end_on: '2027-05-09',
  ...more,
})

async function published(id: Promise<string>): Promise<string> {
  const outcome = await publishReturn(web().database, await id, 'test')
  if (outcome.status !== 'published') throw new Error(outcome.status)
  return id
}
const contracts = (slug: string, ...rows: RowValues[]) =>
  published(storeReadReturn(web().database.sql, slug, rows))
const systems = (slug: string, ...rows: SystemValues[]) =>
  published(storeReadSystems(web().database.sql, slug, rows))
const withdraw = async (id: string) => {
  expect((await withdrawReturn(web().database, id, 'test', 'to see')).status).toBe('withdrawn')
}

/** What anybody is told of the authority's systems, wherever it is told. */
async function told(slug: string): Promise<string> {
  const urls = [
    `/api/v1/deployments?authority=${slug}`,
    `/api/v1/technologies/lockbook`,
    `/technologies/lockbook`,
    `/technologies/lockbook.csv`,
    `/technologies/lockbook/peers.json`,
    `/authorities/${slug}`,
    `/authorities/${slug}/systems.csv`,
    '/technologies',
    '/suppliers',
    '/suppliers/zephyrine-lantorel-ltd',
    `/contracts?q=ombrelune`,
    `/contracts?supplier=zephyrine-lantorel-ltd`,
    `/api/v1/deployments?supplier=zephyrine-lantorel-ltd`,
    '/api/v1/deployments?current_end_from=2027-05-01&current_end_to=2027-05-31&end_not_stated=exclude',
  ]
  const answers = await Promise.all(urls.map((url) => publicAnswer(web().app, url)))
  return answers.join('\n')
}

async function rowOf(database: Database, slug: string, technology = 'Lockbook') {
  const [row] = await database.sql<
    { is_public: boolean; contract_id: string | null; row: string }[]
  >`select d.is_public, d.contract_id, concat(row_to_json(d), row_to_json(v)) as row
    from deployments d join deployment_versions v on v.id = d.version_id join authorities a on a.id = d.authority_id
    where a.slug = ${slug} and d.technology = ${technology}`
  return row
}

const SECRET = /Zephyrine|Ombrelune|2027-05-09|9 May 2027/

describe('what is withheld of a contract', () => {
  it('is told by no system, whether the withholding or the systems come first, and comes back when it is lifted', async () => {
    const { database } = web()
    await contracts('camden', contract('C1'))
    await systems('camden', system('c1'))
    const before = await told('camden')
    expect(before).toMatch(SECRET)
    const supplier = await withhold(database, 'Contract C1', 'supplier_name_raw')
    const end = await withhold(database, 'Contract C1', 'current_end_on', 'quarter')
    const hidden = await told('camden')
    expect(hidden).not.toMatch(SECRET)
    expect((await rowOf(database, 'camden'))?.row).not.toMatch(SECRET)
    const again = await systems('camden', system('c1', { users: 5 }))
    expect(await told('camden')).not.toMatch(SECRET)
    await withdraw(again)
    expect(await told('camden')).toBe(hidden)
    for (const id of [supplier, end]) await liftWithholding(database, id, 'test')
    expect(await told('camden')).toBe(before)
  })

  it('comes back of the version that stood before, when the later one is withdrawn', async () => {
    const { database } = web()
    await contracts('barnet', contract('B1', { supplier_name_raw: 'Earlier Bar Ltd' }))
    await systems('barnet', system('B1', { supplier_name_raw: 'Earlier Bar Ltd' }))
    const before = await told('barnet')
    const id = await withhold(database, 'Contract B1', 'supplier_name_raw')
    const again = await contracts(
      'barnet',
      contract('B1', { supplier_name_raw: 'Earlier Bar Ltd', route: 'x' }),
    )
    const later = await systems('barnet', system('B1', { supplier_name_raw: 'Later Bar Ltd' }))
    await liftWithholding(database, id, 'test')
    await withdraw(later)
    await withdraw(again)
    expect(await told('barnet')).toBe(before)
    expect(before).toContain('Earlier Bar Ltd')
  })

  it('is told by no system that names the contract later, by a later return of either kind', async () => {
    const { database } = web()
    await systems('bexley', system('X1'))
    expect((await rowOf(database, 'bexley'))?.row).toMatch(/Ombrelune/)
    const marked = { redacted: true, suppliers: [{ name: 'REDACTED' }, { name: FIRM }] }
    const id = await contracts('bexley', contract('X1', marked))
    for (const url of ['/api/v1/deployments?authority=bexley', '/authorities/bexley', '/contracts?q=X1'])
      expect(await publicAnswer(web().app, url)).not.toMatch(/Zephyrine|Ombrelune/)
    expect((await rowOf(database, 'bexley'))?.row).not.toMatch(/Zephyrine|Ombrelune/)
    await systems('bexley', system('elsewhere'))
    expect((await rowOf(database, 'bexley'))?.row).toMatch(/Zephyrine/)
    await systems('bexley', system(' x1'))
    expect((await rowOf(database, 'bexley'))?.row).not.toMatch(/Zephyrine|Ombrelune/)
    await withdraw(id)
    expect((await rowOf(database, 'bexley'))?.row).toMatch(/Zephyrine.*Ombrelune|Ombrelune.*Zephyrine/)
  })

  it('reaches systems under a reference of several lots, and by a rule for every contract', async () => {
    const { database } = web()
    await contracts('brent', contract('L1', { title: 'Lot A' }), contract('L1', { title: 'Lot B' }))
    await systems('brent', system('L1'), system('unknown', { technology: 'Freebook' }))
    expect((await rowOf(database, 'brent'))?.contract_id).toBeNull()
    const id = await withhold(database, 'Lot B', 'supplier_name_raw')
    expect((await rowOf(database, 'brent'))?.row).not.toMatch(/Zephyrine|Ombrelune/)
    await liftWithholding(database, id, 'test')
    const [authority] = await database.sql<{ id: number }[]>`select id from authorities where slug = 'brent'`
    const rule = await withholdField(database, {
      authorityId: authority?.id ?? 0,
      contractId: null,
      keys: null,
      field: 'supplier_name_raw',
      reason: 'commercial',
      ground: GROUND,
      precision: 'full',
      reviewOn: '2027-03-01',
      actor: 'test',
    })
    expect(rule.status).toBe('withheld')
    expect((await rowOf(database, 'brent'))?.row).not.toMatch(/Zephyrine|Ombrelune/)
    expect((await rowOf(database, 'brent', 'Freebook'))?.row).toMatch(/Zephyrine/)
  })

  it('hides a system altogether where it is the technology, from the public and not from its authority', async () => {
    const { database } = web()
    await contracts('bromley', contract('T1', { technology: 'Lockbook' }))
    await systems('bromley', system('T1'))
    const before = await told('bromley')
    const id = await withhold(database, 'Contract T1', 'technology')
    expect((await rowOf(database, 'bromley'))?.is_public).toBe(false)
    expect(await publicAnswer(web().app, '/api/v1/deployments?authority=bromley')).not.toContain('Lockbook')
    const [authority] = await database.sql<
      { id: number }[]
    >`select id from authorities where slug = 'bromley'`
    const own = await deploymentsToReport(database.db, authority?.id ?? 0)
    expect(await valuesAsRead(database.db, 'systems', own)).toMatchObject([{ supplier_name_raw: FIRM }])
    const unchanged = await storeReadSystems(database.sql, 'bromley', [system('T1')])
    const outcome = await publishReturn(database, unchanged, 'test')
    expect(outcome).toMatchObject({ counts: { created: 0, changed: 0, unchanged: 1, missing: 0 } })
    expect((await rowOf(database, 'bromley'))?.is_public).toBe(false)
    await withdraw(unchanged)
    await liftWithholding(database, id, 'test')
    expect(await told('bromley')).toBe(before)
  })

  it('stays known to the authority that hands in systems', async () => {
    const { database } = web()
    await contracts('croydon', contract('K1'))
    await withhold(database, 'Contract K1', 'supplier_name_raw')
    await systems('croydon', system('K1'))
    const [row] = await database.sql<{ id: string }[]>`
      select d.id from deployments d join authorities a on a.id = d.authority_id where a.slug = 'croydon'`
    expect((await rowOf(database, 'croydon'))?.contract_id).toBe(await contractIdOf(database, 'Contract K1'))
    expect(await valuesAsRead(database.db, 'systems', [row?.id ?? ''])).toMatchObject([
      { supplier_name_raw: FIRM, maker: MAKER },
    ])
  })

  it('is hidden at the next start where an earlier version of the register told it', async () => {
    const { database } = web()
    const before = (await rowOf(database, 'croydon'))?.row
    await database.sql`update deployment_versions v set withheld = null, values = w.values
      from stated_rows w, deployments d, authorities a
      where w.return_id = v.return_id and w.data_row = v.data_row and d.id = v.deployment_id and a.id = d.authority_id
        and a.slug = 'croydon'`
    await database.sql`update deployments d set supplier_name_raw = ${FIRM}, maker = ${MAKER} from authorities a
      where a.id = d.authority_id and a.slug = 'croydon'`
    await bringEarlierSystemsUpToDate(database.db)
    expect((await rowOf(database, 'croydon'))?.row).toBe(before)
  })
})
