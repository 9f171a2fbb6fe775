import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { raiseWalls } from '../../../src/accounts/wall-queries.ts'
import { findAlignment } from '../../../src/market/find-alignment.ts'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { seedServiceAreas } from '../../../src/technologies/seed-technologies.ts'
import { type Person, signedIn, useApp } from '../../support/accounts-app.ts'
import { makeAuthorities, makeReturn } from '../../support/register-rows.ts'
import { officerOf } from '../../support/web-app.ts'

const server = useApp()
const people: Record<string, Person> = {}
const contracts: Record<string, string> = {}
const ids: Record<string, number> = {}
const DAY = '2071-03-31'
const CLUSTER = `/alignment/service-area/waste/${DAY}`

const contract = (title: string, current_end_on: string, more: object = {}) => ({
  title,
  supplier_name_raw: 'Quillmere Software Ltd',
  service_area: 'Waste and recycling',
  start_on: '2020-04-01',
  current_end_on,
  ...more,
})
const officer = (authority: string) =>
  signedIn(server, {
    email: `officer@${authority}.example`,
    name: `Officer of ${authority}`,
    role: 'officer',
    authority,
    permissions: ['view-drafts', 'edit'],
  })
const person = (name: string) => {
  const found = people[name]
  if (found === undefined) throw new Error(`There is no ${name}.`)
  return found
}
const page = async (who: string, url: string) =>
  (await person(who).browser.get(url)).body.replace(/\s+/g, ' ')
const propose = (who: string, chosen: string[], note = 'One lot for all') => {
  const fields = new URLSearchParams([
    ['note', note],
    ...chosen.map((id): [string, string] => ['contract', id]),
  ])
  return sendForm(who, `${CLUSTER}/propose`, fields)
}

/** Posts fields of which some have one name, with the token of the account. */
async function sendForm(who: string, url: string, fields: URLSearchParams) {
  const { browser } = person(who)
  const token = /name="_csrf" value="([^"]+)"/.exec((await browser.get('/account')).body)?.[1] ?? ''
  fields.append('_csrf', token)
  return browser.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000' },
    payload: fields.toString(),
  })
}

const answer = (who: string, slug: string, proposal: string, contractId: string, given: object) =>
  sendForm(
    who,
    `/authorities/${slug}/board/proposals/${proposal}`,
    new URLSearchParams({ contract: contractId, ...given }),
  )

const mails = async () => server.sql<{ recipient: string; subject: string; body: string }[]>`
  select recipient, subject, body from mails where subject like '%Waste%' order by id`

beforeAll(async () => {
  const database = { db: server.deps.db, sql: server.sql }
  await makeAuthorities(database)
  const areas = new URL('../../../fixtures/service-areas.csv', import.meta.url)
  await seedServiceAreas(database.db, await readFile(areas, 'utf8'))
  const all = {
    camden: contract('Camden bins', '2070-03-31', { options: [{ months: 12 }], value_annual: 12_000_000 }),
    hackney: contract('Hackney bins', '2071-03-31'),
    sutton: contract('Sutton bins', '2079-03-31'),
  }
  for (const [authority, row] of Object.entries(all))
    await makeReturn(database, { authority, contracts: [row] })
  // Ends of 2070 lie beyond the five years of the finder: the clock of these tests is theirs.
  server.wait(Date.parse('2069-11-21T10:00:00Z') - Date.now())
  await deriveOpportunities(server.deps)
  await findAlignment(server.deps)
  for (const { slug, id, contract_id } of await server.sql`
    select a.slug, a.id, c.id as contract_id from contracts c join authorities a on a.id = c.authority_id`) {
    contracts[slug] = contract_id
    ids[slug] = id
  }
  for (const authority of ['camden', 'hackney', 'sutton']) people[authority] = await officer(authority)
  people.lead = await signedIn(server, {
    email: 'lead@london.example',
    name: 'Lea Adeyemi',
    role: 'procurement-lead',
  })
  people.supplier = await signedIn(server, { email: 'sme@supplier.example' })
})

const both = () => [contracts.camden ?? '', contracts.hackney ?? '']
const proposalId = async () =>
  (await server.sql`select id from joint_proposals order by proposed_at limit 1`)[0]?.id

