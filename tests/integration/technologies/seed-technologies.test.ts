import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { readCsv } from '../../../src/lib/csv.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { seedServiceAreas, seedTechnologies } from '../../../src/technologies/seed-technologies.ts'
import { technologyFilters } from '../../../src/technologies/technology-schemas.ts'
import { findTechnology, searchTechnologies } from '../../../src/technologies/technology-search-queries.ts'
import { useDatabase } from '../../support/database.ts'
import { storeReadSystems } from '../../support/stored-return.ts'

const database = useDatabase()
const fixture = (name: string) => readFile(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8')

const HEADINGS = 'product,maker,synonyms,service_areas,category,renamed_from,since'
const seed = (...rows: string[]) =>
  seedTechnologies(database.db, [HEADINGS, ...rows, ''].join('\n'), 'catalogue')
const find = (slug: string) => findTechnology(database.db, slug)
const publish = async (authority: string, technology: string) => {
  const id = await storeReadSystems(database.sql, authority, [{ technology }])
  return publishReturn(database, id, 'tester')
}

it('brings in the whole list once, by four at the same moment and again', async () => {
  const products = await fixture('products.csv')
  await seedServiceAreas(database.db, await fixture('service-areas.csv'))
  await seedServiceAreas(database.db, await fixture('service-areas.csv'))
  const changed = await Promise.all(
    [1, 2, 3, 4].map(() => seedTechnologies(database.db, products, 'catalogue')),
  )
  const count = readCsv(products).length
  expect(changed.sort((one, other) => other - one)).toEqual([count, 0, 0, 0])
  expect(await searchTechnologies(database.db, technologyFilters.parse({}))).toMatchObject({
    total: count,
    reported: 0,
  })
})

it('finds a product by its synonyms, former names and maker, by the beginnings of their words', async () => {
  await seed('Grebe Housing,Waterfowl Systems,Grebe HMS;Podiceps,,housing,Old Coot,2021')
  for (const q of ['grebe', 'podi', 'old coot', 'waterfowl grebe', 'GREBE  hms']) {
    const { technologies } = await searchTechnologies(database.db, technologyFilters.parse({ q }))
    expect([q, technologies.map((one) => one.slug)]).toEqual([q, ['grebe-housing']])
  }
  expect((await find('grebe-housing'))?.other_names).toContainEqual({
    name: 'Old Coot',
    kind: 'former',
    until_year: 2021,
  })
})

it('keeps the address and the deployments of a product that the list calls otherwise now', async () => {
  await seed('Teal Planner,Waterfowl,,,,,')
  await publish('alpha', 'Teal Planner')
  await seed('Mallard Planner,Waterfowl,Teal Planner,,,Teal Planner,2025')
  expect(await find('teal-planner')).toMatchObject({ product: 'Mallard Planner', authorities: 1 })
  expect(await publish('beta', 'mallard planner')).toMatchObject({ counts: { created: 1 } })
  expect(await find('teal-planner')).toMatchObject({ authorities: 2 })
})

it('takes over a technology that a return brought first, with who runs it', async () => {
  await publish('gamma', 'Wigeon CRM')
  expect(await find('wigeon-crm')).toMatchObject({ source: 'return' })
  await seed('Wigeon CRM,Waterfowl,,,,,')
  expect(await find('wigeon-crm')).toMatchObject({ source: 'catalogue', maker: 'Waterfowl', authorities: 1 })
})

it('drops a product that the list no longer has, unless an authority reports it', async () => {
  await seed('Pintail,,,,,,', 'Garganey,,,,,,')
  await publish('delta', 'Garganey')
  await seed('Shoveler,,,,,,')
  expect(await find('pintail')).toBeNull()
  expect(await find('garganey')).toMatchObject({ authorities: 1 })
})

it('never turns a real product into a sample one', async () => {
  await seed('Gadwall,Waterfowl,,,,,')
  await seedTechnologies(database.db, `${HEADINGS}\nGadwall,Made up,,,,,\n`, 'sample')
  expect(await find('gadwall')).toMatchObject({ source: 'catalogue', maker: 'Waterfowl', is_sample: false })
})

it('refuses a list that names a product twice, and says which', async () => {
  await expect(seed('Smew,,,,,,', 'SMEW,,,,,,')).rejects.toThrow('row 2: SMEW is there twice')
})
