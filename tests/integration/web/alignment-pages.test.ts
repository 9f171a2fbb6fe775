import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../../src/lib/csv.ts'
import { findAlignment } from '../../../src/market/find-alignment.ts'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { seedServiceAreas } from '../../../src/technologies/seed-technologies.ts'
import { makeAuthorities, makeReturn } from '../../support/register-rows.ts'
import { SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

const AREAS = ['Parks and open spaces', 'Waste and recycling', 'Leisure and sport']
const server = useWebApp(
  () => SCENE_NOW,
  async (database) => {
    await makeAuthorities(database)
    const areas = new URL('../../../fixtures/service-areas.csv', import.meta.url)
    await seedServiceAreas(database.db, await readFile(areas, 'utf8'))
    for (const [at, authority] of ['camden', 'hackney', 'sutton', 'barnet'].entries()) {
      const contracts = Array.from({ length: 24 }, (_, index) => ({
        title: `=Contract <${index}>`,
        supplier_name_raw: '<b>Oakhollow</b> Group plc',
        service_area: AREAS[(index + at) % AREAS.length] ?? '',
        current_end_on: `20${27 + (index % 4)}-${String(1 + ((index * 5 + at) % 12)).padStart(2, '0')}-28`,
        options: index % 3 === 0 ? [{ months: 12 }] : [],
        ...(index % 2 === 0 ? { value_annual: 1_000_000 + index } : {}),
      }))
      await makeReturn(database, { authority, contracts })
    }
    await deriveOpportunities({ db: database.db, clock: () => SCENE_NOW })
    await findAlignment({ db: database.db, clock: () => SCENE_NOW })
  },
)
const get = (url: string) => server().app.inject({ url })

async function listed(query: string): Promise<string[]> {
  const found: string[] = []
  let url = `/alignment?${query}`
  for (let pages = 0; url !== '' && pages < 40; pages += 1) {
    const { body } = await get(url)
    found.push(
      ...[...body.matchAll(/href="(\/alignment\/service-area\/[^"]+)"/g)].map(([, href = '']) => href),
    )
    url = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  }
  return found
}

describe('the alignment finder', () => {
  it.each([
    '',
    'service_area=waste',
    'authority=camden&authority=sutton',
    'target_from=2028-01-01&target_to=2029-06-30',
    'limit=7',
  ])(
    'has on its pages, in JSON, in CSV and by the API the same ends in the same order: %s',
    async (query) => {
      const pages = await listed(query)
      const address = (one: { code: string; target: string }) =>
        `/alignment/service-area/${one.code}/${one.target}`
      const lines = readCsv((await get(`/alignment.csv?${query}`)).body.replace(/^\uFEFF/, ''))
      expect(lines.map(({ code = '', target = '' }) => address({ code, target }))).toEqual(pages)
      const json = (await get(`/alignment.json?${query}`)).json()
      const first = json.clusters.map((one: { subject: { code: string }; target: string }) =>
        address({ code: one.subject.code, target: one.target }),
      )
      expect(pages.slice(0, first.length)).toEqual(first)
      expect(json.total).toBe(pages.length)
      expect((await get(`/api/v1/alignment?${query}`)).json()).toEqual(json)
      expect(pages.length).toBeGreaterThan(0)
    },
  )

  it('refuses what it cannot read, beside the field, and in its twins with a code', async () => {
    const wrong = await get('/alignment?target_from=soon&authority=nowhere')
    expect(wrong.statusCode).toBe(400)
    expect(wrong.body).toContain('Enter the first day as a date')
    expect(wrong.body).toContain('There is no authority called “nowhere”')
    for (const url of [
      '/alignment.json?colour=red',
      '/alignment.csv?colour=red',
      '/api/v1/alignment?cursor=x',
    ])
      expect((await get(url)).statusCode).toBe(400)
  })

  it('escapes what authorities typed', async () => {
    const [first = ''] = await listed('')
    const { body } = await get(first)
    expect(body).toContain('&lt;b&gt;Oakhollow')
    expect(body).not.toContain('<b>Oakhollow')
  })
})
