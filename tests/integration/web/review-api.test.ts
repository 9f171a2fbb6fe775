import { beforeAll, expect, it } from 'vitest'
import { readStoredReturn } from '../../../src/returns/read-stored-return.ts'
import { makeAuthorities } from '../../support/register-rows.ts'
import { SCENE_NOW } from '../../support/sample-scene.ts'
import { officerOf, useWebApp } from '../../support/web-app.ts'

let camden: { authorization: string }
let hackney: { authorization: string }

const server = useWebApp(() => SCENE_NOW, makeAuthorities)

beforeAll(async () => {
  camden = await officerOf(server().database, 'camden')
  hackney = await officerOf(server().database, 'hackney')
})

const REGISTER = [
  'Reference,Title,Vendor,Supplier name,Start date,End date',
  'R1,Payroll,Resold Ltd,Quillmere Ltd,01/04/24,31/02/2027',
  'R2,Library,Resold Ltd,Pellwick Ltd,01/05/24,31/03/2027',
  '',
].join('\n')

interface Sent {
  key?: string
  name?: string
  fields?: Record<string, string>
  headers?: Record<string, string>
}

async function send(
  content: string,
  { key, name = 'register.csv', fields = {}, headers = camden }: Sent = {},
) {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('file', new Blob([content]), name)
  const request = new Request('http://localhost', { method: 'POST', body: form })
  return server().app.inject({
    method: 'POST',
    url: '/api/v1/returns',
    headers: {
      ...headers,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      'content-type': request.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await request.arrayBuffer()),
  })
}

const call = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object, headers = camden) =>
  server().app.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) })

async function handedIn(content: string): Promise<string> {
  const { id } = (await send(content)).json().return
  await readStoredReturn(server().deps, id)
  return id
}

it('answers the same request under one key as the first time, and does its work once', async () => {
  const first = await send('Title,Supplier\nBins,Bin Ltd\n', { key: 'a-1' })
  expect(first.statusCode).toBe(202)
  expect(first.headers['idempotent-replayed']).toBeUndefined()
  const again = await send('Title,Supplier\nBins,Bin Ltd\n', { key: 'a-1' })
  expect([again.statusCode, again.headers['idempotent-replayed']]).toEqual([202, 'true'])
  expect(again.body).toBe(first.body)
  const without = await send('Title,Supplier\nBins,Bin Ltd\n')
  expect(without.json().already_received).toBe(true)
})

it('refuses another request under the key: other bytes, other wishes, but not another sender’s', async () => {
  await send('Title,Supplier\nTrees,Elm Ltd\n', { key: 'b-1' })
  const other = await send('Title,Supplier\nTrees,Oak Ltd\n', { key: 'b-1' })
  expect([other.statusCode, other.json().error.code]).toEqual([422, 'key_reused'])
  const wish = await send('Title,Supplier\nTrees,Elm Ltd\n', { key: 'b-1', fields: { publish: 'true' } })
  expect(wish.statusCode).toBe(422)
  const foreign = await send('Title,Supplier\nTrees,Oak Ltd\n', { key: 'b-1', headers: hackney })
  expect(foreign.statusCode).toBe(202)
  expect((await send('Title,Supplier\nA,B\n', { key: 'two words' })).statusCode).toBe(400)
})

it('asks to wait while the first is being answered, and forgets after 24 hours', async () => {
  const { sql } = server().database
  const content = 'Title,Supplier\nLamps,Lux Ltd\n'
  const first = await send(content, { key: 'c-1' })
  await sql`update answered_requests set status = null, answer = null, fingerprint = null where key = 'c-1'`
  const meanwhile = await send(content, { key: 'c-1' })
  expect([meanwhile.statusCode, meanwhile.headers['retry-after']]).toEqual([409, '2'])
  await sql`update answered_requests set begun_at = now() - interval '25 hours' where key = 'c-1'`
  const later = await send(content, { key: 'c-1' })
  expect([later.statusCode, later.json().return.id]).toEqual([200, first.json().return.id])
})

it('does the work of two requests at once under one key only once', async () => {
  const content = 'Title,Supplier\nBoth,Once Ltd\n'
  const answers = await Promise.all([
    send(content, { key: 'd-1', name: 'both.csv' }),
    send(content, { key: 'd-1', name: 'both.csv' }),
  ])
  const codes = answers.map(({ statusCode }) => statusCode).sort()
  expect([
    [202, 202],
    [202, 409],
  ]).toContainEqual(codes)
  const rows = await server().database
    .sql`select from audit_events where action = 'return.received' and after->>'file' = 'both.csv'`
  expect(rows).toHaveLength(1)
})

it('lets a refused request be sent again under its key', async () => {
  expect((await send('', { key: 'e-1' })).statusCode).toBe(422)
  expect((await send('Title,Supplier\nPipes,Flow Ltd\n', { key: 'e-1' })).statusCode).toBe(202)
})

