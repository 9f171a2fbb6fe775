import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readCsv, streamCsv } from '../../../src/lib/csv.ts'
import { loadCompanies } from '../../../src/suppliers/load-companies.ts'
import { resolveSupplierNames } from '../../../src/suppliers/resolve-supplier-names.ts'
import { freshDatabase, type TestDatabase, useDatabase } from '../../support/database.ts'

const database = useDatabase()
const SAMPLE = 'fixtures/companies-sample.csv'
const RENAMES = '../shared/matching/dev/renames.csv'

const load = ({ db }: Pick<TestDatabase, 'db'>, path = SAMPLE) =>
  loadCompanies({ db }, streamCsv(createReadStream(path)))

function resolve({ db }: Pick<TestDatabase, 'db'>, ...names: string[]) {
  return db.transaction((tx) =>
    resolveSupplierNames(
      tx,
      names.map((text) => ({ name: text.split(' #')[0] ?? '', companyNumber: text.split(' #')[1] ?? '' })),
    ),
  )
}

async function supplierOf({ sql }: Pick<TestDatabase, 'sql'>, name: string): Promise<string> {
  const [row] = await sql<{ supplier_id: string }[]>`
    select supplier_id from supplier_names where name = ${name} order by id`
  return row?.supplier_id ?? name
}

describe('a register copy', () => {
  it('makes one supplier of a present and a previous name, and none of a name that two companies have borne', async () => {
    await resolve(
      database,
      'Quillmere Software Ltd',
      'Pixelfen Digital Ltd',
      'Grenshaw Residential Ltd',
      'Pellwick Housing Services Ltd',
    )
    const of = (name: string) => supplierOf(database, name)
    expect(await of('Pixelfen Digital Ltd')).not.toBe(await of('Quillmere Software Ltd'))
    const loaded = await load(database)
    expect(loaded).toEqual({
      lines: 10,
      unusable: 1,
      companies: 9,
      changed: 9,
      spellingsIdentified: 3,
    })
    expect(await of('Pixelfen Digital Ltd')).toBe(await of('Quillmere Software Ltd'))
    expect(await of('Grenshaw Residential Ltd')).not.toBe(await of('Pellwick Housing Services Ltd'))
  })

  it('changes nothing when it is loaded again', async () => {
    const dump = () =>
      database.sql.unsafe(`select t::text from supplier_names t union all
      select t::text from suppliers t union all select t::text from companies t
      union all select t::text from company_names t order by 1`)
    const before = JSON.stringify(await dump())
    expect(await load(database)).toMatchObject({ changed: 0, spellingsIdentified: 0 })
    expect(JSON.stringify(await dump())).toBe(before)
  })

  it('knows names typed later at once, whatever the order of file and returns', async () => {
    await resolve(database, 'FENWEB LTD')
    expect(await supplierOf(database, 'FENWEB LTD')).toBe(
      await supplierOf(database, 'Quillmere Software Ltd'),
    )
    const [decision] = await database.sql`
      select d.rule, d.explanation from supplier_decisions d join supplier_names n on n.id = d.name_id
      where n.name = 'FENWEB LTD'`
    expect(decision).toEqual({
      rule: 'same_number',
      explanation: 'The company register gives both names to company 01998877.',
    })
  })

  it('believes a stated number that the register bears out, and asks where name and number disagree', async () => {
    await resolve(database, 'Quillmere Softwares Ltd #01998877', 'Somebody Else Catering Ltd #01998877')
    const numbers = await database.sql`
      select name, register_number from supplier_names where company_number = '01998877' order by name`
    expect(numbers.map((row) => row.register_number)).toEqual(['01998877', null])
    expect(await supplierOf(database, 'Somebody Else Catering Ltd')).not.toBe(
      await supplierOf(database, 'Quillmere Software Ltd'),
    )
  })

  it('never joins two company numbers', async () => {
    await resolve(database, 'Hearthmoor Ltd', 'Hearthmoor (UK) Ltd', 'HEARTHMOOR UK LIMITED')
    const rows = await database.sql`
      select supplier_id from supplier_names where register_number is not null
      group by supplier_id having count(distinct register_number) > 1`
    expect(rows).toEqual([])
  })
})

describe.runIf(existsSync(RENAMES))('published renames', () => {
  it('are resolved, 99 of 100 or more, once the previous names are loaded; 1 of 100 or fewer before', async () => {
    const renames = readCsv(readFileSync(RENAMES, 'utf8'))
    expect(renames.length).toBeGreaterThan(300)
    const own = await freshDatabase()
    await resolve(own, ...new Set(renames.flatMap((row) => [row.name_a ?? '', row.name_b ?? ''])))
    expect(await shareJoined(own, renames)).toBeLessThanOrEqual(0.01)
    await loadCompanies(own, Readable.from(companiesOf(renames)))
    expect(await shareJoined(own, renames)).toBeGreaterThanOrEqual(0.99)
    await own.drop()
  })
})

async function shareJoined(own: TestDatabase, renames: Record<string, string>[]): Promise<number> {
  const rows = await own.sql<{ name: string; supplier_id: string }[]>`
    select name, coalesce(supplier_id::text, id::text) as supplier_id from supplier_names`
  const of = new Map(rows.map((row) => [row.name, row.supplier_id]))
  return (
    renames.filter((row) => of.get(row.name_a ?? '') === of.get(row.name_b ?? '')).length / renames.length
  )
}

/** The register's lines for these pairs: the second name is present, the others previous. */
function companiesOf(renames: Record<string, string>[]): Record<string, string>[] {
  const names = new Map<string, string[]>()
  for (const { id_a: id = '', name_a: a = '', name_b: b = '' } of renames)
    names.set(id, [...(names.get(id) ?? []), b, a])
  return [...names].map(([id, [present = '', ...previous]]) => ({
    CompanyName: present,
    CompanyNumber: id.replace('GB-COH:', ''),
    CompanyStatus: 'Active',
    ...Object.fromEntries(
      [...new Set(previous)].flatMap((name, at) => [
        [`PreviousName_${at + 1}.CompanyName`, name],
        [`PreviousName_${at + 1}.CONDATE`, '01/06/2020'],
      ]),
    ),
  }))
}
