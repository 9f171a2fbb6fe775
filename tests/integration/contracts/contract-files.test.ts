import fc from 'fast-check'
import { expect, it } from 'vitest'
import { listFilters } from '../../../src/contracts/contract-filter-schemas.ts'
import { CONTRACT_COLUMNS } from '../../../src/contracts/contract-row-schemas.ts'
import { readCsv } from '../../../src/lib/csv.ts'
import { makeReturn } from '../../support/register-rows.ts'
import { workbookTexts } from '../../support/returns-workbook.ts'
import { makeScene, SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

const server = useWebApp(
  () => SCENE_NOW,
  async (database) => {
    await makeScene(database)
    const contracts = [
      { title: '=1+2 payroll', supplier_name_raw: '@risk Ltd', description: 'a "quoted", odd\none' },
      { title: 'Plain', supplier_name_raw: 'Bare; Second Ltd' },
    ]
    await makeReturn(database, { authority: 'barnet', contracts })
  },
)
const get = (url: string) => server().app.inject({ url })

const choose = <T>(...values: T[]) => fc.constantFrom(undefined, undefined, ...values)
const asked = fc
  .record({
    q: choose('payroll', 'system', 'phase -payroll'),
    authority: choose('camden', 'islington', 'barnet'),
    status: choose('running', 'ended', 'no_end_stated'),
    current_end_to: choose('2027-12-31', '2029-06-30'),
    end_not_stated: choose('exclude'),
    value_from: choose('50000'),
    value_not_stated: choose('exclude'),
    max_end_from: choose('2028-01-01'),
  })
  .map(
    (filters) =>
      new URLSearchParams(Object.entries(filters).filter((pair): pair is [string, string] => !!pair[1])),
  )

it.each(fc.sample(asked, 20).map((query) => [query.toString()]))(
  'holds in every form the rows counted on the page, in its order: %s',
  async (query) => {
    const page = await get(`/contracts?${query}`)
    const said = /t3-sentence">(No|[\d,]+)/.exec(page.body)?.[1] ?? ''
    const count = said === 'No' ? 0 : Number(said.replace(',', ''))
    const ids = readCsv((await get(`/contracts.csv?${query}`)).body).map(({ id }) => id)
    expect(ids).toHaveLength(count)
    const onPage = [...page.body.matchAll(/href="\/contracts\/([0-9a-f-]{36})"/g)].map(([, id]) => id)
    expect(ids.slice(0, onPage.length)).toEqual(onPage)
    const json = (await get(`/contracts.json?${query}`)).json()
    expect([json.total, json.contracts.map(({ id }: { id: string }) => id)]).toEqual([count, ids])
    const lines = (await get(`/contracts.jsonl?${query}`)).body.split('\n').filter(Boolean)
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(ids)
  },
)

it('writes what a spreadsheet program would calculate as text, and gives back everything else as it was', async () => {
  const answer = await get('/contracts.csv?authority=barnet')
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(answer.headers['content-disposition']).toMatch(
    /^attachment; filename="contracts-2026-11-\d\d\.csv"$/,
  )
  const rows = readCsv(answer.body)
  expect(rows.map(({ title }) => title).sort()).toEqual(["'=1+2 payroll", 'Plain'])
  expect(rows.find(({ title }) => title !== 'Plain')).toMatchObject({
    supplier_as_typed: "'@risk Ltd",
    description: 'a "quoted", odd\none',
    authority_gss_code: 'E09000003',
    current_end_on: '',
    is_sme: '',
  })
  expect(rows.find(({ title }) => title === 'Plain')?.suppliers).toBe('Bare; Second Ltd')
})

it('gives a workbook with days and amounts as such', async () => {
  const { rawPayload, headers } = await get('/contracts.xlsx?authority=camden')
  expect(headers['content-type']).toContain('spreadsheetml')
  const sheet = workbookTexts(rawPayload)['xl/worksheets/sheet1.xml'] ?? ''
  expect(sheet.match(/<row /g)).toHaveLength(41)
  expect(sheet).toMatch(/<row r="1"><c [^>]*><is><t [^>]*>id</)
  expect(sheet).toMatch(/<c r="R2" s="3"><v>\d{5}<\/v>/)
})

it.each(['suplier=x', 'limit=5', 'cursor=x', 'value_from=lots', 'authority=paris'])(
  'refuses %s',
  async (query) => {
    for (const form of ['csv', 'json'])
      expect((await get(`/contracts.${form}?${query}`)).statusCode).toBe(400)
  },
)

it('reads the filters of the page', () => {
  expect(listFilters.parse({ authority: 'camden', q: '' })).toEqual({ authority: ['camden'] })
})

it('explains every column and every filter', async () => {
  const { body, statusCode } = await get('/data-dictionary')
  expect(statusCode).toBe(200)
  const rows = [...body.matchAll(/<code>(\w+)<\/code><\/th><td[^>]*>([^<]+)<\/td><td[^>]*>([^<]*)</g)]
  const named = rows.map(([, name]) => name)
  expect(named).toEqual(expect.arrayContaining([...CONTRACT_COLUMNS, ...Object.keys(listFilters.shape)]))
  const silent = rows.filter(([, , , meaning]) => meaning === '').map(([, name]) => name)
  expect(silent).toEqual([])
})

it('leads from the page to the files of exactly that list', async () => {
  const { body } = await get('/contracts?q=payroll&authority=camden&limit=2')
  const href = /href="(\/contracts\.csv[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(href).toBe('/contracts.csv?q=payroll&authority=camden')
  const count = Number(/t3-sentence">(\d+)/.exec(body)?.[1])
  expect(readCsv((await get(href)).body)).toHaveLength(count)
})
