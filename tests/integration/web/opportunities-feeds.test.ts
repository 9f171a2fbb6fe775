import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src/lib/calendar-date.ts'
import { readCsv } from '../../../src/lib/csv.ts'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { jsonFeedFaults, readAtom, readCalendar } from '../../support/feed-rules.ts'
import { makeReturn } from '../../support/register-rows.ts'
import { makeScene, SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

const HOSTILE = 'Lifts ]]> <script>alert(1)</script>; BEGIN:VEVENT, "quoted" \\n & é🏗'.padEnd(140, 'é')
const server = useWebApp(
  () => SCENE_NOW,
  async (database) => {
    await makeScene(database)
    await makeReturn(database, {
      authority: 'sutton',
      contracts: [
        { title: HOSTILE, supplier_name_raw: 'Line\nbreak Ltd', current_end_on: '2027-11-30' },
        { title: 'Ended yesterday', supplier_name_raw: 'Oakhollow Group plc', current_end_on: '2026-11-20' },
        { title: 'Ends today', supplier_name_raw: 'Oakhollow Group plc', current_end_on: '2026-11-21' },
      ],
      at: '2026-11-01T09:00:00Z',
    })
    await deriveOpportunities({ db: database.db, clock: () => SCENE_NOW })
  },
)
const get = (url: string) => server().app.inject({ url })
const calendar = async (query: string) => readCalendar((await get(`/opportunities.ics?${query}`)).body)

describe('an unsaved search, followed from elsewhere', () => {
  it.each([
    'end_not_stated=exclude',
    'q=payroll&end_not_stated=exclude',
    'authority=camden&authority=sutton&end_not_stated=exclude',
    'phase=talk+now&phase=late',
    'sme_fit=good&value_not_stated=exclude&end_not_stated=exclude',
    'ends_within=12&end_not_stated=exclude',
    'q=nothing-is-called-so',
  ])('has as many events in the calendar as rows in CSV and as the page counts: %s', async (query) => {
    const rows = readCsv((await get(`/opportunities.csv?${query}`)).body)
    const events = await calendar(query)
    const sentence = /t3-sentence">([^<]+)/.exec((await get(`/opportunities?${query}`)).body)?.[1] ?? ''
    expect(events.map(({ uid }) => uid)).toEqual(rows.map(({ id }) => `${id}@thirty3`))
    expect(sentence.startsWith(rows.length === 0 ? 'No upcoming' : `${rows.length} upcoming`)).toBe(true)
  })

  it('leaves out of the calendar only what states no end, and the page counts those apart', async () => {
    const rows = readCsv((await get('/opportunities.csv')).body)
    const dated = rows.filter((row) => row.approach_from !== '')
    const events = await calendar('')
    expect(dated.length).toBeLessThan(rows.length)
    expect(events).toHaveLength(dated.length)
    const sentence = /t3-sentence">([^<]+)/.exec((await get('/opportunities')).body)?.[1]
    expect(sentence).toContain(`${events.length} upcoming tenders`)
    expect(sentence).toContain(`and ${rows.length - dated.length} contracts that state no end`)
  })

  it('puts each event on whole days, from the first to the last day to talk', async () => {
    const rows = new Map(
      readCsv((await get('/opportunities.csv')).body).map((row) => [`${row.id}@thirty3`, row]),
    )
    for (const event of await calendar('')) {
      const row = rows.get(event.uid)
      expect(event).toMatchObject({
        isWholeDays: true,
        first: row?.approach_from,
        until: addDays(row?.approach_by ?? '', 1),
      })
    }
  })

  it('gives three days for each on request', async () => {
    const [row] = readCsv((await get('/opportunities.csv?q=quoted')).body)
    expect((await calendar('q=quoted&each=day')).map(({ first }) => first)).toEqual([
      row?.approach_from,
      row?.approach_by,
      row?.tender_latest,
    ])
    expect((await get('/opportunities.ics?each=week')).statusCode).toBe(400)
  })

  it('carries a hostile title through unharmed', async () => {
    const [event] = await calendar('q=quoted')
    expect(event?.summary).toBe(`Talk to Sutton: ${HOSTILE}`)
    const atom = readAtom((await get('/opportunities.atom?q=quoted')).body)
    expect(atom.entries[0]?.title).toBe(`Sutton: ${HOSTILE}`)
    const json = (await get('/opportunities.feed.json?q=quoted')).json()
    expect(json.items[0].title).toBe(`Sutton: ${HOSTILE}`)
  })

  it.each(['', 'q=payroll', 'q=%22school+meals%22+-camden&ends_within=24'])(
    'keeps the rules of Atom and of JSON Feed, with the same entries: %s',
    async (query) => {
      const atom = await get(`/opportunities.atom?${query}`)
      expect(atom.headers['content-type']).toBe('application/atom+xml; charset=utf-8')
      const { faults, entries } = readAtom(atom.body)
      expect(faults).toEqual([])
      const json = (await get(`/opportunities.feed.json?${query}`)).json()
      expect(jsonFeedFaults(json)).toEqual([])
      expect(json.items.map(({ id }: { id: string }) => id)).toEqual(entries.map(({ id }) => id))
      expect(entries.every(({ content }) => content.includes('estimate, not a notice'))).toBe(true)
    },
  )

  it('never shows what ended yesterday, whatever phase is asked for', async () => {
    for (const phase of ['', 'phase=late', 'phase=past+end', 'phase=lapsed']) {
      const query = `authority=sutton&${phase}`
      const all = [
        (await get(`/opportunities.atom?${query}`)).body,
        (await get(`/opportunities.feed.json?${query}`)).body,
        (await get(`/opportunities.ics?${query}`)).body,
      ].join('')
      expect(all).not.toContain('Ended yesterday')
    }
    expect((await get('/opportunities.ics?authority=sutton')).body).toContain('Ends today')
  })

  it('refuses a filter that is not there', async () => {
    for (const form of ['atom', 'feed.json', 'ics'])
      expect((await get(`/opportunities.${form}?borough=camden`)).statusCode).toBe(400)
  })
})
