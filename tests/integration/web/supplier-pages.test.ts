import { beforeAll, describe, expect, it } from 'vitest'
import { type Person, setUpSecondFactor, signedIn, useApp } from '../../support/accounts-app.ts'
import { makeAuthorities, makeReturn } from '../../support/register-rows.ts'

const server = useApp()
let admin: Person

const row = (title: string, supplier_name_raw: string, value = 0) => ({
  title,
  supplier_name_raw,
  ...(value > 0 ? { value_whole_term_net: value } : {}),
})

beforeAll(async () => {
  const { openClient } = await import('../../../src/db/client.ts')
  const sql = openClient(server.deps.databaseUrl, { max: 2, name: 'scene', statementTimeout: 30_000 })
  const database = { db: server.deps.db, sql, url: server.deps.databaseUrl }
  await makeAuthorities(database)
  await makeReturn(database, {
    authority: 'camden',
    contracts: [
      row('Lifts', 'Tidewell Lifts Ltd', 900_000_00),
      row('Play', 'Norbury Play plc', 10_00),
      row('Care', 'Various'),
      row('<i>Roofs</i>', '<script>alert(1)</script> Roofing Ltd'),
    ],
  })
  await makeReturn(database, {
    authority: 'hackney',
    contracts: [
      row('Lifts', 'TIDEWELL LIFTS PLC', 500_000_00),
      row('Play', 'Norbury Play Ltd', 20_00),
      row('Care', 'Mr John Smith'),
      row('More lifts', 'TIDEWELL LIFTS LIMITED'),
    ],
  })
  await sql.end()
  admin = await signedIn(server, { email: 'admin@example.org', role: 'admin' })
  await setUpSecondFactor(admin)
})

const get = (url: string) => server.app.inject({ url, headers: { host: 'localhost:3000' } })

describe('the public pages', () => {
  it('list suppliers once each, never “Various” or a person', async () => {
    const { body, statusCode } = await get('/suppliers')
    expect(statusCode).toBe(200)
    expect(body.match(/>Tidewell Lifts Ltd</gi)).toHaveLength(1)
    expect(body).not.toMatch(/>Various<|John Smith/)
    expect(body).toContain('&lt;script&gt;')
    expect(body).not.toContain('<script>alert')
  })

  it('find a supplier by another spelling', async () => {
    expect((await get('/suppliers?q=LIFTS+LIMITED')).body).toContain('/suppliers/tidewell-lifts-ltd')
    expect((await get('/suppliers?q=nobody-at-all')).body).toContain('No supplier is called that')
    expect((await get('/suppliers?q=a&colour=red')).statusCode).toBe(400)
  })

  it('show names as typed with who typed them and why, contracts, and what is not sure', async () => {
    const { body } = await get('/suppliers/tidewell-lifts-ltd')
    expect(body).toContain('TIDEWELL LIFTS LIMITED')
    expect(body).toContain('The same name apart from capitals')
    expect(body).toContain('2 contracts with Camden and Hackney')
    expect(body).toContain('href="/suppliers/tidewell-lifts-plc"')
    expect((await get('/suppliers/nobody')).statusCode).toBe(404)
  })

  it('are linked from contracts, but for names that are none', async () => {
    const pageOf = async (q: string) => {
      const list = (await get(`/contracts?q=${q}`)).body
      return (await get(/href="(\/contracts\/[0-9a-f-]{36})"/.exec(list)?.[1] ?? '')).body
    }
    expect(await pageOf('Play')).toMatch(/href="\/suppliers\/norbury-play-(plc|ltd)"/)
    const care = await pageOf('Care')
    expect(care).toMatch(/Various|Mr John Smith/)
    expect(care).not.toContain('href="/suppliers/')
  })
})

