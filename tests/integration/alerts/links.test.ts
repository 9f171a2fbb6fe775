import { describe, expect, it } from 'vitest'
import { runAlerts } from '../../../src/alerts/run-alerts.ts'
import { readCsv } from '../../../src/lib/csv.ts'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { Browser } from '../../support/accounts-app.ts'
import { jsonFeedFaults, readAtom, readCalendar } from '../../support/feed-rules.ts'
import { makeReturn } from '../../support/register-rows.ts'
import { makeScene, SCENE_NOW } from '../../support/sample-scene.ts'
import { useWebApp } from '../../support/web-app.ts'

let now = SCENE_NOW
const DAY = 24 * 3_600_000
const server = useWebApp(
  () => now,
  async (database) => {
    await makeScene(database)
    await makeReturn(database, {
      authority: 'sutton',
      contracts: [
        {
          title: 'Payroll that ended',
          supplier_name_raw: 'Oakhollow Group plc',
          current_end_on: '2026-11-20',
        },
      ],
      at: '2026-11-01T09:00:00Z',
    })
    await deriveOpportunities({ db: database.db, clock: () => SCENE_NOW })
  },
)
const post = (url: string, body: string) =>
  server().app.inject({
    method: 'POST',
    url,
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
const mailsTo = (email: string) =>
  server().database.sql<
    { subject: string; body: string }[]
  >`select subject, body from mails where recipient = ${email} order by id`
const save = (email: string, more = 'q=payroll') =>
  post('/alerts', `email=${encodeURIComponent(email)}&${more}`)
const pathIn = (text: string | undefined, path: string) =>
  new RegExp(`${path}\\S+`).exec(text ?? '')?.[0] ?? ''

/** A confirmed search; the path of its owner's page and a browser that looks at it. */
async function confirmed(email: string, more?: string) {
  await save(email, more)
  await runAlerts(server().deps)
  const manage = pathIn((await mailsTo(email))[0]?.body, '/alerts/manage/')
  const browser = new Browser(() => server().app)
  await browser.get(manage)
  await browser.post(`${manage}/confirm`, {}, manage)
  const page = (await browser.get(manage)).body
  const act = /action="([^"]+\/act)"/.exec(page)?.[1] ?? ''
  const feed = /(\/alerts\/feeds\/[^/"]+)\/calendar\.ics/.exec(page)?.[1] ?? ''
  return { manage, browser, act, feed, page }
}

describe('an address that somebody types', () => {
  it('gets one message a day to confirm, whoever asks how often, and nothing else before that', async () => {
    const answers = []
    for (let n = 0; n < 5; n += 1) {
      answers.push(await save('victim@example.org', `q=network${n}`))
      await runAlerts(server().deps)
    }
    await post('/alerts/link', 'email=victim@example.org')
    await runAlerts(server().deps)
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202, 202, 202])
    expect(await mailsTo('victim@example.org')).toHaveLength(1)
    now += DAY
    await save('victim@example.org', 'q=network9')
    await save('VICTIM@example.org', 'q=network10')
    await runAlerts(server().deps)
    expect((await mailsTo('victim@example.org')).map(({ subject }) => subject)).toEqual([
      'Confirm your search on Thirty3',
      'Confirm your search on Thirty3',
    ])
    const [kept] = await server().database.sql`select count(*)::int as n from saved_searches s
      join subscribers b on b.id = s.subscriber_id where b.email = 'victim@example.org'`
    expect(kept).toEqual({ n: 5 })
  })

  it('is forgotten where nobody confirms within seven days', async () => {
    now += 8 * DAY
    await server().database.sql`update saved_searches set created_at = now() - interval '8 days'`
    now = Math.max(Date.now(), now)
    await runAlerts(server().deps)
    const left = await server().database.sql`select 1 from subscribers where email = 'victim@example.org'`
    expect(left).toHaveLength(0)
    now = SCENE_NOW
  })

  it.each([
    'email=nobody&q=x',
    'email=a@b.example%0d%0aBcc:x@y.example&q=x',
    'email=a@b.example,c@d.example&q=x',
    'email=a@b.example&frequency=hourly',
    'email=a@b.example&borough=camden',
    'email=a@b.example&ends_within=0',
  ])('is refused with what is wrong: %s', async (body) => {
    expect((await post('/alerts', body)).statusCode).toBe(400)
  })
})

