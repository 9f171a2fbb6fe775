import { expect, it } from 'vitest'
import { withholdField } from '../../../src/contracts/withhold-field.ts'
import { keysOfContract } from '../../../src/contracts/withholding-queries.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { findSupplier } from '../../../src/suppliers/supplier-queries.ts'
import { useDatabase } from '../../support/database.ts'
import { contractIdOf, makeAuthorities, makeReturn } from '../../support/register-rows.ts'

const database = useDatabase()

const numbers = async () => {
  const rows = await database.sql<{ line: string }[]>`
    select n.name || ': ' || i.scheme || ' ' || i.value as line from supplier_identifiers i
    join supplier_names n on n.id = i.supplier_name_id order by 1`
  return rows.map(({ line }) => line)
}

const supplierOf = async (name: string) => {
  const [row] = await database.sql<{ supplier_id: string }[]>`
    select supplier_id from supplier_names where name = ${name}`
  return row?.supplier_id
}

it('keeps what a return states, canonical, and shows it with where it stands', async () => {
  await makeAuthorities(database)
  await makeReturn(database, {
    authority: 'camden',
    contracts: [
      { title: 'Care', supplier_name_raw: 'Fenwick Hospice', supplier_charity_no: ' 1098765' },
      { title: 'Meals', supplier_name_raw: 'Quillmere Kitchens Ltd', supplier_vat_no: 'GB123456782' },
      {
        title: 'Play',
        supplier_name_raw: 'Norbury Play Association',
        words: { supplier_company_no: 'Charity 1000001' },
      },
      { title: 'Two', supplier_name_raw: 'Alder Trust; Birch Trust', supplier_charity_no: '1000002' },
      { title: 'None', supplier_name_raw: 'Various', supplier_charity_no: '1000003' },
    ],
  })
  expect(await numbers()).toEqual([
    'Fenwick Hospice: GB-CHC 1098765',
    'Norbury Play Association: GB-CHC 1000001',
    'Quillmere Kitchens Ltd: GB-VAT 123456782',
  ])
  expect((await findSupplier(database.db, 'fenwick-hospice'))?.identifiers).toEqual([
    { scheme: 'GB-CHC', value: '1098765', confirmed: false, source: 'stated by Camden, row 1 of its return' },
  ])
})

it('keeps apart one name with two stated numbers, whichever came first', async () => {
  await makeReturn(database, {
    authority: 'hackney',
    contracts: [{ title: 'Care', supplier_name_raw: 'FENWICK HOSPICE', supplier_charity_no: '1098765' }],
  })
  expect(await supplierOf('FENWICK HOSPICE')).toBe(await supplierOf('Fenwick Hospice'))
  await makeReturn(database, {
    authority: 'islington',
    contracts: [{ title: 'Care', supplier_name_raw: 'Fenwick hospice', supplier_charity_no: '1111111' }],
  })
  expect(await supplierOf('Fenwick hospice')).not.toBe(await supplierOf('Fenwick Hospice'))
})

it('asks a person about two names that may be one and share a number', async () => {
  await makeReturn(database, {
    authority: 'barnet',
    contracts: [
      { title: 'Play', supplier_name_raw: 'Norbury Play Assoc of Parents', supplier_charity_no: '1000001' },
    ],
  })
  const [asked] = await database.sql`
    select d.decision from supplier_decisions d join supplier_names n on n.id = d.name_id
    join supplier_names o on o.id = d.other_name_id
    where 'Norbury Play Assoc of Parents' in (n.name, o.name) and 'Norbury Play Association' in (n.name, o.name)`
  expect(asked?.decision).toBe('review')
  expect(await supplierOf('Norbury Play Assoc of Parents')).not.toBe(
    await supplierOf('Norbury Play Association'),
  )
})

it('never joins two confirmed numbers of one scheme, whatever the name', async () => {
  const state = (slug: string, name: string) =>
    makeReturn(database, { authority: slug, contracts: [{ title: 'Hall', supplier_name_raw: name }] })
  await state('bexley', 'Marlow Community Society')
  await state('brent', 'MARLOW COMMUNITY SOCIETY')
  expect(await supplierOf('Marlow Community Society')).toBe(await supplierOf('MARLOW COMMUNITY SOCIETY'))
  await database.sql`
    insert into supplier_identifiers (supplier_name_id, scheme, value, source, actor)
    select id, 'LEI', name, 'test', 'test' from supplier_names where lower(name) = 'marlow community society'`
  await state('bromley', 'Marlow Community Society.')
  expect(await supplierOf('Marlow Community Society')).not.toBe(await supplierOf('MARLOW COMMUNITY SOCIETY'))
})

it('forgets a number with the cell that stated it: withheld, or withdrawn', async () => {
  const returned = await makeReturn(database, {
    authority: 'croydon',
    contracts: [
      { title: 'Legal', supplier_name_raw: 'Sable Advice', supplier_charity_no: '1000007' },
      { title: 'Debt', supplier_name_raw: 'Umber Advice', supplier_charity_no: '1000008' },
    ],
  })
  const contractId = await contractIdOf(database, 'Legal')
  const keys = await keysOfContract(database.db, contractId)
  const outcome = await withholdField(database, {
    authorityId: keys?.authority_id ?? 0,
    contractId,
    keys,
    field: 'supplier_name_raw',
    reason: 'commercial',
    ground: 'Would harm the authority in the next tender',
    precision: 'full',
    reviewOn: '2027-03-01',
    actor: 'test',
  })
  expect(outcome.status).toBe('withheld')
  expect(await numbers()).not.toContain('Sable Advice: GB-CHC 1000007')
  expect(await numbers()).toContain('Umber Advice: GB-CHC 1000008')
  await withdrawReturn(database, returned, 'test', 'wrong file')
  expect(await numbers()).not.toContain('Umber Advice: GB-CHC 1000008')
})
