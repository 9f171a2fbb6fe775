import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { deriveOpportunities } from '../../../src/opportunities/derive-opportunities.ts'
import { forgetInterests } from '../../../src/opportunities/interest-queries.ts'
import { Browser, type Person, signedIn, useApp } from '../../support/accounts-app.ts'
import { makeAuthorities, makeReturn } from '../../support/register-rows.ts'

const server = useApp()
const people = new Map<string, Person>()
const by = (name: string) => people.get(name)?.browser as Browser
let opportunity = ''
let page = ''

beforeAll(async () => {
  await makeAuthorities({ db: server.deps.db, sql: server.sql })
  const contracts = [
    { title: 'Housing\r\nBcc: repairs', supplier_name_raw: 'Quillmere Ltd', current_end_on: '2028-03-31' },
  ]
  await makeReturn({ db: server.deps.db, sql: server.sql }, { authority: 'camden', contracts })
  await deriveOpportunities(server.deps)
  const [row] = await server.sql<{ id: string }[]>`select id from opportunities`
  opportunity = row?.id ?? ''
  page = `/opportunities/${opportunity}`
  const officer = { role: 'officer', permissions: ['edit'] } as const
  people.set(
    'camden',
    await signedIn(server, { email: 'a@interest.example', authority: 'camden', ...officer }),
  )
  people.set(
    'hackney',
    await signedIn(server, { email: 'b@interest.example', authority: 'hackney', ...officer }),
  )
  people.set('supplier', await signedIn(server, { email: 's@interest.example' }))
})

beforeEach(async () => {
  await server.sql`truncate interests`
  await server.sql`truncate mails`
})

const anybody = () => new Browser(() => server.app)
const say = (browser: Browser, fields: Record<string, string>) =>
  browser.post(`${page}/interest`, fields, page)
const ana = { email: 'ana@small.example', organisation: 'Small & Co', message: 'We repair.', consents: 'yes' }
type Sent = { recipient: string; subject: string; body: string }
const mailsTo = (recipient: string) =>
  server.sql<Sent[]>`select recipient, subject, body from mails where recipient = ${recipient} order by id`
/** The last mail of that subject; messages are sent after the answer. */
const mailTo = (recipient: string, subject: RegExp) =>
  vi.waitFor(async () => {
    const mail = (await mailsTo(recipient)).findLast((one) => subject.test(one.subject))
    if (mail === undefined) throw new Error(`No mail to ${recipient}`)
    return mail
  })
const linkIn = (body: string) => /\/interests\/[\w-]{43}/.exec(body)?.[0] ?? ''
const shown = async (browser: Browser) => (await browser.get(page)).body

async function confirmed(fields: { email: string; organisation: string }): Promise<string> {
  const browser = anybody()
  await say(browser, fields)
  const link = linkIn((await mailTo(fields.email, /Confirm/)).body)
  await browser.post(`${link}/confirm`, {}, link)
  return link
}

describe('interest of anyone with an e-mail address', () => {
  it('counts only once the link in the mail was followed and its button pressed', async () => {
    const browser = anybody()
    const answer = await say(browser, ana)
    expect(answer.statusCode).toBe(303)
    expect(await shown(browser)).toContain('Nobody has said so yet')
    const mail = await mailTo('ana@small.example', /Confirm/)
    expect(mail.subject).toBe('Confirm your interest in an upcoming tender')
    expect(mail.body).toContain('Housing Bcc: repairs')
    const link = linkIn(mail.body)
    expect((await browser.get(link)).body).toContain('Confirm</button>')
    expect(await shown(browser)).toContain('Nobody has said so yet')
    expect((await browser.post(`${link}/confirm`, {}, link)).statusCode).toBe(303)
    expect(await shown(browser)).toContain('1 supplier said so')
  })

  it('is deleted with everything known of them when they withdraw, and the link is dead then', async () => {
    const link = await confirmed(ana)
    const browser = anybody()
    expect((await browser.post(`${link}/withdraw`, {}, link)).body).toContain('is deleted')
    expect((await server.sql`select 1 from interests`).length).toBe(0)
    expect((await browser.get(link)).statusCode).toBe(404)
    expect(await shown(browser)).toContain('Nobody has said so yet')
  })

  it('shows what is wrong with the form, and keeps what was typed', async () => {
    const answer = await say(anybody(), { ...ana, email: 'no address', organisation: '' })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('Enter the name of your organisation')
    expect(answer.body).toContain('value="no address"')
  })

  it('counts somebody signed in with that very address at once, and nobody else', async () => {
    await say(by('supplier'), { ...ana, email: 's@interest.example' })
    expect(await shown(by('supplier'))).toContain('1 supplier said so')
    await say(by('supplier'), ana)
    expect(await shown(by('supplier'))).toContain('1 supplier said so')
  })
})