describe('a proposal to buy together', () => {
  it('is offered to whoever may make it, and to nobody else', async () => {
    for (const who of ['lead', 'camden', 'hackney'])
      expect(await page(who, CLUSTER)).toContain('>Propose</button>')
    for (const who of ['supplier', 'sutton'])
      expect(await page(who, CLUSTER)).not.toContain('>Propose</button>')
    expect((await propose('supplier', both())).statusCode).toBe(403)
  })

  it('needs two authorities, contracts that can end then, and of an officer their own', async () => {
    for (const [who, chosen, said] of [
      ['lead', [contracts.camden ?? ''], 'Choose at least two contracts'],
      ['lead', [contracts.camden ?? '', contracts.sutton ?? ''], 'none of those that could end then'],
      ['sutton', both(), 'Choose a contract of your own authority as well'],
    ] as const) {
      const refused = await propose(who, [...chosen])
      expect([refused.statusCode, refused.body.includes(said)]).toEqual([400, true])
    }
    expect(await server.sql`select 1 from joint_proposals`).toHaveLength(0)
  })

  it('stands on the board of each authority concerned, is put on record and is written to its officers, once', async () => {
    for (let time = 0; time < 2; time += 1) {
      const done = await propose('lead', both(), 'One lot <for> all')
      expect([done.statusCode, done.headers.location]).toEqual([303, '/alignment/proposals'])
    }
    expect(await server.sql`select 1 from joint_proposals`).toHaveLength(1)
    for (const slug of ['camden', 'hackney']) {
      const board = await page(slug, `/authorities/${slug}/board`)
      expect(board).toContain('Proposals that wait for your answer')
      expect(board).toContain('One lot &lt;for&gt; all')
      expect(board).toContain('by Lea Adeyemi.')
      expect(board).toContain(
        'To be extended by 12 months, to 31 March 2071; to be decided by 30 September 2069',
      )
    }
    expect(await page('sutton', '/authorities/sutton/board')).not.toContain('Proposals that wait')
    await expect
      .poll(async () => (await mails()).map(({ recipient }) => recipient).sort())
      .toEqual(['officer@camden.example', 'officer@hackney.example'])
    expect((await mails()).map(({ body }) => body).join()).toContain('/authorities/camden/board')
    const acts = await server.sql`select authority_id from audit_events where action = 'alignment.proposed'`
    expect(acts.map(({ authority_id }) => authority_id).sort()).toEqual([ids.camden, ids.hackney].sort())
  })

  it('is told to machines of its proposer alone', async () => {
    const own = async (who: string) => JSON.parse(await page(who, '/api/v1/alignment/proposals')).proposals
    const [told, ...more] = await own('lead')
    expect(told.contracts.map(({ contract: id }: { contract: string }) => id)).toEqual(both())
    expect([told.target, more, await own('camden')]).toEqual([DAY, [], []])
  })

  it('is answered by the officers of each contract alone', async () => {
    const id = await proposalId()
    const foreign = await answer('hackney', 'hackney', id, contracts.camden ?? '', { answer: 'accepted' })
    expect(foreign.statusCode).toBe(403)
    const outside = await answer('sutton', 'sutton', id, contracts.camden ?? '', { answer: 'accepted' })
    expect(outside.statusCode).toBe(404)
    const nothing = await answer('camden', 'camden', id, contracts.camden ?? '', {})
    expect([nothing.statusCode, nothing.body.includes('Choose whether to accept or decline')]).toEqual([
      400,
      true,
    ])
    expect(await server.sql`select 1 from joint_proposal_contracts where answer is not null`).toHaveLength(0)
  })

  it('once accepted says for everybody that the contract is bought jointly, on record and told to the proposer', async () => {
    const id = await proposalId()
    const given = { answer: 'accepted', note: 'Agreed by the board' }
    expect((await answer('camden', 'camden', id, contracts.camden ?? '', given)).statusCode).toBe(303)
    const [said] = await server.sql`
      select i.answer, i.note, o.joint from contract_intentions i join opportunities o using (contract_id)
      where i.contract_id = ${contracts.camden ?? ''}`
    expect(said).toEqual({ answer: 'joint', note: 'Agreed by the board', joint: true })
    const acts = await server.sql`select action from audit_events where authority_id = ${ids.camden ?? 0}
      and action in ('alignment.accepted', 'contract.intention')`
    expect(acts).toHaveLength(2)
    expect(await page('lead', '/alignment/proposals')).toMatch(/Accepted on .* “Agreed by the board”/)
    expect(await page('hackney', '/authorities/hackney/board')).toContain('Accepted on')
    await expect
      .poll(async () => (await mails()).at(-1)?.subject)
      .toBe('Camden accepted: Waste and recycling')
    const again = await answer('camden', 'camden', id, contracts.camden ?? '', { answer: 'declined' })
    expect(again.statusCode).toBe(409)
  })

  it('once declined changes nothing of the contract', async () => {
    const id = await proposalId()
    const given = { answer: 'declined', note: 'Too late for us' }
    expect((await answer('hackney', 'hackney', id, contracts.hackney ?? '', given)).statusCode).toBe(303)
    expect(
      await server.sql`select 1 from contract_intentions where contract_id = ${contracts.hackney ?? ''}`,
    ).toHaveLength(0)
    expect(await page('camden', '/authorities/camden/board')).toContain('Too late for us')
  })

  it('is kept as it was made: nobody changes it, and the walls show it to those concerned alone', async () => {
    await expect(server.sql`delete from joint_proposals`).rejects.toThrow(/append-only/)
    await expect(server.sql`update joint_proposal_contracts set end_on = '2070-01-01'`).rejects.toThrow(
      /answered once/,
    )
    const seen = (slug: string) =>
      server.deps.db.transaction(async (tx) => {
        await raiseWalls(tx, ids[slug] ?? 0)
        const [row] = await tx.execute<{ n: number }>(
          'select count(*)::int as n from joint_proposal_contracts',
        )
        return row?.n
      })
    expect(await Promise.all(['camden', 'hackney', 'sutton'].map(seen))).toEqual([2, 2, 0])
    const foreign = server.deps.db.transaction(async (tx) => {
      await raiseWalls(tx, ids.sutton ?? 0)
      await tx.execute('insert into joint_proposals (target, note, proposed_by) values (now(), $$$$, $$x$$)')
    })
    await expect(foreign).rejects.toThrow()
  })
})

