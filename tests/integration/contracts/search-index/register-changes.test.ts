import { beforeAll, expect, it } from 'vitest'
import { raiseWalls } from '../../../../src/accounts/wall-queries.ts'
import { useDatabase } from '../../../support/database.ts'
import { makeAuthorities, makeReturn } from '../../../support/register-rows.ts'

const database = useDatabase()

beforeAll(async () => {
  await makeAuthorities(database)
  for (const authority of ['camden', 'hackney'])
    await makeReturn(database, {
      authority,
      contracts: [
        { title: `Lamps of ${authority}`, supplier_name_raw: 'Vesper Ltd' },
        { title: `Kerbs of ${authority}`, supplier_name_raw: 'Vesper Ltd' },
      ],
    })
})

/** Tables with the authorities whose rows of them the act changed, each note once. */
async function notedAfter(act: () => Promise<unknown>): Promise<string[]> {
  const [last] = await database.sql`select max(id) as id from register_changes`
  await act()
  const notes = await database.sql<{ said: string }[]>`
    select concat_ws(' of ', c.table_name, a.slug) as said
    from register_changes c left join authorities a on a.id = c.authority_id
    where c.id > ${last?.id} and c.table_name <> 'alignment_clusters' order by 1`
  return notes.map(({ said }) => said)
}

it('notes whose contracts were changed by somebody within the walls of an authority', async () => {
  const [hackney] = await database.sql<{ id: number }[]>`select id from authorities where slug = 'hackney'`
  const act = () =>
    database.db.transaction(async (tx) => {
      await raiseWalls(tx, hackney?.id ?? 0)
      await tx.execute(`update contracts set is_sme = true where authority_id = ${hackney?.id}`)
      await tx.execute(`update contract_suppliers s set role = 'reseller' from contracts c
        where c.id = s.contract_id and c.authority_id = ${hackney?.id}`)
    })
  expect(await notedAfter(act)).toEqual(['contract_suppliers of hackney', 'contracts of hackney'])
})

it('notes every authority whose rows one statement changes, once each', async () => {
  expect(await notedAfter(() => database.sql`update contract_search set technology = 'Pellucare'`)).toEqual([
    'contract_search of camden',
    'contract_search of hackney',
  ])
  expect(await notedAfter(() => database.sql`delete from contract_suppliers`)).toEqual([
    'contract_suppliers of camden',
    'contract_suppliers of hackney',
  ])
})

it('notes nothing where a statement changes no row', async () => {
  const act = async () => {
    await database.sql`update contracts set is_sme = true where authority_id = -1`
    await database.sql`delete from contract_suppliers where position = -1`
    await database.sql`delete from contract_search where authority_id = -1`
  }
  expect(await notedAfter(act)).toEqual([])
})

it('notes what is published and what no longer is, and nothing of a return under way', async () => {
  let id = ''
  const hand = async () => {
    const contracts = [{ title: 'Lamps of camden', supplier_name_raw: 'Vesper Ltd' }]
    id = await makeReturn(database, { authority: 'camden', contracts, publish: false })
    await database.sql`update returns set state = 'reading' where id = ${id}`
  }
  expect(await notedAfter(hand)).toEqual([])
  const set = (state: string) => () =>
    database.sql`update returns set state = ${state}, published_at = now(), published_by = 'test',
      publication = 9 where id = ${id}`
  expect(await notedAfter(set('published'))).toEqual(['returns of camden'])
  expect(
    await notedAfter(() => database.sql`update returns set state = 'withdrawn' where id = ${id}`),
  ).toEqual(['returns of camden'])
})
