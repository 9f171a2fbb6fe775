import { beforeAll, describe, expect, it } from 'vitest'
import { contractIdOf, makeReturn } from '../../support/register-rows.ts'
import { makeScene, SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

const HOSTILE = '<script>alert(1)</script> & "quotes" \'single\' {{ 7*7 }}'

const server = useWebApp(
  () => SCENE_NOW,
  async (database) => {
    await makeScene(database)
    const contracts = [
      { title: HOSTILE, supplier_name_raw: '<img src=x onerror=alert(1)> Ltd', description: HOSTILE },
      { title: 'Nothing but a title', supplier_name_raw: 'Bare Ltd' },
    ]
    await makeReturn(database, { authority: 'barnet', contracts, fileName: '<b>file</b>.csv' })
  },
)
const get = (url: string) => server().app.inject({ url })
let hostile = ''
let bare = ''

beforeAll(async () => {
  hostile = `/contracts/${await contractIdOf(server().database, HOSTILE)}`
  bare = `/contracts/${await contractIdOf(server().database, 'Nothing but a title')}`
})

describe.each([
  '/',
  '/contracts',
  '/contracts?q=payroll',
  '/about',
  '/accessibility',
  '/api',
  '/nothing-here',
])('%s', (url) => {
  it('has a language, one h1, a title of its own, a way past the navigation and no script inside', async () => {
    const { body, headers } = await get(url)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(body).toMatch(/<html lang="en-GB"/)
    expect(body.match(/<h1/g)).toHaveLength(1)
    expect(body).toMatch(/<title>\S.* – Thirty3<\/title>/)
    expect(body).toContain('href="#main-content"')
    expect(body.match(/<script(?![^>]* src=)/g)).toBeNull()
    expect(body).not.toMatch(/ style="| on[a-z]+="/)
  })
})

it('gives each page another title', async () => {
  const urls = ['/', '/contracts', '/contracts?q=payroll', bare, hostile, '/about', '/accessibility', '/api']
  const titles = await Promise.all(
    urls.map(async (url) => /<title>(.*?)<\/title>/s.exec((await get(url)).body)?.[1]),
  )
  expect(new Set(titles).size).toBe(urls.length)
})

it.each([
  ['/contracts', 200],
  ['/contracts?authority=camden&current_end_to=2027', 200],
  ['/contracts?suplier=x', 400],
  ['/contracts?authority=paris', 400],
  ['/contracts?current_end_from=soon', 400],
  ['/contracts?cursor=zzz', 400],
  ['/contracts?limit=0', 400],
  ['/contracts/00000000-0000-4000-8000-000000000000', 404],
  ['/contracts/1', 404],
  ['/nothing-here', 404],
])('answers %s with %i', async (url, status) => {
  expect((await get(url)).statusCode).toBe(status)
})

it('says which filter is wrong and keeps the rest of the form', async () => {
  const { body } = await get('/contracts?q=payroll&authority=camden&current_end_from=soon')
  expect(body).toContain('There is a problem')
  expect(body).toContain('href="#current_end_from"')
  expect(body).toMatch(/id="current_end_from"[^>]*value="soon"/)
  expect(body).toMatch(/id="authority-camden"[^>]*checked/)
  expect(body).toMatch(/<title>Error: /)
})

it('shows what a borough typed as text, in every place', async () => {
  for (const url of [hostile, '/contracts?authority=barnet', `/contracts?q=${encodeURIComponent(HOSTILE)}`]) {
    const { body, statusCode } = await get(url)
    expect(statusCode).toBe(200)
    expect(body).not.toMatch(/<script>alert|<img src=x|<b>file/)
    expect(body).toContain('{{ 7*7 }}')
    expect(body).toContain('&lt;script&gt;')
  }
})

it('shows a contract that states next to nothing in words', async () => {
  const { body } = await get(bare)
  expect(body).toContain('End not stated')
  expect(body.match(/Not stated/g)?.length).toBeGreaterThanOrEqual(5)
  expect(body).not.toMatch(/undefined|null|NaN/)
})

it('resolves each value of a contract to its file, row, column, heading and text', async () => {
  const { body } = await get(bare)
  const row = /<th[^>]*>Title<\/th>(.*?)<\/tr>/s.exec(body)?.[1] ?? ''
  expect(row).toContain('Nothing but a title')
  expect(row).toContain('Title of agreement')
  expect(row).toContain('Row 3, column B')
  expect(body).toContain('&lt;b&gt;file&lt;/b&gt;.csv')
})

it('tells both ends, and when it was last confirmed and by whom', async () => {
  const { body: list } = await get('/contracts?authority=camden')
  const extended = /href="(\/contracts\/[^"]+)"(?:(?!<\/li>).)*may be extended/s.exec(list)?.[1] ?? ''
  const { body } = await get(extended)
  expect(body).toMatch(/Ends \d+ \w+ \d{4}, in .*; may be extended to \d+ \w+ \d{4}/)
  expect(body).toContain('Last confirmed 2 weeks ago by Camden, on 3 November 2026')
  expect(body).toContain('<svg class="t3-term__picture"')
})

