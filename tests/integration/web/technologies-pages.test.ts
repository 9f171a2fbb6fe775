import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../../src/lib/csv.ts'
import { SCENE_NOW } from '../../support/sample-scene.ts'
import { makeTechnologyScene } from '../../support/technology-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

const server = useWebApp(() => SCENE_NOW, makeTechnologyScene)
/** The sample's products, and the one that only a return names. */
const known =
  readCsv(readFileSync(new URL('../../../fixtures/sample-products.csv', import.meta.url), 'utf8')).length + 1
const get = (url: string) => server().app.inject({ url })
const page = async (url: string) => (await get(url)).body.replace(/\s+/g, ' ')
const text = async (url: string) => (await page(url)).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const api = async (path: string) => {
  const answer = await get(`/api/v1${path}`)
  return { status: answer.statusCode, body: answer.json() }
}

describe('the page of technologies', () => {
  it('counts what is known and what authorities report, the most reported first', async () => {
    const body = await page('/technologies')
    expect(body).toContain(`${known} technologies, 2 of them reported by at least one authority.`)
    expect(body.match(/href="\/technologies\/[a-z-]+"/g)?.slice(0, 2)).toEqual([
      'href="/technologies/pellucare"',
      'href="/technologies/members-diary"',
    ])
    expect(await text('/technologies')).toMatch(/Members Diary.*Made by In house \(as typed\)/)
  })

  it('leads through all of them page by page, each once', async () => {
    const seen: string[] = []
    let url = '/technologies'
    for (let pages = 0; url !== '' && pages < 5; pages += 1) {
      const body = await page(url)
      seen.push(
        ...[...body.matchAll(/t3-row__title"><a class="govuk-link" href="([^"]+)"/g)].map(
          (hit) => hit[1] ?? '',
        ),
      )
      url = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
    }
    expect(seen).toHaveLength(known)
    expect(new Set(seen).size).toBe(known)
  })

  it('finds by another name, by authority and by service area, and says what is shown', async () => {
    expect(await page('/technologies?q=pellucent+pell')).toContain('1 technology with “pellucent pell”')
    expect(await page('/technologies?authority=camden')).toContain('2 technologies, reported by Camden.')
    expect(await page('/technologies?service_area=waste&q=')).toContain(
      '1 technology for Waste and recycling, reported by no authority.',
    )
    expect(await page('/technologies?q=nothing-of-that-name')).toContain('No technologies with')
  })

  it.each([
    '/technologies?autority=camden',
    '/technologies?authority=nowhere',
    '/technologies?service_area=nowhere',
    '/technologies?reported=maybe',
    '/technologies?q=a&q=b',
  ])('refuses %s instead of passing over it', async (url) => {
    const { statusCode, body } = await get(url)
    expect(statusCode).toBe(400)
    expect(body).toContain('There is a problem')
    expect(body).not.toContain('t3-row__title')
  })
})

describe('the page of one technology', () => {
  it('says who runs it, from whom, until when, and under which contract', async () => {
    const said = await text('/technologies/pellucare')
    expect(said).toContain('Reported by 2 authorities.')
    expect(said).toMatch(/Camden : all technologies Adult social care Live Supplied by Sable Combe Data Ltd/)
    expect(said).toContain('Contract: Social care &lt;system&gt;')
    expect(said).toMatch(
      /30 June 2027 in 7 months may be extended to 31 December 2029; the contract says 31 December 2027/,
    )
    expect(said).toContain('Reported as “Pellucent Pellucare”')
    expect(said).toContain('the cell says “Rolling”')
  })

  it('shows the cell of each value', async () => {
    const body = await page('/technologies/pellucare')
    expect(body).toMatch(
      />Users<\/th>.{0,80}>1,200<.{0,120}<span class="t3-raw">1200<\/span>.{0,120}Heading of users/,
    )
    expect(body).toContain('Row 2, column E')
  })

  it('tells authorities that report other systems from those that are silent, and counts all 33', async () => {
    const said = await text('/technologies/members-diary')
    expect(said).toContain(
      '1 of 33 authorities report it; 1 handed in a systems return that does not list it; 31 have not handed in a systems return',
    )
    expect(said).toContain('Handed in a systems return without it (1) Sutton')
  })

  it('is not there for a name that nobody knows', async () => {
    expect((await get('/technologies/no-such-thing')).statusCode).toBe(404)
  })
})

describe('the API', () => {
  it('lists technologies, one of them with who runs it, and deployments by filter', async () => {
    expect(await api('/technologies?reported=yes')).toMatchObject({
      status: 200,
      body: { total: 2, reported: 2 },
    })
    const { body } = await api('/technologies/pellucare')
    expect(body.deployments).toHaveLength(2)
    expect(body.not_reported.no_systems_return).toHaveLength(31)
    const totals = async (query: string) => (await api(`/deployments?${query}`)).body.total
    expect(await totals('')).toBe(3)
    expect(await totals('technology=pellucare&authority=camden')).toBe(1)
    expect(await totals('status=not_stated&status=live')).toBe(2)
    expect(await totals('service_area=adult-social-care')).toBe(2)
  })

  it('keeps blanks in a range of end days until told otherwise', async () => {
    const window = 'current_end_from=2027-01-01&current_end_to=2027-12-31'
    expect((await api(`/deployments?${window}`)).body).toMatchObject({ total: 3, end_not_stated: 2 })
    expect((await api(`/deployments?${window}&end_not_stated=exclude`)).body).toMatchObject({ total: 1 })
    expect((await api('/deployments?end_not_stated=exclude')).body).toMatchObject({ total: 1 })
  })

  it('pages through deployments without loss', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await api(`/deployments?limit=1${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.deployments.map((one: { id: string }) => one.id))
      cursor = body.next_cursor ?? ''
    } while (cursor !== '' && seen.length < 9)
    expect(new Set(seen).size).toBe(3)
    expect(seen).toHaveLength(3)
  })

  it.each([
    '/technologies?maker=x',
    '/technologies?cursor=AAAA',
    '/deployments?hosting=moon',
    '/deployments?satisfaction=2',
    '/deployments?cursor=WyJhIiwiYiIsImMiXQ',
    '/deployments?current_end_from=2027-02-30',
  ])('refuses %s as an unknown filter', async (path) => {
    expect(await api(path)).toMatchObject({ status: 400, body: { error: { code: 'unknown_filter' } } })
  })
})

it('shows satisfaction and notes nowhere in public', async () => {
  const urls = [
    '/technologies',
    '/technologies?q=hidden',
    '/technologies/pellucare',
    '/technologies/members-diary',
    '/api/v1/technologies?limit=100',
    '/api/v1/technologies/pellucare',
    '/api/v1/technologies/members-diary',
    '/api/v1/deployments',
  ]
  for (const url of urls) {
    const { body, statusCode } = await get(url)
    expect(statusCode, url).toBe(200)
    const shown = body.replace(
      /value="hidden"|“hidden”|hidden – technologies|visually-hidden|aria-hidden/g,
      '',
    )
    expect(shown, url).not.toMatch(/satisfaction|hidden (remark|word)|"notes"|>notes/i)
  }
})
