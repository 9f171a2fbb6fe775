import { beforeAll, expect, it } from 'vitest'
import { makeReturn } from '../../support/register-rows.ts'
import { makeOpenReturns, makeScene, SCENE_NOW } from '../../support/sample-scene.ts'
import { officerOf, useWebApp } from '../../support/web-app.ts'

let open: Awaited<ReturnType<typeof makeOpenReturns>>
let camden: { authorization: string }
let hackney: { authorization: string }

const server = useWebApp(
  () => SCENE_NOW,
  async (database) => {
    await makeScene(database, false)
    open = await makeOpenReturns(database)
  },
)

beforeAll(async () => {
  camden = await officerOf(server().database, 'camden')
  hackney = await officerOf(server().database, 'hackney')
})

const get = (url: string, headers: Record<string, string> = camden) => server().app.inject({ url, headers })
const post = (url: string, fields: Record<string, string> = {}, headers: Record<string, string> = camden) =>
  server().app.inject({
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })

async function upload(name: string, content: string, headers: Record<string, string> = camden) {
  const form = new FormData()
  form.append('file', new Blob([content]), name)
  const request = new Request('http://localhost', { method: 'POST', body: form })
  const type = request.headers.get('content-type') ?? ''
  const payload = Buffer.from(await request.arrayBuffer())
  return server().app.inject({
    method: 'POST',
    url: '/returns',
    headers: { ...headers, 'content-type': type },
    payload,
  })
}

it('sends the public to sign in, and back afterwards', async () => {
  for (const url of ['/returns', '/returns/new', `/returns/${open.read}`]) {
    const answer = await get(url, {})
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toBe(`/sign-in?next=${url}`)
  }
})

it('says who publishes to somebody who may not, and leads nowhere that is not there', async () => {
  const reader = await officerOf(server().database, 'camden', ['view-drafts'])
  const page = (await get(`/returns/${open.read}`, reader)).body
  expect(page).toContain('Somebody of Camden who may publish does the rest.')
  expect(page).not.toContain('>Publish</button>')
  expect(page).toContain('id="publish"')
  expect((await get(`/returns/${open.read}`)).body).toContain('Publish</button>')
})

it('keeps a file that is handed in, and answers the same file with the return that is there', async () => {
  const first = await upload('my register.csv', 'Title,Supplier\nBins,Bin Ltd\n')
  expect(first.statusCode).toBe(303)
  const page = await get(String(first.headers.location))
  expect(page.body).toContain('my register.csv')
  expect(page.body).toContain('The file is kept and waits to be read.')
  expect(page.body).toContain('Check again')
  const again = await upload('other name.csv', 'Title,Supplier\nBins,Bin Ltd\n')
  expect(again.headers.location).toBe(`${first.headers.location}?notice=same-file`)
  expect((await get(String(again.headers.location))).body).toContain('This file has been handed in before')
})

it('asks for a file when none was chosen, and refuses an empty one, on the same page', async () => {
  const none = await upload('', '')
  expect(none.statusCode).toBe(400)
  expect(none.body).toContain('Choose the file of the return')
  const empty = await upload('empty.csv', '')
  expect(empty.statusCode).toBe(422)
  expect(empty.body).toContain('The file is empty')
})

it('refuses a file over the limit instead of taking its beginning', async () => {
  const answer = await upload('large.csv', 'x'.repeat(10 * 1024 * 1024 + 1))
  expect(answer.statusCode).toBe(413)
  expect(answer.body).toContain('larger than 10 MB')
})

it('shows issues by severity and kind, with line, column and text as typed', async () => {
  const { body } = await get(`/returns/${open.read}/issues`)
  expect(body.indexOf('>Errors<')).toBeLessThan(body.indexOf('>Warnings<'))
  expect(body).toContain('A cell is a word, not a date')
  expect(body).toContain('Rolling &lt;b&gt;contract&lt;/b&gt;')
  expect(body).toContain('Show more of these 7')
  expect(body).toContain('28/02/2027')
})

it('shows every cell of one kind when asked', async () => {
  const { body } = await get(`/returns/${open.read}/issues?code=date_token`)
  expect(body.match(/class="t3-raw"/g)).toHaveLength(7)
  expect(body).not.toContain('>Errors<')
})

it('says why a file cannot be used, and what to do', async () => {
  expect((await get(`/returns/${open.refused}`)).body).toContain('This is a web page, not a table.')
})

it('tells an open page how far the reading has come', async () => {
  const { app, database } = server()
  setTimeout(
    () => database.sql`update returns set rows_so_far = 1300 where id = ${open.reading}`.execute(),
    300,
  )
  setTimeout(
    () => database.sql`update returns set state = 'read' where id = ${open.reading}`.execute(),
    1_200,
  )
  const { body, headers } = await app.inject({
    url: `/returns/${open.reading}/events`,
    headers: { ...camden, accept: 'text/event-stream' },
  })
  expect(headers['content-type']).toContain('text/event-stream')
  expect(body).toContain('1,200 rows so far')
  expect(body).toContain('1,300 rows so far')
  expect(body).toContain('event: done')
})