describe('the queue of pairs', () => {
  it('is for administrators alone', async () => {
    expect((await get('/suppliers/pairs')).statusCode).toBe(302)
    const officer = await signedIn(server, { email: 'lead@example.org', role: 'procurement-lead' })
    expect((await officer.browser.get('/suppliers/pairs')).statusCode).toBe(403)
  })

  it('asks about the worst money first, with every spelling and the explanation', async () => {
    const { body } = await admin.browser.get('/suppliers/pairs')
    expect(body).toContain('2 pairs to judge')
    expect(body.indexOf('Tidewell')).toBeLessThan(body.indexOf('Norbury'))
    expect(body).toContain('Not merged because the legal forms differ')
    expect(body).toContain('TIDEWELL LIFTS LIMITED')
  })

  it('takes an answer by a button without scripts, leads the old address on, and undoes it', async () => {
    const before = (await get('/api/v1/suppliers')).json()
    const page = (await admin.browser.get('/suppliers/pairs')).body
    const value = /name="one" value="(same:\d+-\d+)"/.exec(page)?.[1] ?? ''
    const answer = await admin.browser.post(
      '/suppliers/pairs/judge',
      { one: value, reason: 'Re-registered in May' },
      '/suppliers/pairs',
    )
    expect(answer.statusCode).toBe(303)
    const kept = (await admin.browser.get(String(answer.headers.location))).body
    expect(kept).toContain('1 pair to judge')
    const led = await get('/suppliers/tidewell-lifts-plc')
    expect(led.headers.location ?? '/suppliers/tidewell-lifts-plc').toMatch(/tidewell-lifts-(ltd|plc)/)
    const shown = (await get('/suppliers/tidewell-lifts-ltd')).body
    expect(shown).toContain('Re-registered in May')
    const undo = /action="(\/suppliers\/judgements\/[0-9a-f-]+\/undo)"/.exec(kept)?.[1] ?? ''
    await admin.browser.post(undo, {}, '/suppliers/pairs')
    expect((await get('/api/v1/suppliers')).json()).toEqual(before)
  })

  it('takes one answer for all that are ticked, and refuses an answer about nothing', async () => {
    const page = (await admin.browser.get('/suppliers/pairs')).body
    const ticked = [...page.matchAll(/name="pair" type="checkbox" value="(\d+-\d+)"/g)].map(
      (one) => one[1] ?? '',
    )
    const token = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const body = new URLSearchParams({ _csrf: token, bulk: 'different' })
    for (const id of ticked) body.append('pair', id)
    const answer = await admin.browser.send({
      method: 'POST',
      url: '/suppliers/pairs/judge',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000' },
      payload: body.toString(),
    })
    expect(answer.statusCode).toBe(303)
    expect((await admin.browser.get('/suppliers/pairs')).body).toContain('Nothing waits to be judged')
    const empty = await admin.browser.post('/suppliers/pairs/judge', { bulk: 'same' }, '/suppliers/pairs')
    expect(empty.statusCode).toBe(400)
  })
})

describe('what the register calls a supplier', () => {
  const named = (name: string) =>
    admin.browser.post('/suppliers/tidewell-lifts-ltd/name', { name }, '/suppliers/tidewell-lifts-ltd')

  it('is said by whoever may judge, and by nobody else', async () => {
    expect((await get('/suppliers/tidewell-lifts-ltd')).body).not.toContain('What the register calls it')
    expect((await admin.browser.get('/suppliers/tidewell-lifts-ltd')).body).toContain(
      'What the register calls it',
    )
  })

  it('stands at the old address, with its audit, and every spelling stays; an empty name is the first typed', async () => {
    expect((await named('  Tidewell   Lift Engineers ')).statusCode).toBe(303)
    const { body } = await get('/suppliers/tidewell-lifts-ltd')
    expect(body).toContain('<h1 class="govuk-heading-l t3-tight">Tidewell Lift Engineers</h1>')
    expect(body).toContain('Tidewell Lifts Ltd')
    const { rows } = await auditOf('supplier.renamed')
    expect(rows.at(-1)).toMatchObject({
      subject_id: 'tidewell-lifts-ltd',
      before: { name: 'Tidewell Lifts Ltd' },
      after: { name: 'Tidewell Lift Engineers' },
    })
    await named('')
    expect((await get('/suppliers/tidewell-lifts-ltd')).body).toContain('>Tidewell Lifts Ltd</h1>')
  })
})

async function auditOf(action: string) {
  const { openClient } = await import('../../../src/db/client.ts')
  const sql = openClient(server.deps.databaseUrl, { max: 1, name: 'scene', statementTimeout: 30_000 })
  const rows =
    await sql`select subject_id, before, after from audit_events where action = ${action} order by id`
  await sql.end()
  return { rows }
}
