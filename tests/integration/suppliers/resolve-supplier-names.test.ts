import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveSupplierNames } from '../../../src/suppliers/resolve-supplier-names.ts'
import type { TypedName } from '../../../src/suppliers/spelling-queries.ts'
import { freshDatabase, type TestDatabase, useDatabase } from '../../support/database.ts'

const database = useDatabase()

const typed = (...names: string[]): TypedName[] =>
  names.map((text) => {
    const [name = '', companyNumber = ''] = text.split(' #')
    return { name, companyNumber }
  })

const resolve = (db: TestDatabase['db'], names: TypedName[]) =>
  db.transaction((tx) => resolveSupplierNames(tx, names))

/** Which spellings stand together, whatever the ids. */
async function partition({ sql }: Pick<TestDatabase, 'sql'>): Promise<string[][]> {
  const rows = await sql<{ names: string[] }[]>`
    select array_agg(name || case company_number when '' then '' else ' #' || company_number end) as names
    from supplier_names where supplier_id is not null group by supplier_id`
  return rows.map(({ names }) => [...names].sort()).sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}

async function dump({ sql }: Pick<TestDatabase, 'sql'>): Promise<string> {
  const tables = [
    'suppliers',
    'supplier_names',
    'supplier_keys',
    'supplier_word_links',
    'supplier_decisions',
    'supplier_retirements',
  ]
  const parts = await Promise.all(
    tables.map((table) => sql.unsafe(`select t::text as line from ${table} t order by 1`)),
  )
  return JSON.stringify(parts)
}

async function suppliersOf(...names: string[]): Promise<(string | null)[]> {
  const rows = await database.sql<{ name: string; supplier_id: string | null }[]>`
    select name, supplier_id from supplier_names where name = any(${names})`
  return names.map((name) => rows.find((row) => row.name === name)?.supplier_id ?? null)
}

describe('one company', () => {
  it('is one supplier however it is typed', async () => {
    const names = [
      'Pellwick Housing Services Ltd',
      'PELLWICK HOUSING SERVICES LIMITED',
      'Pellwick Housing Svcs Ltd',
    ]
    await resolve(database.db, typed(...names))
    expect(new Set(await suppliersOf(...names)).size).toBe(1)
  })

  it('keeps the id of its oldest spelling when later returns bring others', async () => {
    await resolve(database.db, typed('Grenshaw Catering Ltd'))
    const [before] = await suppliersOf('Grenshaw Catering Ltd')
    await resolve(database.db, typed('A GRENSHAW CATERING LTD', 'GRENSHAW CATERING LIMITED'))
    expect(await suppliersOf('GRENSHAW CATERING LIMITED')).toEqual([before])
  })

  it('tells why a spelling joined, in words and parts', async () => {
    const [row] = await database.sql`
      select d.rule, d.explanation, d.parts, d.normaliser_version, d.weights_version from supplier_decisions d
      join supplier_names n on n.id = d.name_id where n.name in ('Pellwick Housing Svcs Ltd', 'PELLWICK HOUSING SERVICES LIMITED')`
    expect(row).toMatchObject({ rule: 'abbreviated_words', normaliser_version: 3 })
    expect(row?.explanation).toContain('same once usual abbreviations are written out')
    expect(row?.parts.words).toContainEqual(expect.objectContaining({ relation: 'abbreviation' }))
  })
})

it('settles very many names some thousands at a time, and one company whose names fall apart so is one supplier', async () => {
  const own = await freshDatabase()
  const many = Array.from({ length: 8_000 }, (_, at) => `Person ${at} Trust ${at % 7}`)
  const alike = [
    ['ABBERWICK LIFTS LIMITED', 'Abberwick Lifts Ltd'],
    ['ZENNORLY ROOFS LTD', 'Zennorly Roofs Ltd'],
  ]
  await resolve(own.db, typed(...many, ...alike.flat()))
  const groups = await partition(own)
  for (const names of alike) expect(groups).toContainEqual(names)
  await own.drop()
})

describe('two companies', () => {
  it('stay two where legal forms or stated numbers say so, and a name without either joins neither', async () => {
    await resolve(
      database.db,
      typed('Oakhollow Works Ltd', 'Oakhollow Works LLP', 'Oakhollow Works', 'Tidewell Lifts Ltd #01234567'),
    )
    await resolve(database.db, typed('TIDEWELL LIFTS LTD #07654321'))
    const ids = await suppliersOf(
      'Oakhollow Works Ltd',
      'Oakhollow Works LLP',
      'Oakhollow Works',
      'Tidewell Lifts Ltd',
      'TIDEWELL LIFTS LTD',
    )
    expect(new Set(ids).size).toBe(5)
  })

  it('stay two where the name is made of common words only, and a person is asked', async () => {
    await resolve(database.db, typed('Foundation', 'FOUNDATION'))
    const [one, other] = await suppliersOf('Foundation', 'FOUNDATION')
    expect(one).not.toBe(other)
    const rows = await database.sql`
      select d.decision from supplier_decisions d join supplier_names n on n.id = d.name_id
      where lower(n.name) = 'foundation'`
    expect(rows.map((row) => row.decision)).toEqual(['review'])
  })
})