it('hides another authority’s returns as if they were not there', async () => {
  const urls = [`/returns/${open.read}`, `/returns/${open.read}/events`]
  for (const url of urls) expect((await get(url, hackney)).statusCode).toBe(404)
  expect((await post(`/returns/${open.read}/publish`, {}, hackney)).statusCode).toBe(404)
  expect((await get('/returns', hackney)).body).not.toContain('camden')
})

it('publishes with one button and withdraws with a reason, the public following both', async () => {
  const contracts = [{ title: 'Zebra crossings', supplier_name_raw: 'Stripe Ltd' }]
  const id = await makeReturn(server().database, { authority: 'hackney', contracts, publish: false })
  const isPublic = async () => (await get('/contracts?q=zebra', {})).body.includes('Stripe Ltd')
  expect((await get(`/returns/${id}`, hackney)).body).toContain('>Publish</button>')
  expect(await isPublic()).toBe(false)
  const published = await post(`/returns/${id}/publish`, {}, hackney)
  expect([published.statusCode, published.headers.location]).toEqual([303, `/returns/${id}`])
  expect(await isPublic()).toBe(true)
  const without = await post(`/returns/${id}/withdraw`, { reason: '  ' }, hackney)
  expect(without.statusCode).toBe(400)
  expect(without.body).toContain('Say why the return is withdrawn')
  const withdrawn = await post(`/returns/${id}/withdraw`, { reason: 'Sent by mistake' }, hackney)
  expect(withdrawn.statusCode).toBe(303)
  expect(await isPublic()).toBe(false)
  expect((await post(`/returns/${id}/publish`, {}, hackney)).statusCode).toBe(409)
})

it('does nothing for the public, and sends them to sign in', async () => {
  const answer = await post(`/returns/${open.read}/publish`, {}, {})
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/sign-in'])
  expect((await get(`/returns/${open.read}`)).body).toContain('Read, not published')
})

it('leads from the return to its steps, each saying how it stands', async () => {
  const { body } = await get(`/returns/${open.read}`)
  for (const step of ['mapping', 'issues', 'changes'])
    expect(body).toContain(`href="/returns/${open.read}/${step}"`)
  expect(body).toContain('A cell is a word, not a date')
  expect(body).toContain(`/returns/${open.read}/issues?code=date_token`)
})

it('shows issues of one severity or column alone, and a wrong filter as wrong', async () => {
  const warnings = (await get(`/returns/${open.read}/issues?severity=warning&code=&column=`)).body
  expect(warnings).toContain('>Warnings<')
  expect(warnings).not.toContain('class="t3-issues t3-issues--error"')
  const column = (await get(`/returns/${open.read}/issues?column=9`)).body
  expect(column).toContain('£1.00')
  expect(column).not.toContain('31/02/2027')
  expect((await get(`/returns/${open.read}/issues?colour=red`)).statusCode).toBe(400)
})

it('lists every column of the file with what it is read as', async () => {
  const { body } = await get(`/returns/${open.read}/mapping`)
  for (const heading of ['Contract Ref', 'Title of agreement', 'Latest end incl. extensions'])
    expect(body).toContain(heading)
  expect(body).toContain('Save and read again')
})

it('lets an authority say that returns without a fault are published at once', async () => {
  const path = '/returns/publishing'
  expect((await get(path)).body).toMatch(/value="no" checked/)
  const saved = await post(path, { at_once: 'yes', authority: 'camden' })
  expect(saved.headers.location).toBe('/returns/publishing?authority=camden&saved=yes')
  expect((await get(path)).body).toMatch(/value="yes" checked/)
  expect((await post(path, { at_once: 'yes', authority: 'hackney' })).statusCode).toBe(404)
  const audit = await server().database
    .sql`select before, after from audit_events where action = 'authority.publish_at_once'`
  expect(audit).toEqual([{ before: { publish_at_once: false }, after: { publish_at_once: true } }])
})

it('lists an authority’s returns by state and page by page, each with what publishing did', async () => {
  const all = (await get('/api/v1/returns')).json().returns.map((one: { id: string }) => one.id)
  const seen: string[] = []
  for (let after = ''; ; ) {
    const page = (await get(`/api/v1/returns?limit=2${after}`)).json()
    seen.push(...page.returns.map((one: { id: string }) => one.id))
    if (page.next_after === null) break
    after = `&after=${page.next_after}`
  }
  expect(seen).toEqual(all)
  const published = (await get('/returns?show=published')).body
  expect(published).toContain('camden-q3.csv')
  expect(published).toContain('1 changed, 39 unchanged')
  expect(published).not.toContain('camden-q4 draft.csv')
  expect((await get('/returns?show=open')).body).toContain('camden-q4 draft.csv')
  expect((await get('/returns?show=everything')).statusCode).toBe(400)
})

it('offers the files to take away and the register to begin with', async () => {
  const hub = (await get(`/returns/${open.read}`)).body
  for (const path of ['corrected.csv', 'issues.csv', 'quality', 'changes'])
    expect(hub).toContain(`/returns/${open.read}/${path}`)
  expect((await get('/returns')).body).toContain('/returns/prefilled.xlsx')
})
