import { createReadStream } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { streamCsv } from '../../../src/lib/csv.ts'
import { loadCompanies } from '../../../src/suppliers/load-companies.ts'
import {
  extended,
  manifest,
  proposals,
  resultBatch,
  suggestions,
} from '../../support/reconciliation-shapes.ts'
import { makeAuthorities, makeReturn } from '../../support/register-rows.ts'
import { SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

const NAMES = [
  'Quillmere Software Ltd',
  'QUILLMERE SOFTWARE LIMITED',
  'Oakhollow Works Ltd',
  'Oakhollow Works LLP',
  'Foundation',
  'Various',
  'Bramblegate Association of Carers',
  '<b>Tidewell</b> Lifts Ltd',
]

const server = useWebApp(
  () => SCENE_NOW,
  async (database) => {
    await makeAuthorities(database)
    const contracts = NAMES.map((name, at) => ({ title: `Contract ${at}`, supplier_name_raw: name }))
    await makeReturn(database, { authority: 'camden', contracts })
    const former = [{ title: 'Former', supplier_name_raw: 'Pixelfen Digital Ltd' }]
    await makeReturn(database, { authority: 'hackney', contracts: former })
    await loadCompanies(database, streamCsv(createReadStream('fixtures/companies-sample.csv')))
  },
)

let site = ''
beforeAll(async () => {
  site = await server().app.listen({ host: '127.0.0.1', port: 0 })
})

const get = async (url: string) => JSON.parse(await (await fetch(`${site}${url}`)).text())
const ask = async (queries: object) =>
  resultBatch.parse(await get(`/reconcile?queries=${encodeURIComponent(JSON.stringify(queries))}`))

describe('the manifest', () => {
  it('has the shape that the specification gives it', async () => {
    expect(() => manifest.parse({})).toThrow()
    manifest.parse(await get('/reconcile'))
  })

  it('may be read by pages of other sites, here and nowhere else', async () => {
    const open = await server().app.inject({ url: '/reconcile', headers: { origin: 'https://example.org' } })
    expect(open.headers['access-control-allow-origin']).toBe('*')
    const page = await server().app.inject({ url: '/suppliers', headers: { origin: 'https://example.org' } })
    expect(page.headers['access-control-allow-origin']).toBeUndefined()
    const preflight = await server().app.inject({ method: 'OPTIONS', url: '/reconcile' })
    expect(preflight.statusCode).toBe(204)
  })
})

describe('a batch of questions', () => {
  it('is answered each with candidates, a match only where the rules merge with exactly one', async () => {
    const answers = await ask({
      q0: { query: 'quillmere software ltd.' },
      q1: { query: 'Oakhollow Works' },
      q2: { query: 'Foundation' },
      q3: { query: 'Nothing Like It At All Ltd' },
      q4: { query: 'Bramblegate Assoc of Carers', limit: 1 },
    })
    expect(answers.q0?.result[0]).toMatchObject({ id: 'quillmere-software-ltd', match: true })
    expect(answers.q1?.result.length).toBe(2)
    expect(answers.q1?.result.some(({ match }) => match)).toBe(false)
    expect(answers.q2?.result.some(({ match }) => match)).toBe(false)
    expect(answers.q3?.result).toEqual([])
    expect(answers.q4?.result).toMatchObject([{ match: true }])
  })

  it('is taken from a form of another site, which carries no token', async () => {
    const answer = await fetch(`${site}/reconcile`, {
      method: 'POST',
      body: new URLSearchParams({ queries: JSON.stringify({ a: { query: 'Quillmere Software' } }) }),
      headers: { origin: 'https://example.org' },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(resultBatch.parse(await answer.json()).a?.result[0]?.id).toBe('quillmere-software-ltd')
  })

  it('finds a supplier by a previous name of the register', async () => {
    const answers = await ask({ a: { query: 'Pixelfen Digital Limited' } })
    expect(answers.a?.result[0]).toMatchObject({ id: 'quillmere-software-ltd', match: true })
  })

  it('believes a number that contradicts the name in nothing', async () => {
    const with_ = (v: string) => ({
      query: 'Quillmere Software Ltd',
      properties: [{ pid: 'company_number', v }],
    })
    const answers = await ask({ right: with_('01998877'), wrong: with_('07777777') })
    expect(answers.right?.result[0]?.match).toBe(true)
    expect(answers.wrong?.result.some(({ match }) => match)).toBe(false)
  })

  it('never offers what names no organisation', async () => {
    expect((await ask({ a: { query: 'Various' } })).a?.result).toEqual([])
  })

  it.each([
    ['not JSON', 'queries=%7B'],
    ['a list', 'queries=%5B%5D'],
    ['a question without anything', `queries=${encodeURIComponent('{"a":{}}')}`],
    [
      'more than fifty',
      `queries=${encodeURIComponent(JSON.stringify(Object.fromEntries(Array.from({ length: 51 }, (_, at) => [at, { query: 'a' }]))))}`,
    ],
  ])('is refused with a reason when it is %s', async (_, asked) => {
    const answer = await server().app.inject({ url: `/reconcile?${asked}` })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().error.code).toBe('bad_request')
  })
})

it('says on the page of the supplier why each name is its', async () => {
  const { names } = await get('/api/v1/suppliers/quillmere-software-ltd')
  const why = Object.fromEntries(names.map((one: { name: string; why: string }) => [one.name, one.why]))
  expect(why['QUILLMERE SOFTWARE LIMITED']).toContain('apart from capitals')
  expect(why['Pixelfen Digital Ltd']).toBe(
    'The company register gives this name, and others of the supplier, to company 01998877.',
  )
})

describe('suggestions, previews and data extension', () => {
  it('suggest suppliers, properties and the type', async () => {
    const entities = suggestions.parse(await get('/reconcile/suggest/entity?prefix=quillm'))
    expect(entities.result.map(({ id }) => id)).toEqual(['quillmere-software-ltd'])
    const properties = suggestions.parse(await get('/reconcile/suggest/property?prefix=company'))
    expect(properties.result.map(({ id }) => id)).toContain('company_number')
    suggestions.parse(await get('/reconcile/suggest/type'))
    proposals.parse(await get('/reconcile/properties?type=Organisation'))
  })

  it('preview a supplier in a frame of another site, everything typed shown as text', async () => {
    const { result } = suggestions.parse(
      await get(`/reconcile/suggest/entity?prefix=${encodeURIComponent('<b>Tide')}`),
    )
    const answer = await server().app.inject({ url: `/reconcile/preview/${result[0]?.id}` })
    expect(answer.headers['x-frame-options']).toBeUndefined()
    expect(answer.body).toContain('&lt;b&gt;Tidewell')
    expect((await server().app.inject({ url: '/reconcile/preview/nobody' })).statusCode).toBe(404)
  })

  it('give values of suppliers, and none of one that is not there', async () => {
    const extend = {
      ids: ['quillmere-software-ltd', 'nobody'],
      properties: [{ id: 'company_number' }, { id: 'authority' }, { id: 'contracts' }, { id: 'unknown' }],
    }
    const answer = extended.parse(
      await get(`/reconcile?extend=${encodeURIComponent(JSON.stringify(extend))}`),
    )
    expect(answer.rows).toEqual({
      'quillmere-software-ltd': {
        company_number: [{ str: '01998877' }],
        authority: [{ str: 'Camden' }, { str: 'Hackney' }],
        contracts: [{ int: 3 }],
        unknown: [],
      },
      nobody: { company_number: [], authority: [], contracts: [], unknown: [] },
    })
    expect(answer.meta.map(({ id }) => id)).toEqual(['company_number', 'authority', 'contracts'])
  })
})
