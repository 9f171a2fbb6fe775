import { describe, expect, it } from 'vitest'
import { readCsv } from '../../../src/lib/csv.ts'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { opportunityFilters } from '../../../src/opportunities/opportunity-schemas.ts'
import { searchOpportunities } from '../../../src/opportunities/opportunity-search-queries.ts'
import { makeReturn } from '../../support/register-rows.ts'
import { makeScene, SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

const TODAY = '2026-11-21'
const server = useWebApp(
  () => SCENE_NOW,
  async (database) => {
    await makeScene(database)
    await makeReturn(database, {
      authority: 'sutton',
      contracts: [
        {
          title: '=1+1 Danger, quoted "x"',
          supplier_name_raw: '<script>alert(1)</script>',
          current_end_on: '2027-11-30',
          value_whole_term_net: 4_000_000,
        },
        { title: 'Ended yesterday', supplier_name_raw: 'Oakhollow Group plc', current_end_on: '2026-11-20' },
        { title: 'Ends today', supplier_name_raw: 'Oakhollow Group plc', current_end_on: '2026-11-21' },
      ],
      at: '2026-11-01T09:00:00Z',
    })
    await deriveOpportunities({ db: database.db, clock: () => SCENE_NOW })
  },
)
const get = (url: string) => server().app.inject({ url })
const page = async (url: string) => (await get(url)).body.replace(/\s+/g, ' ')
const search = (filters: object) =>
  searchOpportunities(server().deps.db, opportunityFilters.parse({ limit: 100, ...filters }), TODAY)

/** Ids of every page of the list, in order. */
async function listed(query: string): Promise<string[]> {
  const ids: string[] = []
  let url = `/opportunities?${query}`
  for (let pages = 0; url !== '' && pages < 20; pages += 1) {
    const body = await page(url)
    ids.push(
      ...[...body.matchAll(/t3-row__title"><a class="govuk-link" href="\/opportunities\/([^"]+)"/g)].map(
        ([, id = '']) => id,
      ),
    )
    url = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  }
  return ids
}

const FILTERS = [
  '',
  'q=payroll',
  'authority=camden&authority=sutton',
  'phase=lapsed',
  'phase=talk+now&phase=late',
  'approach_from=2027-01-01&approach_to=2027-06-30',
  'approach_from=2027-01-01&end_not_stated=exclude',
  'value_band=under+%C2%A350k',
  'value_band=%C2%A3100k+to+%C2%A35m&value_not_stated=exclude',
  'sme_fit=good&sme_fit_not_known=exclude',
  'service_area_not_stated=exclude',
]

describe('the list of upcoming tenders', () => {
  it.each(FILTERS)(
    'has on its pages, in CSV and in JSON the same rows in the same order: %s',
    async (query) => {
      const ids = await listed(query)
      const csv = readCsv((await get(`/opportunities.csv?${query}`)).body)
      const json = (await get(`/opportunities.json?${query}&limit=100`)).json()
      expect(csv.map(({ id }) => id)).toEqual(ids)
      expect(new Set(ids).size).toBe(ids.length)
      expect(json.total).toBe(ids.length)
      expect(json.opportunities.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 100))
      expect((await get(`/api/v1/opportunities?${query}&limit=100`)).json()).toEqual(json)
    },
  )

  it('counts nothing as upcoming whose end is past, and shows what lapsed apart', async () => {
    const all = await search({})
    for (const one of all.opportunities)
      expect(one.earliest === null || one.earliest.end >= TODAY, one.id).toBe(true)
    expect((await search({ q: '"ended yesterday"' })).total).toBe(0)
    expect((await search({ q: '"ended yesterday"', phase: 'lapsed' })).total).toBe(1)
    expect((await search({ q: '"ends today"' })).total).toBe(1)
    expect(await page('/opportunities')).toMatch(
      /Not among them: .*href="\/opportunities\?phase=lapsed">\d+ lapsed</,
    )
  })

  it('takes what ended since it was derived out of the upcoming ones at midnight', async () => {
    const asked = opportunityFilters.parse({ q: '"ends today"' })
    expect((await searchOpportunities(server().deps.db, asked, '2026-11-22')).total).toBe(0)
    const past = opportunityFilters.parse({ q: '"ends today"', phase: 'past end' })
    expect((await searchOpportunities(server().deps.db, past, '2026-11-22')).opportunities).toMatchObject([
      { phase: 'past end', upcoming: false },
    ])
  })

  it('says in a sentence what is shown, and keeps what states no end unless told otherwise', async () => {
    const all = await search({})
    expect(all.end_not_stated).toBeGreaterThan(0)
    expect(await page('/opportunities')).toContain(
      `${all.total - all.end_not_stated} upcoming tenders, and ${all.end_not_stated} contracts that state no end.`,
    )
    expect(await page('/opportunities?authority=sutton&phase=watch&phase=talk+now')).toMatch(
      /\d upcoming tenders? \(watch or talk now\) in Sutton\./,
    )
    expect(
      await page('/opportunities?approach_from=2027&approach_to=6/2027&end_not_stated=exclude'),
    ).not.toContain('state no end.')
  })

  it('refuses filters it does not know by page and by API', async () => {
    for (const query of ['colour=red', 'phase=soon', 'approach_from=soon', 'cursor=x', 'authority=atlantis'])
      expect((await get(`/opportunities?${query}`)).statusCode, query).toBe(400)
    for (const query of ['colour=red', 'phase=soon', 'approach_from=soon', 'cursor=x'])
      expect((await get(`/api/v1/opportunities?${query}`)).statusCode, query).toBe(400)
  })

  it('lets no cell be calculated nor any name be run', async () => {
    const csv = (await get('/opportunities.csv?authority=sutton')).body
    expect(csv).toContain(`"'=1+1 Danger, quoted ""x"""`)
    const body = await page('/opportunities?authority=sutton')
    expect(body).toContain('Now with &lt;script&gt;')
    expect(body).not.toContain('<script>alert')
  })

  it('counts each choice under the other filters', async () => {
    const all = await search({ phase: ['watch', 'talk now', 'tender due', 'late', 'published'] })
    const bands = Object.entries(all.counts.value_band).filter(([band]) => band !== 'value not stated')
    expect(bands.length).toBeGreaterThan(1)
    for (const [band, count] of bands) {
      const phase = ['watch', 'talk now', 'tender due', 'late', 'published']
      expect((await search({ phase, value_band: band, value_not_stated: 'exclude' })).total, band).toBe(count)
    }
  })
})

describe('the pictures of upcoming tenders', () => {
  it('draws the days of the same page with the table beside them', async () => {
    const body = await page('/opportunities/timeline?authority=camden')
    expect(body).toContain('Talk from ')
    expect(body.match(/class="t3-time__row"/g)?.length).toBe(
      (await listed('authority=camden')).slice(0, 25).length,
    )
    expect(body).toContain('The same days as a table')
  })

  it('shows in a month each day on which something falls, once', async () => {
    const { opportunities } = await search({ end_not_stated: 'exclude' })
    const days = opportunities.flatMap(({ earliest }) =>
      earliest === null
        ? []
        : [earliest.approach_from, earliest.approach_by, earliest.tender_latest, earliest.end],
    )
    const month = '2027-01'
    const body = await page(`/opportunities/calendar?month=${month}`)
    expect(body.match(/<li><span class="t3-month__dot/g)?.length).toBe(
      days.filter((day) => day.startsWith(month)).length,
    )
    expect(body).toContain('January 2027')
    expect((await get('/opportunities/calendar?month=2027-13')).statusCode).toBe(400)
    expect((await get('/opportunities/calendar')).statusCode).toBe(200)
  })
})

it('explains routes, notices and words with the numbers by which estimates are made', async () => {
  const body = await page('/guide')
  for (const said of [
    '£207,720',
    '12 to 9 months before the end',
    '8 working days of standstill',
    'Framework call-off',
    'UK4 Tender notice',
  ])
    expect(body).toContain(said)
  for (const [, id = ''] of body.matchAll(/href="#([a-z-]+)"/g)) expect(body, id).toContain(`id="${id}"`)
})