it('shows what changed between two versions', async () => {
  const { database } = server()
  const [changed] = await database.sql`select contract_id as id from contract_versions where number = 2`
  const { body } = await get(`/contracts/${changed?.id}`)
  const [, before, after] =
    /<dt>Current end date<\/dt><dd><span class="t3-quiet">(.*?)<\/span>.*became<\/span> (.*?)<\/dd>/.exec(
      body,
    ) ?? []
  expect([before, after]).toEqual(['31 January 2026', '31 January 2027'])
})

it('keeps what states no end in the list, counted, until it is switched off, and counts it even then', async () => {
  const sentence = (body: string) => /t3-sentence">(.*?)</.exec(body)?.[1]
  const kept = (await get('/contracts?authority=camden&current_end_to=2027')).body
  const out = (await get('/contracts?authority=camden&current_end_to=2027&end_not_stated=exclude')).body
  expect(sentence(kept)).toMatch(
    /^(\d+) contracts in Camden ending by 31 December 2027; 8 of them state no end\.$/,
  )
  expect(sentence(out)).toMatch(/; 8 state no end and are left out\.$/)
  const count = (text: string | undefined) => Number(/^\d+/.exec(text ?? '')?.[0])
  expect(count(sentence(kept)) - count(sentence(out))).toBe(8)
  expect(kept).toMatch(/Leave out contracts that state no end<span[^>]*> \(8\)/)
})

it('leads through the whole list by links alone, each contract once', async () => {
  const seen: string[] = []
  let url: string | undefined = '/contracts?authority=islington&limit=7'
  while (url !== undefined) {
    const { body, statusCode } = await get(url)
    expect(statusCode).toBe(200)
    seen.push(
      ...[...body.matchAll(/<a class="govuk-link" href="(\/contracts\/[^"]+)"/g)].map((one) => one[1] ?? ''),
    )
    url = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(seen).toHaveLength(40)
  expect(new Set(seen).size).toBe(40)
})

it('gives advice where nothing is found', async () => {
  const { body } = await get('/contracts?q=zzzznothing')
  expect(body).toContain('No contracts with “zzzznothing”')
  expect(body).toContain('use fewer or shorter words')
})

it('marks the rows that are made up where others are not', async () => {
  const mixed = (await get('/contracts')).body
  expect(mixed).toContain('This page shows sample data: what is marked Sample is made up.')
  expect((await get('/contracts?authority=barnet')).body).not.toContain('made up')
})

it('gives a reference and no internals with an error', async () => {
  const { body } = await get('/nothing-here')
  expect(body).toMatch(/Reference: <code>[0-9a-f-]{36}<\/code>/)
  expect(body).not.toMatch(/at .*\.ts:|node_modules/)
})

it('serves styles and scripts under names that change with their content, to be kept for a year', async () => {
  const { body } = await get('/')
  const urls = [...body.matchAll(/"(\/assets\/[^"]+)"/g)].map((one) => one[1] ?? '')
  expect(urls.length).toBeGreaterThanOrEqual(3)
  for (const url of urls) {
    const answer = await server().app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
    expect(answer.statusCode).toBe(200)
    expect(url).toMatch(/\.[0-9a-f]{12}\./)
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect((await get(url)).headers['content-encoding']).toBeUndefined()
  }
})

it('brings neither the typeface nor the crest that belong to the government’s own site', async () => {
  const styles = /"(\/assets\/thirty3[^"]+css)"/.exec((await get('/')).body)?.[1] ?? ''
  expect((await get(styles)).body).not.toMatch(/GDS Transport|@font-face|crest|crown\.svg/)
})
