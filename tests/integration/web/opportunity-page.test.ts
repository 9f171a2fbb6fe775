import { beforeAll, describe, expect, it } from 'vitest'
import { openClient, type Sql } from '../../../src/db/client.ts'
import { importNotices } from '../../../src/notices/import-notices.ts'
import { linkNotices } from '../../../src/notices/link-notices.ts'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { type Person, signedIn, useApp } from '../../support/accounts-app.ts'
import { releaseOf } from '../../support/notice-releases.ts'
import { makeAuthorities, makeReturn } from '../../support/register-rows.ts'
import { officerOf } from '../../support/web-app.ts'

const server = useApp()
let sql: Sql
let officer: Person
const ids: Record<string, string> = {}

const get = (url: string) => server.app.inject({ url, headers: { host: 'localhost:3000' } })
const page = async (url: string) => (await get(url)).body.replace(/\s+/g, ' ')
const text = async (url: string) => (await page(url)).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const deps = () => ({ db: server.deps.db, clock: () => Date.now() })

const SHARED = { supplier_name_raw: 'Quillmere Software Ltd', start_on: '2020-04-01' }
const own = {
  ...SHARED,
  title: 'Housing repairs software',
  local_reference: 'CAM-1',
  current_end_on: '2070-03-31',
  max_end_on: '2072-03-31',
  options: [{ months: 12 }, { months: 12 }],
  value_whole_term_net: 40_000_000,
}

beforeAll(async () => {
  sql = openClient(server.deps.databaseUrl, { max: 2, name: 'test', statementTimeout: 10_000 })
  const database = { db: server.deps.db, sql }
  await makeAuthorities(database)
  await makeReturn(database, { authority: 'camden', contracts: [own] })
  ids.withdrawn = await makeReturn(database, {
    authority: 'islington',
    contracts: [{ ...SHARED, title: 'Housing repairs software licences', current_end_on: '2071-03-31' }],
  })
  await makeReturn(database, {
    authority: 'hackney',
    contracts: [{ title: 'School meals', supplier_name_raw: 'Other Ltd', current_end_on: '2071-03-31' }],
  })
  await deriveOpportunities(deps())
  const rows = await sql`select o.id, a.slug from opportunities o join authorities a on a.id = o.authority_id`
  for (const { id, slug } of rows) ids[slug] = id
  officer = await signedIn(server, {
    email: 'officer@camden.example',
    role: 'officer',
    authority: 'camden',
    permissions: ['edit'],
  })
  return () => sql.end({ timeout: 1 })
})

describe('the page of one upcoming tender', () => {
  it('says when to talk, why, how sure it is and that it is an estimate, for both ends', async () => {
    const body = await text(`/opportunities/${ids.camden}`)
    expect(body).toContain('This is an estimate, not a notice.')
    expect(body).toContain('Talk to the authority from 31 March 2069')
    expect(body).toMatch(/The contract ends 31 March 2070 .* 31 March 2072/)
    expect(body).toContain(
      'whether to extend by 30 September 2069, if it must give six months’ notice, which is assumed',
    )
    expect(body).toMatch(/−20 unused options/)
    expect(body).toContain('£400,000 without VAT, £480,000 with it')
    expect(body).toContain('This is no legal advice.')
  })

  it('leads to the contract and shows the cells on which it rests', async () => {
    const body = await page(`/opportunities/${ids.camden}`)
    const [contract] = await sql`select contract_id from opportunities where id = ${ids.camden ?? ''}`
    expect(body).toContain(`href="/contracts/${contract?.contract_id}"`)
    expect(body).toMatch(/Row 2, column G/)
    const redirect = await get(`/contracts/${contract?.contract_id}/opportunity`)
    expect(redirect.headers.location).toBe(`/opportunities/${ids.camden}`)
  })

  it('names what is alike elsewhere, and nothing that is not', async () => {
    expect(await text(`/opportunities/${ids.camden}`)).toMatch(
      /Housing repairs software licences , Islington Quillmere Software Ltd, ends 31 March 2071; same words in the title and supplier/,
    )
    expect(await page(`/opportunities/${ids.hackney}`)).not.toContain('Alike at other authorities')
  })

  it('answers programs with the same, derived by the same rules', async () => {
    const detail = (await get(`/api/v1/opportunities/${ids.camden}`)).json()
    expect(detail).toMatchObject({
      id: ids.camden,
      phase: 'watch',
      derived: { approach_from: '2069-03-31', earliest_end: '2070-03-31', latest_end: '2072-03-31' },
      peers: [{ same: ['title words', 'supplier'] }],
    })
    expect((await get('/api/v1/opportunities/00000000-0000-4000-8000-000000000000')).statusCode).toBe(404)
    expect((await get('/opportunities/00000000-0000-4000-8000-000000000000')).statusCode).toBe(404)
  })
})