it('makes no supplier of what names no organisation, however often it is typed', async () => {
  const names = ['See list of vendors', 'Various', 'REDACTED PERSONAL DATA', 'Mr John Smith', 'In-house', '']
  await resolve(database.db, typed(...names))
  expect(await suppliersOf(...names)).toEqual(names.map(() => null))
})

it('changes nothing when the same names are resolved again', async () => {
  const before = await dump(database)
  await resolve(
    database.db,
    typed('Pellwick Housing Svcs Ltd', 'Foundation', 'Various', 'Tidewell Lifts Ltd #01234567'),
  )
  expect(await dump(database)).toBe(before)
})

const MIXED = typed(
  'Quillmere Software Ltd',
  'QUILLMERE SOFTWARE LIMITED',
  'Quillmere Software Ltd #01112223',
  'Quillmere Software LLP',
  'Quillmere Software',
  'The Quillmere Software Ltd (UK)',
  'Bramblegate Association of Carers',
  'Bramblegate Assoc of Carers',
  'BRAMBLEGATE ASSOCIATION OF CARERS LTD',
  'Hearthmoor Construction Engineering Ltd',
  'Hearthmoor Constructoin Engineering Ltd',
  'HEARTHMOOR CONSTRUCTION ENGINEERING LIMI',
  'Kestrelford Group Ltd',
  'Kestrelford Ltd',
  'KESTRELFORD LTD #00445566',
  'Kestrelford Ltd #00445567',
  'London Borough of Camden',
  'Camden Council',
  'Various',
  'Ms Jane Doe',
)

it('ends in the same suppliers for any order of returns, and any way of cutting them up', async () => {
  const seen: string[][][] = []
  for (const [order, size] of [
    [MIXED, MIXED.length],
    [[...MIXED].reverse(), 1],
    [MIXED, 3],
    [shuffled(7), 4],
    [shuffled(11), 1],
    [shuffled(13), 7],
  ] as const) {
    const own = await freshDatabase()
    for (let at = 0; at < order.length; at += size) await resolve(own.db, order.slice(at, at + size))
    seen.push(await partition(own))
    await own.drop()
  }
  for (const other of seen.slice(1)) expect(other).toEqual(seen[0])
})

const TRADES = ['Services', 'Svcs', 'Servcies', 'Service', 'Solutions', 'Solution', 'Systems', 'Supplies']
const PLACES = ['Quillmere', 'Quilmere', 'Quillmere Fen', 'Quillmeer', 'Quillmere Park', 'Quillmere Hall']
const WORKS = ['Housing', 'Hosuing', 'Cleaning', 'Property Maintenance', 'Environmental', 'Area 3', 'Area 4']
const NEARLY_ALIKE = PLACES.flatMap((place) =>
  WORKS.flatMap((work) => TRADES.map((trade, at) => `${place} ${work} ${trade}${at % 2 ? ' Ltd' : ''}`)),
)

it('ends in the same suppliers for any order of many names that are nearly alike', async () => {
  const partitionOf = async (names: readonly TypedName[], size: number) => {
    const own = await freshDatabase()
    for (let at = 0; at < names.length; at += size) await resolve(own.db, names.slice(at, at + size))
    const found = await partition(own)
    await own.drop()
    return found
  }
  const whole = typed(...NEARLY_ALIKE)
  const expected = await partitionOf(whole, whole.length)
  expect(expected.length).toBeLessThan(whole.length)
  const order = fc.shuffledSubarray(whole, { minLength: whole.length })
  const holds = fc.asyncProperty(order, fc.integer({ min: 5, max: whole.length }), async (names, size) => {
    expect(await partitionOf(names, size)).toEqual(expected)
  })
  await fc.assert(holds, { numRuns: 4, endOnFailure: true })
})

function shuffled(seed: number): TypedName[] {
  const keyed = MIXED.map((name, at) => ({ name, key: (at * 7919 * seed) % 104_729 }))
  return keyed.sort((a, b) => a.key - b.key).map(({ name }) => name)
}

it('makes one supplier of a new company that two transactions name at the same moment', async () => {
  const both = ['Wexcombe Sable Networks Ltd', 'WEXCOMBE SABLE NETWORKS LIMITED']
  await Promise.all(both.map((name) => resolve(database.db, typed(name))))
  expect(new Set(await suppliersOf(...both)).size).toBe(1)
})