describe('the renewal board', () => {
  const renewal = () => `/authorities/camden/board/${contracts.camden}`

  it('is there for the officers of the authority alone, and refusals are on record', async () => {
    expect(await page('camden', '/authorities/camden/board')).toContain('Camden bins')
    for (const who of ['hackney', 'sutton']) {
      expect((await person(who).browser.get('/authorities/camden/board')).statusCode).toBe(404)
      expect((await person(who).browser.get(renewal())).statusCode).toBe(404)
    }
    expect((await person('lead').browser.get('/authorities/camden/board')).statusCode).toBe(403)
    const refused = await server.sql`
      select 1 from audit_events where action = 'access.refused' and subject_id = 'renewals:view'`
    expect(refused.length).toBeGreaterThan(1)
  })

  it('keeps every entry of its log, the last counting, and shows it in its stage', async () => {
    const save = (fields: Record<string, string>) => person('camden').browser.post(renewal(), fields)
    const first = {
      stage: 'reviewing',
      owner: 'Waste team',
      next_decision_on: '1/2/2070',
      decision: '',
      note: 'x <y>',
    }
    expect((await save(first)).statusCode).toBe(303)
    await save({ ...first, stage: 'engaging', decision: 'Cabinet chose to extend', note: '' })
    await save({ ...first, stage: 'engaging', note: '' })
    const shown = await page('camden', renewal())
    expect(shown).toMatch(
      /Talking to the market; Waste team; next decision 1 February 2070.*Decided:<\/strong> Cabinet chose.*Reviewing options.*x &lt;y&gt;/,
    )
    expect(await server.sql`select 1 from renewal_entries`).toHaveLength(2)
    const board = await page('camden', '/authorities/camden/board?stage=engaging')
    expect(board).toContain('Talking to the market (1)')
    expect(board).toContain('1 February 2070')
    await expect(server.sql`update renewal_entries set note = ''`).rejects.toThrow(/append-only/)
  })

  it('shows beside the field what cannot be used, and is closed to others', async () => {
    const wrong = await person('camden').browser.post(renewal(), { stage: 'x', next_decision_on: 'soon' })
    expect(wrong.statusCode).toBe(400)
    expect(wrong.body).toContain('Choose a stage')
    expect(wrong.body).toContain('Enter the day as a date')
    const foreign = await sendForm('hackney', renewal(), new URLSearchParams({ stage: 'decided' }))
    expect(foreign.statusCode).toBe(404)
    const walled = server.deps.db.transaction(async (tx) => {
      await raiseWalls(tx, ids.hackney ?? 0)
      const [row] = await tx.execute<{ n: number }>('select count(*)::int as n from renewal_entries')
      return row?.n
    })
    expect(await walled).toBe(0)
  })
})

it('is all in the API too, for keys of the authority alone', async () => {
  const database = { db: server.deps.db, sql: server.sql, url: server.deps.databaseUrl }
  const [camden, hackney] = await Promise.all(['camden', 'hackney'].map((slug) => officerOf(database, slug)))
  const send = (headers: object | undefined, url: string, payload: object) =>
    server.app.inject({ method: 'POST', url: `/api/v1${url}`, headers: { ...headers }, payload })
  const board = '/authorities/camden/board'
  const entry = { stage: 'decided', owner: 'Cabinet', decision: 'To buy jointly' }
  const done = await send(camden, `${board}/${contracts.camden}`, entry)
  expect(done.json()).toEqual({ changed: true })
  expect((await send(hackney, `${board}/${contracts.camden}`, entry)).statusCode).toBe(404)
  const shown = await server.app.inject({ url: `/api/v1${board}`, headers: { ...camden } })
  expect(shown.json()).toMatchObject({
    stages: { decided: 1 },
    renewals: [{ title: 'Camden bins', owner: 'Cabinet', intention: 'joint' }],
  })
  const asked = { kind: 'service-area', subject: 'waste', target: '2071-03-31', contracts: both() }
  const { id } = (await send(hackney, '/alignment/proposals', asked)).json()
  const answers = `/alignment/proposals/${id}/answers`
  const given = { contract: contracts.hackney, answer: 'declined', note: 'Only asking' }
  expect((await send(camden, answers, given)).statusCode).toBe(403)
  expect((await send(hackney, answers, given)).json()).toEqual({ changed: true })
  expect((await send(hackney, answers, given)).statusCode).toBe(409)
})