describe('what an authority says', () => {
  const state = (id: string | undefined, fields: Record<string, string>) =>
    officer.browser.post(`/opportunities/${id}/intention`, fields, `/opportunities/${id}`)

  it('moves the dates at once, raises the confidence, and is kept with its note and on record', async () => {
    const answer = await state(ids.camden, {
      answer: 'extend',
      said_on: '1/11/2021',
      note: 'Cabinet, item <5>',
    })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `/opportunities/${ids.camden}#said`])
    const body = await page(`/opportunities/${ids.camden}`)
    expect(body).toContain('Camden said on 1 November 2021: what follows will be extended.')
    expect(body).toContain('Cabinet, item &lt;5&gt;')
    expect(await text(`/opportunities/${ids.camden}`)).toMatch(
      /The contract ends 31 March 2071 .* \+20 the authority said so/,
    )
    const [stored] =
      await sql`select earliest_end::text as day from opportunities where id = ${ids.camden ?? ''}`
    expect(stored?.day).toBe('2071-03-31')
    const [audit] =
      await sql`select actor, before, after from audit_events where action = 'contract.intention'`
    expect(audit).toMatchObject({ actor: `person:${officer.id}`, before: null, after: { answer: 'extend' } })
  })

  it('keeps every answer, the last counting; the same again adds nothing', async () => {
    const stop = { answer: 'stop', said_on: '2021-11-02', note: '' }
    await state(ids.camden, stop)
    await state(ids.camden, stop)
    const rows = await sql`select answer from contract_intentions order by id`
    expect(rows.map(({ answer }) => answer)).toEqual(['extend', 'stop'])
    expect((await get(`/api/v1/opportunities/${ids.camden}`)).json()).toMatchObject({
      phase: 'stopping',
      upcoming: false,
    })
    expect((await get('/opportunities.json?authority=camden')).json().total).toBe(0)
    await expect(sql`delete from contract_intentions`).rejects.toThrow(/append-only/)
  })

  it('is taken from a key of the authority too, and from no other', async () => {
    const database = { ...deps(), sql, url: server.deps.databaseUrl }
    const [own, foreign] = await Promise.all([officerOf(database, 'camden'), officerOf(database, 'hackney')])
    const send = (headers: Record<string, string>, payload: object) =>
      server.app.inject({
        method: 'POST',
        url: `/api/v1/opportunities/${ids.camden}/intentions`,
        headers,
        payload,
      })
    expect((await send(foreign, { answer: 'joint' })).statusCode).toBe(403)
    expect((await send(own, { answer: 'joint', said_on: '2090-01-01' })).statusCode).toBe(400)
    expect((await send(own, { answer: 'joint', said_on: '2021-11-03' })).json()).toEqual({ changed: true })
    expect((await send(own, { answer: 'joint', said_on: '2021-11-03' })).json()).toEqual({ changed: false })
    expect((await get(`/api/v1/opportunities/${ids.camden}`)).json()).toMatchObject({
      joint: true,
      phase: 'watch',
    })
  })

  it('shows beside the field what cannot be used, with what was typed', async () => {
    const answer = await state(ids.camden, { said_on: '31 February 2021', note: 'kept' })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('Say what follows the contract')
    expect(answer.body).toContain('Enter the day as a date')
    expect(answer.body).toContain('>kept</textarea>')
    expect((await state(ids.camden, { answer: 'joint', said_on: '2090-01-01' })).statusCode).toBe(400)
  })

  it('is for officers of that authority alone, and refusals are on record', async () => {
    const count = async () => Number((await sql`select count(*)::int as n from contract_intentions`)[0]?.n)
    const before = await count()
    expect(await (await officer.browser.get(`/opportunities/${ids.hackney}`)).body).not.toContain(
      'Publish the answer',
    )
    const shown = await officer.browser.get(`/opportunities/${ids.camden}`)
    const token = /name="_csrf" value="([^"]+)"/.exec(shown.body)?.[1] ?? ''
    const foreign = await officer.browser.submit(`/opportunities/${ids.hackney}/intention`, {
      _csrf: token,
      answer: 'stop',
    })
    expect(foreign.statusCode).toBe(403)
    const forged = await officer.browser.submit(`/opportunities/${ids.camden}/intention`, {
      _csrf: 'x',
      answer: 'stop',
    })
    expect(forged.statusCode).toBe(403)
    const nobody = await server.app.inject({
      method: 'POST',
      url: `/opportunities/${ids.camden}/intention`,
      payload: {},
    })
    expect(nobody.statusCode).toBe(303)
    expect(await page(`/opportunities/${ids.camden}`)).not.toContain('Publish the answer')
    expect(await count()).toBe(before)
    const [refused] =
      await sql`select subject_id from audit_events where action = 'access.refused' order by id limit 1`
    expect(refused?.subject_id).toBe('contracts:edit')
  })
})

