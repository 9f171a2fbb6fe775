import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../src/errors.ts'
import { judgePairs, undoJudgement } from '../../../src/suppliers/judge-pair.ts'
import { resolveSupplierNames } from '../../../src/suppliers/resolve-supplier-names.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()

const NAMES = [
  'Vesper Lighting Ltd',
  'VESPER LIGHTING LIMITED',
  'Garrick Street Works Ltd',
  'Garrick Street Works',
  'Norbury Play plc',
  'Norbury Play Ltd',
]

const OTHERS = ['Garrick Street Works (GSW)', 'Vesper Lighting', 'Norbury Play']

beforeEach(async () => {
  await resolve(...NAMES)
})

function resolve(...names: string[]) {
  return database.db.transaction((tx) =>
    resolveSupplierNames(
      tx,
      names.map((text) => ({ name: text.split(' #')[0] ?? '', companyNumber: text.split(' #')[1] ?? '' })),
    ),
  )
}

async function idOf(name: string): Promise<number> {
  const [row] = await database.sql<{ id: number }[]>`
    select id::float8 as id from supplier_names where name = ${name} order by id`
  return row?.id ?? -1
}

async function supplierOf(name: string): Promise<string | null> {
  const [row] = await database.sql<{ supplier_id: string | null }[]>`
    select supplier_id from supplier_names where name = ${name} order by id`
  return row?.supplier_id ?? null
}

async function judge(left: string, right: string, verdict: 'same' | 'different' | 'unsure') {
  const pairs = [{ left: await idOf(left), right: await idOf(right) }]
  return judgePairs(database, 'operator', { pairs, verdict, reason: 'asked the borough' })
}

const TABLES = [
  'suppliers',
  'supplier_names',
  'supplier_keys',
  'supplier_word_links',
  'supplier_decisions',
  'supplier_identifiers',
  'supplier_retirements',
]

/** Everything about suppliers but the judgements themselves, byte for byte. */
async function dump(): Promise<string> {
  const parts = await Promise.all(
    TABLES.map((table) => database.sql.unsafe(`select t::text as line from ${table} t order by 1`)),
  )
  return JSON.stringify(parts)
}

describe('a person says that two are the same', () => {
  it('makes one supplier of them under the id of the older, and undo restores every table byte for byte', async () => {
    const older = await supplierOf('Garrick Street Works')
    const before = await dump()
    const { act } = await judge('Garrick Street Works', 'VESPER LIGHTING LIMITED', 'same')
    const joined = await Promise.all(NAMES.slice(0, 4).map(supplierOf))
    expect(new Set(joined).size).toBe(1)
    expect(joined[0]).toBe(older)
    await undoJudgement(database, 'operator', act)
    expect(await dump()).toBe(before)
  })

  it('outweighs legal forms that differ, for spellings that come later as well', async () => {
    const { act } = await judge('Norbury Play plc', 'Norbury Play Ltd', 'same')
    await resolve('NORBURY PLAY LIMITED', 'Norbury Play PLC #01234500')
    const all = await Promise.all(
      ['Norbury Play plc', 'Norbury Play Ltd', 'NORBURY PLAY LIMITED', 'Norbury Play PLC'].map(supplierOf),
    )
    expect(new Set(all).size).toBe(1)
    await undoJudgement(database, 'operator', act)
    expect(await supplierOf('NORBURY PLAY LIMITED')).toBe(await supplierOf('Norbury Play Ltd'))
    expect(await supplierOf('NORBURY PLAY LIMITED')).not.toBe(await supplierOf('Norbury Play plc'))
  })

  it('is refused where two company numbers are confirmed, and nothing is kept', async () => {
    await resolve('Umber Roofing Ltd', 'Sable Roofing Ltd')
    const [one, two] = [await idOf('Umber Roofing Ltd'), await idOf('Sable Roofing Ltd')]
    await database.sql`update supplier_names set register_number = '00000001' where id = ${one}`
    await database.sql`update supplier_names set register_number = '00000002' where id = ${two}`
    await expect(judge('Umber Roofing Ltd', 'Sable Roofing Ltd', 'same')).rejects.toMatchObject({
      code: 'conflict',
    })
    const [kept] = await database.sql`
      select count(*)::int as n from supplier_judgements where left_name_id in (${one}, ${two})`
    expect(kept?.n).toBe(0)
  })
})

