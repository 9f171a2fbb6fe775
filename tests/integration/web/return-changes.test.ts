import { beforeAll, expect, it } from 'vitest'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { contractIdOf, makeReturn } from '../../support/register-rows.ts'
import { makeScene, SCENE_NOW } from '../../support/sample-scene.ts'
import { storeReadSystems } from '../../support/stored-return.ts'
import { officerOf, useWebApp } from '../../support/web-app.ts'

let draft: string
let camden: { authorization: string }
let hackney: { authorization: string }

const contract = (reference: string, title: string, end: string) => ({
  local_reference: reference,
  title,
  supplier_name_raw: 'Quillmere Software Ltd',
  current_end_on: end,
  value_annual: 41_200_00,
})

const server = useWebApp(
  () => SCENE_NOW,
  async (database) => {
    await makeScene(database, false)
    const make = (contracts: ReturnType<typeof contract>[], publish: boolean, at: string) =>
      makeReturn(database, { authority: 'bexley', contracts, publish, at, fileName: 'bexley.csv' })
    await make(
      [
        contract('B1', 'Payroll <b>system</b>', '2027-03-31'),
        contract('B2', 'Telephony', '2026-01-31'),
        contract('B3', 'Street lighting', '2029-01-31'),
      ],
      true,
      '2026-08-01T09:00:00Z',
    )
    draft = await make(
      [contract('B1', 'Payroll <b>system</b>', '2028-03-31'), contract('B4', 'Catering', '2028-03-31')],
      false,
      '2026-11-20T09:00:00Z',
    )
  },
)

beforeAll(async () => {
  camden = await officerOf(server().database, 'bexley')
  hackney = await officerOf(server().database, 'hackney')
})

