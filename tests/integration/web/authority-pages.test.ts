import { beforeAll, describe, expect, it } from 'vitest'
import { readCsv } from '../../../src/lib/csv.ts'
import { contractIdOf } from '../../support/register-rows.ts'
import { SCENE_NOW } from '../../support/sample-scene.ts'
import { makeTechnologyScene } from '../../support/technology-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

const server = useWebApp(() => SCENE_NOW, makeTechnologyScene)
const get = (url: string) => server().app.inject({ url })
const json = async (url: string) => (await get(url)).json()
const table = async (url: string) => readCsv((await get(url)).body.replace(/^\uFEFF/, ''))
let contract = ''

beforeAll(async () => {
  contract = await contractIdOf(server().database, 'Social care <system>')
})

describe('the page of authorities', () => {
  it('says the same as JSON, as CSV, by the API and on the page', async () => {
    const { authorities } = await json('/authorities.json')
    expect(await json('/api/v1/authorities')).toEqual({ authorities })
    const camden = authorities.find((one: { slug: string }) => one.slug === 'camden')
    expect(camden).toMatchObject({ contracts: 1, technologies: 2, suppliers: 1, quality: null })
    const rows = await table('/authorities.csv')
    expect(rows).toHaveLength(authorities.length)
    expect(rows.find(({ slug }) => slug === 'camden')).toMatchObject({ contracts: '1', technologies: '2' })
    const page = (await get('/authorities')).body
    expect(page).toContain('2 of London’s 33 authorities')
    for (const { name } of authorities) expect(page).toContain(name)
  })

  it('draws every one of the 33 for each figure, and says which have reported nothing', async () => {
    for (const figure of ['contracts', 'ending', 'technologies', 'suppliers', 'quality', 'age']) {
      const page = (await get(`/authorities?figure=${figure}`)).body
      expect(page.match(/t3-map__link/g)).toHaveLength(33)
      expect(page).toContain('Barnet: nothing reported yet')
    }
    expect((await get('/authorities?figure=technologies')).body).toContain('Camden: 2 technologies')
  })

  it('refuses a figure that is not there and a filter it does not know', async () => {
    expect((await get('/authorities?figure=wealth')).statusCode).toBe(400)
    const refused = await get('/authorities.json?figure=contracts')
    expect(refused.statusCode).toBe(400)
    expect(refused.json().error.code).toBe('unknown_filter')
  })
})

describe('the page of one authority', () => {
  it('shows its systems by service area, what ends, its suppliers and its returns', async () => {
    const page = (await get('/authorities/camden')).body
    for (const said of [
      'Adult social care',
      'Pellucare',
      'Pellucent Care Systems Ltd',
      'Social care &lt;system&gt;',
    ])
      expect(page).toContain(said)
    expect(page.match(/class="govuk-tag">Latest/g)).toHaveLength(2)
  })

  it('says of an authority that sent nothing that nothing is known', async () => {
    const page = (await get('/authorities/barnet')).body
    expect(page).toContain('No return of this authority has been published yet.')
    expect(page).toContain('nothing is known of them')
  })

  it('is the same as JSON and by the API, and its systems are a CSV', async () => {
    const detail = await json('/authorities/camden.json')
    expect(await json('/api/v1/authorities/camden')).toEqual(detail)
    expect(detail.systems.total).toBe(2)
    expect((await table('/authorities/camden.csv')).map(({ technology }) => technology).sort()).toEqual([
      'Members Diary',
      'Pellucare',
    ])
  })

  it.each(['/authorities/nowhere', '/authorities/nowhere.json', '/authorities/nowhere.csv'])(
    'is not there at %s',
    async (url) => {
      expect((await get(url)).statusCode).toBe(404)
    },
  )
})

describe('what stands on other pages can be taken away', () => {
  it('technologies: the same as JSON and whole as CSV, with the filters of the page', async () => {
    const page = await json('/technologies.json?authority=camden')
    expect(page.total).toBe(2)
    const rows = await table('/technologies.csv?authority=camden')
    expect(rows.map(({ slug }) => slug)).toEqual(page.technologies.map((one: { slug: string }) => one.slug))
    const all = await json('/technologies.json')
    expect(await table('/technologies.csv')).toHaveLength(all.total)
    expect((await get('/technologies.csv?colour=red')).statusCode).toBe(400)
  })

  it('a technology: who runs it', async () => {
    const rows = await table('/technologies/pellucare.csv')
    expect(rows.map(({ authority }) => authority)).toEqual(['Camden', 'Sutton'])
    expect((await json('/technologies/pellucare.json')).deployments).toHaveLength(2)
  })

  it('suppliers: the list and the spellings of one', async () => {
    const { suppliers } = await json('/suppliers.json')
    const rows = await table('/suppliers.csv')
    expect(rows.map(({ slug }) => slug)).toEqual(suppliers.map((one: { slug: string }) => one.slug))
    const [{ slug, spellings }] = suppliers
    expect(await table(`/suppliers/${slug}.csv`)).toHaveLength(spellings)
    expect((await json(`/suppliers/${slug}.json`)).slug).toBe(slug)
  })

  it('a contract: each value with its cell', async () => {
    expect(await json(`/contracts/${contract}.json`)).toEqual(await json(`/api/v1/contracts/${contract}`))
    const rows = await table(`/contracts/${contract}.csv`)
    expect(rows.find(({ field }) => field === 'title')).toMatchObject({
      value: 'Social care <system>',
      as_typed: 'Social care <system>',
      heading: 'Heading of title',
      line: '2',
    })
  })
})