describe('a person says that two are different', () => {
  it('splits what a rule merged, survives every later return, and undo joins them again', async () => {
    const before = await dump()
    const { act } = await judge('Garrick Street Works', 'Garrick Street Works Ltd', 'different')
    expect(await supplierOf('Garrick Street Works')).not.toBe(await supplierOf('Garrick Street Works Ltd'))
    const split = await supplierOf('Garrick Street Works')
    await resolve('GARRICK STREET WORKS LTD')
    expect(await supplierOf('GARRICK STREET WORKS LTD')).toBe(await supplierOf('Garrick Street Works Ltd'))
    expect(await supplierOf('Garrick Street Works')).toBe(split)
    await undoJudgement(database, 'operator', act)
    expect(await supplierOf('Garrick Street Works')).toBe(await supplierOf('Garrick Street Works Ltd'))
    const [added] = await database.sql`
      delete from supplier_names where name = 'GARRICK STREET WORKS LTD' returning id`
    expect(added).toBeDefined()
    expect(await dump()).toBe(before)
  })

  it('splits spellings alike in everything but capitals, too', async () => {
    const { act } = await judge('Vesper Lighting Ltd', 'VESPER LIGHTING LIMITED', 'different')
    expect(await supplierOf('Vesper Lighting Ltd')).not.toBe(await supplierOf('VESPER LIGHTING LIMITED'))
    await undoJudgement(database, 'operator', act)
    expect(await supplierOf('Vesper Lighting Ltd')).toBe(await supplierOf('VESPER LIGHTING LIMITED'))
  })
})

it('restores every table byte for byte, whatever was judged, once all of it is undone', async () => {
  await resolve(...OTHERS)
  const names = [...NAMES, ...OTHERS]
  const before = await dump()
  const step = fc.tuple(
    fc.nat(names.length - 1),
    fc.nat(names.length - 1),
    fc.constantFrom('same' as const, 'different' as const, 'unsure' as const),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const states: [string, string][] = []
      for (const [left, right, verdict] of steps) {
        if (left === right) continue
        const state = await dump()
        const made = await judge(names[left] ?? '', names[right] ?? '', verdict).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'conflict') return null
          throw error
        })
        if (made !== null) states.push([made.act, state])
      }
      for (const [act, state] of states.reverse()) {
        await undoJudgement(database, 'operator', act)
        expect(await dump()).toBe(state)
      }
      expect(await dump()).toBe(before)
    }),
    { numRuns: 15 },
  )
})

it('keeps judgements for ever but for revoking once', async () => {
  const { act } = await judge('Garrick Street Works', 'Norbury Play Ltd', 'unsure')
  const { sql } = database
  await expect(sql`update supplier_judgements set verdict = 'same' where act = ${act}`).rejects.toThrow(
    /append-only/,
  )
  await expect(sql`delete from supplier_judgements where act = ${act}`).rejects.toThrow(/append-only/)
  await undoJudgement(database, 'operator', act)
  await expect(undoJudgement(database, 'operator', act)).rejects.toMatchObject({ code: 'conflict' })
  await expect(sql`update supplier_judgements set revoked_at = now() where act = ${act}`).rejects.toThrow(
    /append-only/,
  )
})

it('is for nobody who may not judge', async () => {
  await expect(judgePairs(database, null, { pairs: [], verdict: 'same', reason: '' })).rejects.toMatchObject({
    code: 'signed_out',
  })
})
