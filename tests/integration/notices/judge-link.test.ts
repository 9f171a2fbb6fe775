import { beforeAll, describe, expect, it } from 'vitest'
import { importNotices } from '../../../src/notices/import-notices.ts'
import { linkNotices } from '../../../src/notices/link-notices.ts'
import { type Person, setUpSecondFactor, signedIn, useApp } from '../../support/accounts-app.ts'
import { releaseOf } from '../../support/notice-releases.ts'
import { makeAuthorities, makeReturn } from '../../support/register-rows.ts'

const server = useApp()
const people = new Map<string, Person>()
const by = (name: string) => people.get(name)?.browser as Person['browser']
const database = () => ({ db: server.deps.db, sql: server.sql })

beforeAll(async () => {
  await makeAuthorities(database())
  const contracts = [
    {
      title: 'Library management system',
      supplier_name_raw: 'Bramblegate Ltd',
      current_end_on: '2028-08-31',
    },
  ]
  await makeReturn(database(), { authority: 'camden', contracts })
  await makeReturn(database(), { authority: 'hackney', contracts })
  const officer = { role: 'officer', permissions: ['edit'] } as const
  people.set(
    'camden',
    await signedIn(server, { email: 'a@notices.example', authority: 'camden', ...officer }),
  )
  people.set(
    'hackney',
    await signedIn(server, { email: 'b@notices.example', authority: 'hackney', ...officer }),
  )
  const admin = await signedIn(server, { email: 'c@notices.example', role: 'admin' })
  await setUpSecondFactor(admin)
  people.set('admin', admin)
  const options = { keepOthers: false, isMadeUp: true }
  const releases = [
    releaseOf({ ocid: 'camden-1', title: 'Library management systems', type: 'UK4' }),
    releaseOf({
      ocid: 'hackney-1',
      title: 'Library management systems',
      type: 'UK4',
      buyer: 'Hackney Council',
    }),
  ]
  await importNotices(server.deps, releases, options)
  await linkNotices(server.deps)
})

const link = async (ocid: string) => {
  const [row] = await server.sql<{ id: string; state: string; about: string | null; is_judged: boolean }[]>`
    select id, state, about, is_judged from notice_links where ocid = ${ocid}`
  if (row === undefined) throw new Error(`No link of ${ocid}`)
  return row
}
const judge = async (name: string, ocid: string, verdict: string) =>
  by(name).post(
    `/notices/links/${(await link(ocid)).id}/judge`,
    { verdict, reason: 'Same portal page' },
    '/notices/links',
  )

describe('the queue of doubtful notices', () => {
  it('shows an officer those of the own authority, with why they are doubtful, and an admin all', async () => {
    const camden = (await by('camden').get('/notices/links')).body
    expect(camden).toContain('1 doubtful notice to judge')
    expect(camden).toContain('Only the titles are alike')
    expect((await by('admin').get('/notices/links')).body).toContain('2 doubtful notices to judge')
  })

  it('keeps what was said with its reason, on record, whatever the rules find later', async () => {
    const answer = await judge('camden', 'camden-1', 'next')
    expect(answer.statusCode).toBe(303)
    expect(await link('camden-1')).toMatchObject({ state: 'linked', about: 'next', is_judged: true })
    await linkNotices(server.deps)
    expect(await link('camden-1')).toMatchObject({ state: 'linked', about: 'next', is_judged: true })
    const [act] =
      await server.sql`select actor, reason, after from audit_events where action = 'notice.judged'`
    expect(act).toMatchObject({ actor: `person:${people.get('camden')?.id}`, reason: 'Same portal page' })
    const page = (await by('camden').get(String(answer.headers.location))).body
    expect(page).toContain('the notice of what follows it')
  })

  it('shows the notice on the page of the contract then', async () => {
    const [row] = await server.sql`select contract_id from notice_links where ocid = 'camden-1'`
    const page = (await by('camden').get(`/contracts/${row?.contract_id}`)).body
    expect(page).toContain('Notices linked to it')
    expect(page).toContain('Tender notice (UK4)')
  })

  it('takes a judgement back to what was there before, once', async () => {
    const [made] = await server.sql`select id from notice_judgements`
    const undo = () => by('camden').post(`/notices/judgements/${made?.id}/undo`, {}, '/notices/links')
    expect((await undo()).statusCode).toBe(303)
    expect(await link('camden-1')).toMatchObject({ state: 'doubtful', is_judged: false })
    expect((await undo()).statusCode).toBe(404)
  })

  it('lets nobody judge or undo for another authority', async () => {
    expect((await judge('camden', 'hackney-1', 'next')).statusCode).toBe(404)
    expect(await link('hackney-1')).toMatchObject({ state: 'doubtful' })
    expect((await judge('hackney', 'hackney-1', 'not the same')).statusCode).toBe(303)
    expect(await link('hackney-1')).toMatchObject({ state: 'rejected' })
    const [made] = await server.sql`select id from notice_judgements where undone_at is null`
    expect(
      (await by('camden').post(`/notices/judgements/${made?.id}/undo`, {}, '/notices/links')).statusCode,
    ).toBe(404)
    expect((await by('camden').get('/notices/links')).body).not.toContain('”: not the same')
  })
})
