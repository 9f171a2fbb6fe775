import { expect, it } from 'vitest'
import { indexSuppliers } from '../../../src/contracts/index-suppliers.ts'
import { judgePairs, undoJudgement } from '../../../src/suppliers/judge-pair.ts'
import { renameSupplier } from '../../../src/suppliers/rename-supplier.ts'
import { useDatabase } from '../../support/database.ts'
import { makeAuthorities, makeReturn } from '../../support/register-rows.ts'

const database = useDatabase()

/** Does what the outbox asks for, as the worker would; how many search rows said otherwise. */
async function work(): Promise<number> {
  const asked = await database.sql<{ payload: { supplierIds: string[] } }[]>`
    delete from outbox where job = 'index-suppliers' returning payload`
  let changed = 0
  for (const { payload } of asked) changed += await indexSuppliers(database, payload.supplierIds)
  return changed
}

async function found(word: string): Promise<string[]> {
  const rows = await database.sql<{ title: string }[]>`
    select title from contract_search where words @@ plainto_tsquery('english', ${word}) order by title`
  return rows.map(({ title }) => title)
}

const rows = () => database.sql`select contract_id, supplier from contract_search order by contract_id`

async function judge(left: string, right: string, verdict: 'same' | 'different') {
  const ids = await database.sql<{ id: number }[]>`
    select id::float8 as id from supplier_names where name in (${left}, ${right}) order by id`
  const pairs = [{ left: ids[0]?.id ?? 0, right: ids[1]?.id ?? 0 }]
  return judgePairs(database, 'operator', { pairs, verdict, reason: '' })
}

it('lets contracts be found under what their suppliers are called now, and no others', async () => {
  await makeAuthorities(database)
  await makeReturn(database, {
    authority: 'camden',
    contracts: [{ title: 'Lamps', supplier_name_raw: 'Vesper Ltd' }],
  })
  await makeReturn(database, {
    authority: 'hackney',
    contracts: [
      { title: 'Lanterns', supplier_name_raw: 'Corvane Lighting Ltd' },
      { title: 'Hedges', supplier_name_raw: 'Quillmere Gardens Ltd' },
    ],
  })
  await work()
  const before = await rows()
  expect(await found('Corvane')).toEqual(['Lanterns'])

  const { act } = await judge('Vesper Ltd', 'Corvane Lighting Ltd', 'same')
  expect(await work()).toBe(2)
  expect(await found('Corvane')).toEqual(['Lamps', 'Lanterns'])
  expect(await found('Vesper')).toEqual(['Lamps', 'Lanterns'])

  await undoJudgement(database, 'operator', act)
  expect(await work()).toBe(2)
  expect(await rows()).toEqual(before)

  await renameSupplier(database, 'operator', { slug: 'vesper-ltd', name: 'Hesperus' })
  expect(await work()).toBe(1)
  expect(await found('Hesperus')).toEqual(['Lamps'])
  const [known] = await database.sql`select stem from search_words where word = 'hesperus'`
  expect(known).toBeDefined()
})

it('reaches the contracts of other authorities when a publication brings a spelling', async () => {
  await makeReturn(database, {
    authority: 'islington',
    contracts: [{ title: 'Signs', supplier_name_raw: 'QUILLMERE GARDENS LIMITED' }],
  })
  expect(await work()).toBe(1)
  const [hedges] = await database.sql`select supplier from contract_search where title = 'Hedges'`
  expect(hedges?.supplier).toContain('QUILLMERE GARDENS LIMITED')
  expect(await work()).toBe(0)
})