it('takes an opportunity away in the moment in which its return is withdrawn', async () => {
  expect((await get(`/opportunities/${ids.islington}`)).statusCode).toBe(200)
  await withdrawReturn(deps(), ids.withdrawn ?? '', 'tester', 'wrong file')
  expect((await get(`/opportunities/${ids.islington}`)).statusCode).toBe(404)
  expect((await get(`/api/v1/opportunities/${ids.islington}`)).statusCode).toBe(404)
  expect((await get('/opportunities.csv?authority=islington')).body.trim().split('\n')).toHaveLength(1)
  expect(await page(`/opportunities/${ids.camden}`)).not.toContain('Islington')
})

describe('what is known for sure', () => {
  it('stands first once a notice is out: the way to it, and no word of what is decided by now', async () => {
    await makeReturn(
      { db: server.deps.db, sql },
      {
        authority: 'sutton',
        contracts: [{ ...own, title: 'Repairs diary', local_reference: 'SUT-9', options: [{ months: 12 }] }],
      },
    )
    const notice = {
      ocid: 'ocds-h6vhtk-0990',
      type: 'UK4',
      reference: 'SUT-9',
      title: 'Repairs diary, again',
      buyer: 'London Borough of Sutton',
    }
    await importNotices(deps(), [releaseOf(notice)], { keepOthers: false, isMadeUp: true })
    await linkNotices(deps())
    await deriveOpportunities(deps())
    const [found] = await sql`
      select o.id, o.phase from opportunities o join authorities a on a.id = o.authority_id where a.slug = 'sutton'`
    expect(found?.phase).toBe('published')
    const body = await page(`/opportunities/${found?.id}`)
    expect(body).toMatch(
      /A notice is out.*<a class="govuk-link" href="https:\/\/notices.example\/[^"]+" rel="noreferrer">Repairs diary, again<\/a>.*id="when"/,
    )
    expect(body).toContain('How sure the estimate was')
    expect(body).not.toContain('whether to extend by')
  })

  it('is nothing of a contract that states no end, neither on its page nor in the list', async () => {
    await makeReturn(
      { db: server.deps.db, sql },
      {
        authority: 'merton',
        contracts: [{ ...SHARED, title: 'Repairs for ever', local_reference: 'MER-1' }],
      },
    )
    await deriveOpportunities(deps())
    const [found] = await sql`
      select o.id from opportunities o join authorities a on a.id = o.authority_id where a.slug = 'merton'`
    const body = await text(`/opportunities/${found?.id}`)
    expect(body).toContain('No day is estimated, so there is nothing to be sure of.')
    expect(body).not.toMatch(/\d+ of 100/)
    const list = await text('/opportunities?authority=merton')
    expect(list).toContain('Confidence No estimate')
    expect(list).not.toMatch(/\d+ of 100/)
  })
})