const get = (url: string, headers: Record<string, string> = camden) => server().app.inject({ url, headers })
const answer = (fields: [string, string][], headers: Record<string, string> = camden) =>
  server().app.inject({
    method: 'POST',
    url: `/returns/${draft}/changes/answer`,
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
const idOf = (title: string) => contractIdOf(server().database, title)

it('shows first what changes, field by field, before and after in words', async () => {
  const { body } = await get(`/returns/${draft}/changes`)
  expect(body).toContain('What this return will change')
  expect(body).toContain('Payroll &lt;b&gt;system&lt;/b&gt;')
  expect(body).toContain('Current end date')
  expect(body).toContain('31 March 2027')
  expect(body).toContain('<strong>31 March 2028</strong>')
  expect(body).not.toContain('Catering')
})

it('filters by kind, and names every kind with its count', async () => {
  const { body } = await get(`/returns/${draft}/changes?kind=new`)
  expect(body).toContain('Catering')
  expect(body).not.toContain('Payroll')
  const counts = [...body.matchAll(/t3-kinds__count">(\d+)<\/span> ([a-z ]+)/g)].map(([, n, kind]) => [
    kind,
    n,
  ])
  expect(counts).toEqual([
    ['changed', '1'],
    ['new', '1'],
    ['not in this file', '2'],
    ['unchanged', '0'],
  ])
})

it('gives machines the same, page by page without loss', async () => {
  const first = await get(`/api/v1/returns/${draft}/changes?limit=3`)
  expect(first.statusCode).toBe(200)
  const page = first.json()
  expect(page.counts).toEqual({ new: 1, changed: 1, unchanged: 0, missing: 2, missing_before: 0 })
  expect(page.changes[0]).toMatchObject({
    kind: 'changed',
    fields: [{ field: 'current_end_on', before: '2027-03-31', after: '2028-03-31' }],
  })
  const rest = (await get(`/api/v1/returns/${draft}/changes?limit=3&after=${page.next_after}`)).json()
  expect([...page.changes, ...rest.changes].map(({ title }) => title)).toEqual([
    'Payroll <b>system</b>',
    'Catering',
    'Street lighting',
    'Telephony',
  ])
  expect(rest.next_after).toBeNull()
  expect((await get(`/api/v1/returns/${draft}/changes?colour=red`)).statusCode).toBe(400)
})

it('hides all of it from another authority and from the public', async () => {
  for (const url of [`/returns/${draft}/changes`, `/api/v1/returns/${draft}/changes`])
    expect((await get(url, hackney)).statusCode).toBe(404)
  expect((await get(`/api/v1/returns/${draft}/changes`, {})).statusCode).toBe(401)
  const id = await idOf('Telephony')
  expect(
    (
      await answer(
        [
          ['contract', id],
          ['answer', 'still_running'],
        ],
        hackney,
      )
    ).statusCode,
  ).toBe(404)
})

it('asks what became of a missing contract, says what is wrong with the answer, and changes nothing then', async () => {
  const none = await answer([])
  expect(none.statusCode).toBe(400)
  expect(none.body).toContain('Tick what the answer is for')
  expect(none.body).toContain('Say what became of them')
  const id = await idOf('Telephony')
  const noDay = await answer([
    ['contract', id],
    ['answer', 'ended'],
    ['day', 'soon'],
  ])
  expect(noDay.body).toContain('Give the day they ended')
  expect(noDay.body).toMatch(new RegExp(`value="${id}"[^>]* checked`))
  const future = await answer([
    ['contract', id],
    ['answer', 'ended'],
    ['day', '1 January 2030'],
  ])
  expect(future.body).toContain('must have come already')
  const present = await answer([
    ['contract', await idOf('Payroll <b>system</b>')],
    ['answer', 'still_running'],
  ])
  expect(present.statusCode).toBe(409)
  expect(await server().database.sql`select from contract_answers`).toHaveLength(0)
})

it('keeps answers for good, audited, and shows them on the page of the contract', async () => {
  const telephony = await idOf('Telephony')
  const lighting = await idOf('Street lighting')
  const ended = await answer([
    ['contract', telephony],
    ['answer', 'ended'],
    ['day', '31/01/2026'],
  ])
  expect([ended.statusCode, ended.headers.location]).toEqual([
    303,
    `/returns/${draft}/changes?kind=missing&answered=1`,
  ])
  expect((await get(String(ended.headers.location))).body).toContain('Ended on 31 January 2026, said')
  await answer([
    ['contract', lighting],
    ['answer', 'still_running'],
  ])
  const { sql } = server().database
  const kept =
    await sql`select answer, ended_on::text, answered_by like 'key:%' as by_key from contract_answers order by id`
  expect([...kept]).toEqual([
    { answer: 'ended', ended_on: '2026-01-31', by_key: true },
    { answer: 'still_running', ended_on: null, by_key: true },
  ])
  expect(
    await sql`select from audit_events where action = 'contract.answered' and subject_id = ${telephony}`,
  ).toHaveLength(1)
  await expect(sql`delete from contract_answers`).rejects.toThrow(/append-only/)
  const page = (await get(`/contracts/${telephony}`, {})).body
  expect(page).toContain('that it ended on 31 January 2026')
  expect(page).toContain('Bexley said on')
})

it('counts a contract that is said to run still as confirmed on that day', async () => {
  const lighting = await idOf('Street lighting')
  const { body } = await get(`/contracts/${lighting}`, {})
  expect(body).toContain('that it still runs')
  const { sql } = server().database
  const [said] = await sql<
    { day: string }[]
  >`select answered_at::text as day from contract_answers where contract_id = ${lighting}`
  const found = (await get(`/api/v1/contracts/${lighting}`, {})).json()
  expect(found.confirmed_at.slice(0, 10)).toBe(said?.day.slice(0, 10))
  const listed = (await get('/api/v1/contracts?authority=bexley', {})).json()
  expect(listed.contracts.find(({ id }: { id: string }) => id === lighting).confirmed_at).toBe(
    found.confirmed_at,
  )
})

it('takes one answer for everything that a page shows', async () => {
  const body = (await get(`/returns/${draft}/changes?kind=missing`)).body
  const shown = [...body.matchAll(/name="shown" value="([^"]+)"/g)].map((found) => found[1] ?? '')
  expect(shown).toHaveLength(2)
  const fields: [string, string][] = [
    ['all', 'shown'],
    ['answer', 'forgotten'],
    ['kind', 'missing'],
  ]
  const kept = await answer([...fields, ...shown.map((id): [string, string] => ['shown', id])])
  expect(kept.statusCode).toBe(303)
  expect(kept.headers.location).toContain('answered=2')
})

it('takes answers from machines as well', async () => {
  const telephony = await idOf('Telephony')
  const post = (payload: object) =>
    server().app.inject({ method: 'POST', url: `/api/v1/returns/${draft}/answers`, headers: camden, payload })
  expect((await post({ contracts: [telephony], answer: 'forgotten' })).json()).toEqual({
    contracts: 1,
    deployments: 0,
  })
  expect((await post({ contracts: [telephony], answer: 'ended' })).statusCode).toBe(400)
  expect((await post({ answer: 'forgotten' })).statusCode).toBe(400)
  const both = { contracts: [telephony], deployments: [telephony], answer: 'forgotten' }
  expect((await post(both)).statusCode).toBe(400)
})

it('shows and asks the same of a list of systems: changes, quality, pre-fill, answers', async () => {
  const { database } = server()
  const system = (technology: string, more: object = {}) => ({
    technology,
    service_area: 'Housing',
    supplier_name_raw: 'Quillmere Software Ltd',
    ...more,
  })
  const first = await storeReadSystems(database.sql, 'bexley', [
    system('Rentflow <i>', { users: 100 }),
    system('Casebook'),
  ])
  await publishReturn(database, first, 'tester')
  const id = await storeReadSystems(database.sql, 'bexley', [system('Rentflow <i>', { users: 250 })])
  const changed = (await get(`/returns/${id}/changes`)).body
  expect(changed).toContain('Systems of the register that this file says something else of.')
  expect(changed).toContain('Rentflow &lt;i&gt;')
  expect(changed).toMatch(/Users[\s\S]*100[\s\S]*250/)
  const missing = (await get(`/returns/${id}/changes?kind=missing`)).body
  expect(missing).toContain('What became of the systems ticked?')
  expect(missing).toContain('href="/technologies/casebook"')
  const listed = (await get(`/api/v1/returns/${id}/changes?kind=missing`)).json()
  const told = await server().app.inject({
    method: 'POST',
    url: `/api/v1/returns/${id}/answers`,
    headers: camden,
    payload: { deployments: [listed.changes[0].deployment_id], answer: 'still_running' },
  })
  expect(told.json()).toEqual({ contracts: 0, deployments: 1 })
  const quality = (await get(`/returns/${id}/quality`)).body
  expect(quality).toContain('How many of the fields of a systems return are filled in.')
  expect(quality).not.toContain('Irrecoverable VAT')
  const prefilled = await get('/returns/prefilled.csv?kind=systems')
  expect(prefilled.body).toContain('Technology,Maker,Supplier')
  expect(prefilled.body).toContain('Casebook')
  const page = (await get(`/returns/${id}`)).body
  expect(page).toContain('What will change in the register')
  expect((await get('/returns')).body).toContain('/returns/prefilled.xlsx?kind=systems')
})
