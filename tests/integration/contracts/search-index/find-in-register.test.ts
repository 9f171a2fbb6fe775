import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ContractFilters, contractFilters } from '../../../../src/contracts/contract-filter-schemas.ts'
import { type ContractFinder, databaseFinder } from '../../../../src/contracts/contract-finder-queries.ts'
import type { ContractPage } from '../../../../src/contracts/contract-schemas.ts'
import {
  askedContracts,
  eachContract,
  searchContracts,
} from '../../../../src/contracts/contract-search-queries.ts'
import { registerVersion } from '../../../../src/contracts/register-queries.ts'
import { keepRegister, type RegisterIndex } from '../../../../src/contracts/search-index/keep-register.ts'
import { type FinderFor, openFinder } from '../../../../src/contracts/search-index/open-finder.ts'
import { createLog } from '../../../../src/log.ts'
import { askedOfList, madeUp, RETURNS } from '../../../support/asked-of-list.ts'
import { useDatabase } from '../../../support/database.ts'
import { makeReturn } from '../../../support/register-rows.ts'
import { makeTechnologyScene } from '../../../support/technology-scene.ts'

const TODAY = '2026-11-21'
const database = useDatabase()
let index: RegisterIndex
let finderFor: FinderFor

beforeAll(async () => {
  await makeTechnologyScene(database)
  for (const [n, { authority, at }] of RETURNS.entries()) {
    const contracts = Array.from({ length: 60 }, (_, at) => madeUp(at * 3 + n))
    await makeReturn(database, { authority, at, contracts })
  }
  const log = createLog('warn', { pretty: false })
  const config = { SEARCH_INDEX_FROM: 0 }
  index = keepRegister({ readDb: database.db, readUrl: database.url, log, config })
  finderFor = openFinder(database.db, index, () => registerVersion(database.db))
  await vi.waitUntil(async () => (await finderFor({})).isQuick, { timeout: 20_000 })
})

afterAll(() => index.close())

const inDatabase = () => databaseFinder(database.db)

async function inMemory(): Promise<ContractFinder> {
  const finder = await finderFor({})
  expect(finder.isQuick).toBe(true)
  return finder
}

/** Every page from the first on. */
async function pages(filters: ContractFilters, finder: ContractFinder): Promise<ContractPage[]> {
  const shown: ContractPage[] = []
  for (let cursor: string | undefined; ; ) {
    const asked = cursor === undefined ? filters : { ...filters, cursor }
    const page = await searchContracts(database.db, asked, TODAY, { finder })
    shown.push(page)
    if (page.next_cursor === null) return shown
    cursor = page.next_cursor
  }
}

const WORDS = [
  'lift',
  'roof works',
  '"lift works"',
  'works -lift',
  'roof or lift',
  'tow*',
  'mantenance',
  'planned towr',
  'tower blocks planned',
  '"maintenance in tower" -roof',
  'R-17',
  'maker 2',
  'the',
  '-"low blocks"',
  'pellucare',
  'xyzzy',
  '%',
  '"roof works 2" or reactive',
]

describe('the register in memory', () => {
  it('answers every filter with the pages, totals, counts and facets of the database', async () => {
    const asked = fc.record({
      filters: askedOfList,
      q: fc.option(fc.constantFrom(...WORDS), { nil: undefined }),
      supplier: fc.constantFrom(undefined, 'maker-1-ltd', 'maker-2-ltd'),
      technology: fc.constantFrom(undefined, undefined, undefined, 'pellucare'),
      limit: fc.constantFrom(3, 25),
    })
    await fc.assert(
      fc.asyncProperty(asked, async ({ filters, q, supplier, technology, limit }) => {
        const list = contractFilters.parse({ ...filters, q, supplier, technology, limit, facets: 'include' })
        expect(await pages(list, await inMemory())).toEqual(await pages(list, inDatabase()))
      }),
      { numRuns: 150 },
    )
  }, 120_000)

  it.each(WORDS)('finds for %s alone what the database finds, in its order', async (q) => {
    const list = contractFilters.parse({ q, limit: 100, facets: 'include' })
    expect(await pages(list, await inMemory())).toEqual(await pages(list, inDatabase()))
  })

  it('hands the contracts of a file on in the order of its pages', async () => {
    const ids = async (finder: ContractFinder) => {
      const asked = await askedContracts(database.db, { q: 'tower' }, TODAY, finder)
      return (await Array.fromAsync(eachContract(database.db, asked, finder))).flat()
    }
    const found = await ids(await inMemory())
    expect(found).toEqual(await ids(inDatabase()))
    expect(found.length).toBeGreaterThan(100)
  })

  it('shows a publication to whoever asks after it', async () => {
    await makeReturn(database, {
      authority: 'hackney',
      contracts: [{ title: 'Gritting of footpaths', supplier_name_raw: 'Brine & Co' }],
    })
    const list = contractFilters.parse({ q: 'gritting', facets: 'include' })
    const page = await searchContracts(database.db, list, TODAY, { finder: await inMemory() })
    expect(page.total).toBe(1)
    expect(page).toEqual(await searchContracts(database.db, list, TODAY, { finder: inDatabase() }))
  })

  it('is not asked about a past day', async () => {
    expect((await finderFor({ as_at: '2026-10-01' })).isQuick).toBe(false)
  })
})