describe('a confirmed search', () => {
  it('has in its feed and calendar what the page counts and the CSV has, and never what ended', async () => {
    const { feed } = await confirmed('count@supplier.example', 'q=payroll&end_not_stated=exclude')
    const rows = readCsv(
      (await server().app.inject({ url: '/opportunities.csv?q=payroll&end_not_stated=exclude' })).body,
    )
    const get = async (file: string) => (await server().app.inject({ url: `${feed}/${file}` })).body
    const calendar = await get('calendar.ics')
    const atom = readAtom(await get('feed.atom'))
    const json = JSON.parse(await get('feed.json'))
    expect(rows.length).toBeGreaterThan(0)
    expect(readCalendar(calendar)).toHaveLength(rows.length)
    expect(atom.entries).toHaveLength(rows.length)
    expect([atom.faults, jsonFeedFaults(json)]).toEqual([[], []])
    expect(calendar + JSON.stringify(json)).not.toContain('Payroll that ended')
  })

  it('is not found under an address of its feed that was ended, and is under the new one', async () => {
    const { manage, browser, act, feed } = await confirmed('rotate@supplier.example')
    const files = ['feed.atom', 'feed.json', 'calendar.ics']
    const statuses = (of: string) =>
      Promise.all(files.map(async (file) => (await server().app.inject({ url: `${of}/${file}` })).statusCode))
    expect(await statuses(feed)).toEqual([200, 200, 200])
    await browser.post(act, { act: 'new feed' }, manage)
    expect(await statuses(feed)).toEqual([404, 404, 404])
    const renewed =
      /(\/alerts\/feeds\/[^/"]+)\/calendar\.ics/.exec((await browser.get(manage)).body)?.[1] ?? ''
    expect(await statuses(renewed)).toEqual([200, 200, 200])
    await browser.post(act, { act: 'delete' }, manage)
    expect(await statuses(renewed)).toEqual([404, 404, 404])
  })

  it('is not managed by a link that was ended', async () => {
    const { manage, browser } = await confirmed('ended@supplier.example')
    const answer = await browser.post(`${manage}/end-links`, {}, manage)
    expect((await browser.get(manage)).statusCode).toBe(404)
    expect((await browser.get(String(answer.headers.location))).statusCode).toBe(200)
  })

  it('is ended by one POST with the token alone, by no GET and by no other token', async () => {
    await confirmed('click@supplier.example')
    await runAlerts(server().deps)
    const digest = (await mailsTo('click@supplier.example')).at(-1)
    const unsubscribe = pathIn(digest?.body, '/alerts/unsubscribe')
    const stopped = async () =>
      (
        await server().database.sql`select mail_stopped_at from saved_searches s join subscribers b
        on b.id = s.subscriber_id where b.email = 'click@supplier.example'`
      )[0]?.mail_stopped_at !== null
    expect((await server().app.inject({ url: unsubscribe })).statusCode).toBe(200)
    const wrong = `${unsubscribe.slice(0, -2)}AA`
    expect((await post(wrong, 'List-Unsubscribe=One-Click')).statusCode).toBe(200)
    expect(await stopped()).toBe(false)
    const answer = await post(unsubscribe, 'List-Unsubscribe=One-Click')
    expect([answer.statusCode, answer.cookies]).toEqual([200, []])
    expect(await stopped()).toBe(true)
  })

  it('is paused, tested and changed by its owner, and by nobody with another link', async () => {
    const { manage, browser, act } = await confirmed('owner@supplier.example')
    const other = await confirmed('other@supplier.example')
    const foreign = act.replace(/manage\/[^/]+/, other.manage.slice(8))
    expect((await other.browser.post(foreign, { act: 'delete' }, other.manage)).statusCode).toBe(404)
    await browser.post(act, { act: 'pause' }, manage)
    expect((await browser.get(manage)).body).toContain('Paused')
    await browser.post(act, { act: 'resume' }, manage)
    await runAlerts(server().deps)
    await browser.post(act, { act: 'test' }, manage)
    await runAlerts(server().deps)
    const last = (await mailsTo('owner@supplier.example')).at(-1)
    expect(last?.subject).toMatch(/^Test: /)
    for (let n = 0; n < 9; n += 1) await browser.post(act, { act: 'test' }, manage)
    expect((await browser.post(act, { act: 'test' }, manage)).statusCode).toBe(429)
  })
})
