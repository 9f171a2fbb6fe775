import { beforeAll, expect, it } from 'vitest'
import { contractFilters } from '../../../src/contracts/contract-filter-schemas.ts'
import { searchContracts } from '../../../src/contracts/contract-search-queries.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { useDatabase } from '../../support/database.ts'
import { makeAuthorities, makeReturn, type RowOfContract } from '../../support/register-rows.ts'
import { storeReadSystems } from '../../support/stored-return.ts'

const database = useDatabase()
const TODAY = '2026-11-21'

async function found(q: string, more: Record<string, unknown> = {}) {
  const page = await searchContracts(database.db, contractFilters.parse({ q, ...more }), TODAY)
  return { titles: page.contracts.map(({ title }) => title).sort(), correction: page.correction }
}

const CAMDEN: RowOfContract[] = [
  {
    title: 'Recruitment of social workers',
    supplier_name_raw: 'Pellucent Care Ltd',
    local_reference: 'CAM-1',
  },
  { title: 'Adult Social Care case system', supplier_name_raw: 'Hexbarrow Ltd', local_reference: 'CAM-2' },
  { title: 'IT support', supplier_name_raw: 'Quern Digital', description: 'Desk and network.' },
  { title: 'Care of adult trees', supplier_name_raw: 'Green & Sons', department: 'Parks' },
  { title: 'Boiler works', supplier_name_raw: 'Ashgate Heating', cpv: '50720000-8', service_area: 'Housing' },
]

beforeAll(async () => {
  await makeAuthorities(database)
  await database.sql`insert into cpv_codes (code, label) values ('50720000', 'Repair of central heating')`
  await makeReturn(database, { authority: 'camden', contracts: CAMDEN })
})

it.each([
  ['recruiting', ['Recruitment of social workers']],
  ['"social care"', ['Adult Social Care case system']],
  ['care -trees', ['Adult Social Care case system', 'Recruitment of social workers']],
  ['care -"social care" -pellucent', ['Care of adult trees']],
  ['recruitm*', ['Recruitment of social workers']],
  ['boil*', ['Boiler works']],
  ['ASC', ['Adult Social Care case system']],
  ['IT', ['IT support']],
  ['information technology', ['IT support']],
  ['ict', ['IT support']],
  ['cam-2', ['Adult Social Care case system']],
  ['heating', ['Boiler works']],
  ['central', ['Boiler works']],
  ['housing', ['Boiler works']],
  ['boiler or network', ['Boiler works', 'IT support']],
  ['the of care trees', ['Care of adult trees']],
])('%s finds %j', async (q, titles) => {
  expect((await found(q)).titles).toEqual(titles)
})

it('takes an unknown last word for the beginning of one', async () => {
  expect(await found('social recrui')).toEqual({
    titles: ['Recruitment of social workers'],
    correction: null,
  })
})

it('corrects a mistyped word, says so, and searches as typed when asked', async () => {
  expect(await found('recriutment')).toEqual({
    titles: ['Recruitment of social workers'],
    correction: { typed: 'recriutment', searched: 'recruitment' },
  })
  expect((await found('socail care -trees')).correction?.searched).toBe('social care -trees')
  expect(await found('recriutment', { spelling: 'as_typed' })).toEqual({ titles: [], correction: null })
})

it('lets filters decide no correction', async () => {
  expect(await found('recruitment', { authority: 'barnet' })).toEqual({ titles: [], correction: null })
})

it('proposes no word that only a withdrawn return held', async () => {
  const contracts = [{ title: 'Xylophones', supplier_name_raw: 'Marimba Ltd' }]
  const id = await makeReturn(database, { authority: 'barnet', contracts })
  expect((await found('xylophonse')).correction?.searched).toBe('xylophones')
  await withdrawReturn(database, id, 'test', 'sent by mistake')
  expect(await found('xylophonse')).toEqual({ titles: [], correction: null })
})

it('finds a contract by the technology that runs under it, its other names and its maker, until that is withdrawn', async () => {
  const systems = [
    {
      technology: 'Zephyrcare',
      maker: 'Zephyr Makers Ltd',
      service_area: 'Adult social care',
      local_reference: 'CAM-2',
    },
  ]
  const id = await storeReadSystems(database.sql, 'camden', systems)
  await publishReturn(database, id, 'test')
  expect((await found('zephyrcare')).titles).toEqual(['Adult Social Care case system'])
  expect((await found('"zephyr makers"')).titles).toEqual(['Adult Social Care case system'])
  await withdrawReturn(database, id, 'test', 'sent by mistake')
  expect((await found('zephyrcare')).titles).toEqual([])
})

it('keeps every place in the list while a publication adds and takes away contracts', async () => {
  const many = Array.from({ length: 60 }, (_, n) => ({
    title: `Paving lot ${n}`,
    supplier_name_raw: 'Stonebridge Ltd',
    local_reference: `P-${n}`,
    ...(n % 3 === 0 ? {} : { current_end_on: `20${20 + (n % 15)}-03-31` }),
  }))
  await makeReturn(database, { authority: 'islington', contracts: many })
  for (const q of ['paving', undefined]) {
    const asked = contractFilters.parse({ q, authority: 'islington', limit: 7 })
    const seen: string[] = []
    let cursor: string | null | undefined
    for (let at = 0; cursor !== null; at += 1) {
      const page = await searchContracts(database.db, { ...asked, cursor }, at < 3 ? TODAY : '2027-06-01')
      seen.push(...page.contracts.map(({ title }) => title))
      cursor = page.next_cursor
      if (at === 2)
        await makeReturn(database, {
          authority: 'hackney',
          contracts: [{ title: `Paving ${q}`, supplier_name_raw: 'Other Ltd', current_end_on: '2026-12-01' }],
        })
    }
    expect(seen).toHaveLength(60)
    expect(new Set(seen).size).toBe(60)
  }
})

it('refuses a name and a cursor that are not ours', async () => {
  await expect(found('', { authority: 'paris' })).rejects.toMatchObject({ code: 'unknown_filter' })
  await expect(found('', { supplier: 'nobody' })).rejects.toMatchObject({ code: 'unknown_filter' })
  await expect(found('', { cursor: 'eyJ4IjoxfQ' })).rejects.toMatchObject({ code: 'unknown_filter' })
})