describe('contact details', () => {
  it('are seen by officers of that authority alone, and only with consent', async () => {
    await confirmed(ana)
    const { consents: _, ...unnamed } = { ...ana, email: 'quiet@small.example', organisation: 'Quiet Ltd' }
    await confirmed(unnamed)
    await say(anybody(), { ...ana, email: 'never@small.example', organisation: 'Never Ltd' })
    const own = await shown(by('camden'))
    expect(own).toContain('ana@small.example')
    expect(own).toContain('We repair.')
    expect(own).toContain('2 suppliers said so')
    expect(own).toContain('1 did not agree to be named')
    for (const hidden of ['quiet@small.example', 'Quiet Ltd', 'never@small.example'])
      expect(own).not.toContain(hidden)
    for (const browser of [by('hackney'), by('supplier'), anybody()]) {
      const body = await shown(browser)
      expect(body).toContain('2 suppliers said so')
      expect(body).not.toContain('ana@small.example')
    }
  })

  it('stop at the walls of PostgreSQL too', async () => {
    await confirmed(ana)
    const seenBy = (authority: string) =>
      server.sql.begin(async (tx) => {
        await tx`select set_config('thirty3.reach', 'authority', true), set_config('thirty3.authority',
          (select id::text from authorities where slug = ${authority}), true), set_config('role', 'thirty3_app', true)`
        return (await tx`select email from interests`).length
      })
    expect([await seenBy('camden'), await seenBy('hackney')]).toEqual([1, 0])
    await server.sql`update interests set consents = false`
    expect(await seenBy('camden')).toBe(0)
  })
})

describe('the answer of an officer', () => {
  const answer = async (name: string) => {
    const [row] = await server.sql<
      { id: string }[]
    >`select id from interests where email = 'ana@small.example'`
    return by(name).post(`${page}/interest/${row?.id}/answer`, { answer: 'Come on Tuesday.' }, page)
  }

  it('is mailed once, and on record without whom or what', async () => {
    await confirmed(ana)
    expect((await answer('camden')).statusCode).toBe(303)
    expect((await mailTo('ana@small.example', /An answer/)).body).toContain('> Come on Tuesday.')
    expect((await answer('camden')).statusCode).toBe(404)
    const [act] = await server.sql`select * from audit_events where action = 'interest.answered'`
    expect(JSON.stringify(act)).not.toMatch(/ana@|Tuesday/)
  })

  it('is not for another authority to give, nor where nobody agreed to be known', async () => {
    await confirmed(ana)
    expect((await answer('hackney')).statusCode).toBe(403)
    await server.sql`update interests set consents = false`
    expect((await answer('camden')).statusCode).toBe(404)
  })
})

describe('abuse', () => {
  it('fills no inbox: one mail in ten minutes for an interest, five a day for an address, the same answer always', async () => {
    const answers = []
    for (let time = 0; time < 3; time += 1)
      answers.push((await say(anybody(), { ...ana, email: 'flood@small.example' })).headers.location)
    expect(new Set(answers).size).toBe(1)
    await mailTo('flood@small.example', /Confirm/)
    expect(await mailsTo('flood@small.example')).toHaveLength(1)
    const [row] = await server.sql`select count(*)::int as count from interests`
    expect(row?.count).toBe(1)
  })

  it('stops one network address after twenty a day', async () => {
    const statuses = []
    for (let time = 0; time < 21; time += 1)
      statuses.push((await say(anybody(), { ...ana, email: `a${time}@small.example` })).statusCode)
    expect(statuses.filter((status) => status === 303)).toHaveLength(20)
    expect(statuses.at(-1)).toBe(429)
  })
})

it('forgets the unconfirmed after a week, the confirmed six months after the end and after two years at most', async () => {
  const kept = async (at: string) => {
    await forgetInterests(server.deps.db, new Date(at))
    return (await server.sql`select 1 from interests`).length
  }
  await say(anybody(), ana)
  await server.sql`update interests set asked_at = '2026-11-01T10:00:00Z'`
  expect(await kept('2026-11-08T09:00:00Z')).toBe(1)
  expect(await kept('2026-11-08T11:00:00Z')).toBe(0)
  await confirmed(ana)
  await server.sql`update interests set confirmed_at = '2028-01-01T10:00:00Z'`
  expect(await kept('2028-09-30T10:00:00Z')).toBe(1)
  expect(await kept('2028-10-01T10:00:00Z')).toBe(0)
  await confirmed(ana)
  await server.sql`update interests set confirmed_at = '2026-01-01T10:00:00Z'`
  expect(await kept('2027-12-31T10:00:00Z')).toBe(1)
  expect(await kept('2028-01-02T10:00:00Z')).toBe(0)
})
