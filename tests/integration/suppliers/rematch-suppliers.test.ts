import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../../src/lib/csv.ts'
import { judgePairs } from '../../../src/suppliers/judge-pair.ts'
import { linkParent, unlinkParent } from '../../../src/suppliers/link-parent.ts'
import { rematchSuppliers } from '../../../src/suppliers/rematch-suppliers.ts'
import { resolveSupplierNames } from '../../../src/suppliers/resolve-supplier-names.ts'
import { readCompanyNumber } from '../../../src/suppliers/supplier-identifiers.ts'
import { supplierReport } from '../../../src/suppliers/supplier-report-queries.ts'
import { printSupplierReport } from '../../../src/suppliers/suppliers-command.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
const NORFOLK = '../shared/data/1-contract-registers/norfolk/NCC164467.csv'

const resolve = (names: { name: string; companyNumber: string }[]) =>
  database.db.transaction((tx) => resolveSupplierNames(tx, names))
const plain = (...names: string[]) => resolve(names.map((name) => ({ name, companyNumber: '' })))
const dump = async (tables: string[]) =>
  JSON.stringify(
    await Promise.all(
      tables.map((table) => database.sql.unsafe(`select t::text from ${table} t order by 1`)),
    ),
  )
const SUPPLIERS = ['suppliers', 'supplier_names', 'supplier_keys', 'supplier_word_links']

describe('a run over everything', () => {
  it('finds nothing to change where rules and names are what they were, and holds people’s judgements', async () => {
    await plain('Kestrel Yard Ltd', 'KESTREL YARD LIMITED', 'Ivel Assoc of Play', 'Ivel Association of Play')
    const [one, two] = await database.sql<{ id: number }[]>`
      select id::float8 as id from supplier_names where name ilike 'kestrel yard%' order by id`
    const pairs = [{ left: one?.id ?? 0, right: two?.id ?? 0 }]
    await judgePairs(database, 'operator', { pairs, verdict: 'different', reason: '' })
    const before = await dump(SUPPLIERS)
    const report = await rematchSuppliers(database, { dryRun: false, actor: 'test' })
    expect(report).toMatchObject({ joined: [], split: [], kindChanged: [] })
    expect(await dump(SUPPLIERS)).toBe(before)
  })

  it('tells what would change and changes nothing when it is dry', async () => {
    const [stray] = await database.sql<{ id: string }[]>`
      insert into suppliers (slug, name, founder_name_id)
      select 'stray', 'stray', id from supplier_names where name = 'Ivel Association of Play' returning id`
    await database.sql`
      update supplier_names set supplier_id = ${stray?.id ?? ''} where name = 'Ivel Association of Play'`
    const before = await dump([...SUPPLIERS, 'supplier_decisions', 'supplier_retirements'])
    const report = await rematchSuppliers(database, { dryRun: true, actor: 'test' })
    expect(report.joined.map((names) => [...names].sort())).toEqual([
      ['Ivel Assoc of Play', 'Ivel Association of Play'],
    ])
    expect(report.suppliersBefore - report.suppliersAfter).toBe(1)
    expect(await dump([...SUPPLIERS, 'supplier_decisions', 'supplier_retirements'])).toBe(before)
    await rematchSuppliers(database, { dryRun: false, actor: 'test' })
    expect((await rematchSuppliers(database, { dryRun: true, actor: 'test' })).joined).toEqual([])
  })
})

it('links groups without merging them', async () => {
  await plain('Rowan Holdings plc', 'Rowan Catering Ltd')
  const link = { child: 'rowan-catering-ltd', parent: 'rowan-holdings-plc', actor: 'test' }
  const before = await dump(SUPPLIERS)
  await linkParent(database, { ...link, source: 'annual report' })
  expect(await dump(SUPPLIERS)).toBe(before)
  await unlinkParent(database, link)
  await expect(unlinkParent(database, link)).rejects.toMatchObject({ code: 'not_found' })
  await expect(linkParent(database, { ...link, parent: 'nobody', source: '' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

describe.runIf(existsSync(NORFOLK))('a county’s published register', () => {
  it('makes no supplier of two company numbers, and its report shows the largest merges', async () => {
    const rows = readCsv(readFileSync(NORFOLK, 'latin1'))
    const typed = rows.map((row) => {
      const number = readCompanyNumber(row['Supplier registered company number'] ?? '')
      return { name: row['Supplier name'] ?? '', companyNumber: number.ok ? number.identifier.value : '' }
    })
    await resolve(typed.filter(({ name }) => name !== ''))
    const report = await supplierReport(database.db)
    expect(report.spellings).toBeGreaterThan(2000)
    expect(report.withTwoNumbers).toBe(0)
    expect(report.merged).toBeGreaterThan(20)
    const lines: string[] = []
    await printSupplierReport(database, (line) => lines.push(line))
    expect(lines.filter((line) => /^\d+ spellings {2}/.test(line))).toHaveLength(20)
  })
})