it('leads a machine from submission to publication by the next step alone', async () => {
  const id = await handedIn(REGISTER)
  const step = async () => (await call('GET', `/returns/${id}`)).json()
  const read = await step()
  expect(read).toMatchObject({
    counts: { read: 2, good: 1, bad: 1 },
    must_confirm: 2,
    next_step: { code: 'answer_mapping', href: `/api/v1/returns/${id}/mapping` },
  })
  expect(read.issue_groups[0]).toMatchObject({ severity: 'error', code: 'date_invalid', count: 1 })
  const listed = await server().app.inject({ url: read.issue_groups[0].href, headers: camden })
  expect(listed.json().issues).toMatchObject([{ suggestion: '2027-02-28', column: 6 }])

  const blocked = await call('POST', `/returns/${id}/publish`)
  expect(blocked.statusCode).toBe(409)
  expect(blocked.json().error.issues[0].message).toContain('It holds: Resold Ltd')

  const asked = (await call('GET', `/returns/${id}/mapping`)).json()
  expect(asked.columns).toHaveLength(6)
  expect(asked.columns[2].question).toMatchObject({ must_confirm: true })
  const headings = [
    { heading: 'Vendor', field: null },
    { heading: 'Supplier name', field: 'supplier_name_raw' },
  ]
  const answered = await call('PUT', `/returns/${id}/mapping`, { headings })
  expect([answered.statusCode, answered.json()]).toMatchObject([
    202,
    { profile_version: 1, return: { next_step: { code: 'wait' } } },
  ])
  await readStoredReturn(server().deps, id)
  expect(await step()).toMatchObject({ next_step: { code: 'correct_or_publish' } })

  const issues = (await call('GET', `/returns/${id}/issues?severity=error`)).json().issues
  const corrected = await call('POST', `/returns/${id}/corrections`, { issue: issues[0].id })
  expect([corrected.statusCode, corrected.json().cells]).toEqual([202, 1])
  await readStoredReturn(server().deps, id)
  expect(await step()).toMatchObject({ counts: { good: 2, bad: 0 }, next_step: { code: 'publish' } })
  expect((await call('POST', `/returns/${id}/publish`)).json()).toMatchObject({
    state: 'published',
    next_step: { code: 'none' },
  })
})

it('lists and takes back corrections', async () => {
  const id = await handedIn(REGISTER.replace('Payroll', 'Payslips'))
  await call('POST', `/returns/${id}/corrections`, { code: 'two_digit_year', column: 5 })
  await readStoredReturn(server().deps, id)
  const listed = (await call('GET', `/returns/${id}/corrections?limit=1`)).json()
  expect(listed).toMatchObject({
    total: 2,
    corrections: [{ from_text: '01/05/24', to_text: '2024-05-01', line: 3 }],
  })
  expect(listed.next_before).toBe(listed.corrections[0].id)
  expect((await call('DELETE', `/returns/${id}/corrections/${listed.corrections[0].id}`)).statusCode).toBe(
    202,
  )
  await readStoredReturn(server().deps, id)
  expect((await call('GET', `/returns/${id}/corrections`)).json().total).toBe(1)
})

it('refuses what cannot be meant, and hides another authority’s return', async () => {
  const id = await handedIn(REGISTER.replace('Payroll', 'Wages'))
  const bad = await call('PUT', `/returns/${id}/mapping`, {
    headings: [{ heading: 'Title', field: 'no_such_field' }],
  })
  expect([bad.statusCode, bad.json().error.issues[0].place]).toEqual([400, 'Title'])
  expect((await call('POST', `/returns/${id}/corrections`, { issue: 2_000_000_000 })).statusCode).toBe(404)
  expect((await call('POST', `/returns/${id}/corrections`, { colour: 'red' })).statusCode).toBe(400)
  expect((await call('PUT', `/returns/${id}/mapping`, { headings: [] })).statusCode).toBe(400)
  for (const [method, path, body] of [
    ['GET', 'mapping', undefined],
    ['PUT', 'mapping', { kind: 'systems' }],
    ['GET', 'corrections', undefined],
    ['POST', 'corrections', { data_row: 1, column: 1, value: 'x' }],
  ] as const)
    expect((await call(method, `/returns/${id}/${path}`, body, hackney)).statusCode).toBe(404)
})

it('keeps how an authority publishes to the authority', async () => {
  const path = '/authorities/camden/publishing'
  expect((await call('PUT', path, { publish_at_once: true })).json()).toMatchObject({ publish_at_once: true })
  expect((await call('GET', path)).json()).toMatchObject({ publish_at_once: true })
  expect((await call('PUT', path, { publish_at_once: false }, hackney)).statusCode).toBe(404)
  await call('PUT', path, { publish_at_once: false })
})

it('sends an officer who would publish too early to the questions, and takes another kind from the page', async () => {
  const id = await handedIn(REGISTER.replace('Payroll', 'Salaries'))
  const post = (path: string, fields: Record<string, string>) =>
    server().app.inject({
      method: 'POST',
      url: `/returns/${id}/${path}`,
      headers: { ...camden, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    })
  // An earlier test answered for the suppliers, and that is remembered; now two other headings fit one field.
  const profile = { headings: [{ heading: 'Start date', field: 'current_end_on' }] }
  await call('PUT', `/returns/${id}/mapping`, profile)
  await readStoredReturn(server().deps, id)
  const early = await post('publish', {})
  expect([early.statusCode, early.headers.location]).toEqual([303, `/returns/${id}/mapping`])
  expect((await post('kind', { kind: 'systems' })).headers.location).toBe(`/returns/${id}/mapping`)
  await readStoredReturn(server().deps, id)
  expect((await call('GET', `/returns/${id}/mapping`)).json()).toMatchObject({
    kind: 'systems',
    kind_stated: true,
  })
})
