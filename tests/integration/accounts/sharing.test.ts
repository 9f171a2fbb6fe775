import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import type { Account } from '../../../src/accounts/account.ts'
import { withAccount } from '../../../src/accounts/with-account.ts'
import { PUBLICATION_LEVELS } from '../../../src/contracts/publication-levels.ts'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { type Person, setUpSecondFactor, signedIn, useApp } from '../../support/accounts-app.ts'
import { makeAuthorities } from '../../support/register-rows.ts'
import { storeReadReturn, storeReadSystems } from '../../support/stored-return.ts'

const server = useApp()
const people: Record<string, Person> = {}
const database = () => ({ db: server.deps.db, sql: server.sql })
const NOTE = 'only for ourselves'

const system = (technology: string, satisfaction: number) => ({
  technology,
  supplier_name_raw: 'Quillmere Ltd',
  satisfaction,
  notes: NOTE,
  criticality: 'high',
  contact_email: 'someone@council.example',
})

beforeAll(async () => {
  await makeAuthorities(database())
  for (const [slug, technology, points] of [
    ['camden', 'Ledgerline', 4],
    ['hackney', 'Casebook', 2],
    ['sutton', 'Permitwise', 5],
  ] as const) {
    await publishReturn(
      database(),
      await storeReadSystems(server.sql, slug, [system(technology, points)]),
      'test',
    )
    const row = {
      title: `Payroll of ${slug}`,
      supplier_name_raw: 'Quillmere Ltd',
      notes: NOTE,
      criticality: 'high',
    }
    await publishReturn(database(), await storeReadReturn(server.sql, slug, [row]), 'test')
  }
  const officer = { role: 'officer', permissions: ['view-drafts', 'edit', 'publish'] } as const
  for (const slug of ['camden', 'hackney', 'sutton']) {
    const person = await signedIn(server, { email: `${slug}@sharing.example`, authority: slug, ...officer })
    await setUpSecondFactor(person)
    people[slug] = person
  }
  people.lead = await signedIn(server, { email: 'lead@sharing.example', role: 'procurement-lead' })
  people.admin = await signedIn(server, { email: 'admin@sharing.example', role: 'admin' })
  await setUpSecondFactor(people.admin)
  people.supplier = await signedIn(server, { email: 'supplier@sharing.example' })
})

const who = (name: string) => {
  const person = people[name]
  if (person === undefined) throw new Error(`There is no ${name}.`)
  return person.browser
}
const seen = async (name: string, query = '') => {
  const answer = await who(name).get(`/api/v1/shared${query}`)
  return (answer.json().values ?? []).map(
    (one: { authority: { slug: string }; value: number }) => `${one.authority.slug} ${one.value}`,
  )
}
const takePart = (name: string, shares: 'yes' | 'no') =>
  who(name).post('/shared/taking-part', { shares }, '/shared')

it('shows nothing of anybody until authorities take part', async () => {
  for (const name of ['camden', 'lead', 'admin']) expect([name, await seen(name)]).toEqual([name, []])
  expect((await who('camden').get('/shared')).body).toContain('Your authority does not take part')
  expect((await who('supplier').get('/shared')).statusCode).toBe(403)
  expect(
    (await server.app.inject({ url: '/api/v1/shared', headers: { host: 'localhost:3000' } })).statusCode,
  ).toBe(401)
})

it('shows leads and admins all that is shared, officers of those that share too, and others nothing', async () => {
  expect((await takePart('hackney', 'yes')).statusCode).toBe(303)
  expect((await takePart('camden', 'yes')).statusCode).toBe(303)
  const all = ['hackney 2', 'camden 4']
  for (const name of ['lead', 'admin', 'camden', 'hackney'])
    expect([name, await seen(name)]).toEqual([name, all])
  expect(await seen('sutton')).toEqual([])
  expect((await who('sutton').get('/shared')).body).not.toMatch(/Ledgerline|of 5/)
  expect((await who('lead').get('/shared')).body).toMatch(/Casebook[\s\S]*Satisfaction: 2 of 5[\s\S]*4 of 5/)
  expect(await seen('lead', '?authority=camden')).toEqual(['camden 4'])
  expect((await who('lead').get('/shared.csv?authority=camden')).body).toMatch(
    /Camden,camden,Ledgerline,.*satisfaction,4,/,
  )
  expect((await who('sutton').get('/shared.json')).json()).toEqual({ values: [], total: 0 })
})

it('goes on from a cursor without missing or repeating anything', async () => {
  const first = (await who('lead').get('/api/v1/shared?limit=1')).json()
  const next = (await who('lead').get(`/api/v1/shared?limit=1&cursor=${first.next_cursor}`)).json()
  expect([first.values[0].title, next.values[0].title, next.next_cursor]).toEqual([
    'Casebook',
    'Ledgerline',
    null,
  ])
  expect((await who('lead').get('/api/v1/shared?cursor=nonsense')).statusCode).toBe(400)
})

it('stands among the peers of a system for those who may see it, and for nobody else', async () => {
  const peers = '/technologies/ledgerline/peers'
  expect((await who('lead').get(peers)).body).toContain('Satisfaction 4 of 5')
  expect((await who('hackney').get(peers)).body).toContain('Satisfaction 4 of 5')
  for (const name of ['sutton', 'supplier'])
    expect([name, /Satisfaction \d/.test((await who(name).get(peers)).body)]).toEqual([name, false])
  const open = await server.app.inject({ url: peers, headers: { host: 'localhost:3000' } })
  expect(open.statusCode).toBe(200)
  expect(open.body).not.toMatch(/Satisfaction \d/)
})

it('never shows what is for the authority alone, and keeps every answer from caches and from the public', async () => {
  for (const name of ['lead', 'admin', 'camden', 'sutton', 'supplier'])
    for (const url of [
      '/api/v1/shared',
      '/shared',
      '/shared.csv',
      '/technologies/ledgerline',
      '/api/v1/deployments',
      '/contracts.json',
    ]) {
      const answer = await who(name).get(url)
      expect([
        name,
        url,
        /only for ourselves|someone@council|"high"|criticality":/.test(answer.body),
      ]).toEqual([name, url, false])
      if (url.includes('shared')) expect(answer.headers['cache-control']).toContain('no-store')
    }
  const open = await server.app.inject({
    url: '/technologies/ledgerline',
    headers: { host: 'localhost:3000' },
  })
  const lead = await who('lead').get('/technologies/ledgerline')
  expect(open.body).not.toContain('4 of 5')
  expect(lead.body).not.toContain('4 of 5')
  const again = await server.app.inject({
    url: '/technologies/ledgerline',
    headers: { host: 'localhost:3000' },
  })
  expect(again.body).toBe(open.body)
})

it('holds in the database too, whatever the program asks', async () => {
  const asOfficer = async (slug: string): Promise<Account> => {
    const [row] = await server.sql<{ id: number }[]>`select id from authorities where slug = ${slug}`
    const account = {
      kind: 'person',
      id: 'x',
      name: 'x',
      email: null,
      permissions: [],
      secondFactor: 'passed',
      sessionId: null,
    } as const
    return { ...account, role: 'officer', authorityId: row?.id ?? 0, authoritySlug: slug }
  }
  const count = async (account: Account, from: string) => {
    const [row] = await withAccount(server.deps.db, account, (tx) =>
      tx.execute<{ n: number }>(`select count(*)::int as n from ${from}`),
    )
    return row?.n
  }
  const [camden, sutton] = [await asOfficer('camden'), await asOfficer('sutton')]
  const lead: Account = { ...camden, role: 'procurement-lead', authorityId: null, authoritySlug: null }
  const supplier: Account = { ...lead, role: 'supplier' }
  const counts = await Promise.all([camden, sutton, lead, supplier].map((one) => count(one, 'shared_values')))
  expect(counts).toEqual([2, 0, 2, 0])
  expect(await count(camden, 'contract_versions')).toBe(1)
  expect(await count(camden, 'deployment_versions')).toBe(1)
  expect(await count(lead, 'contract_versions')).toBe(0)
  for (const column of ['satisfaction', 'notes'])
    await expect(count(camden, `deployments where ${column} is not null`)).rejects.toMatchObject({
      cause: { code: '42501' },
    })
})

it('ends at once with taking part, with the return, and is on record', async () => {
  const stays = await seen('lead')
  expect(stays).toContain('camden 4')
  expect((await takePart('camden', 'no')).statusCode).toBe(303)
  expect(await seen('lead')).toEqual(['hackney 2'])
  expect(await seen('camden')).toEqual([])
  const [system] = await server.sql<{ id: string }[]>`
    select r.id from returns r join authorities a on a.id = r.authority_id where a.slug = 'hackney' and r.kind = 'systems'`
  await withdrawReturn(database(), system?.id ?? '', 'test', 'sent by mistake')
  expect(await seen('lead')).toEqual([])
  const acts = await server.sql`
    select before->>'shares' as was, after->>'shares' as is from audit_events where action = 'authority.sharing_changed' order by id`
  expect(acts.map(({ was, is }) => `${was} ${is}`)).toEqual(['false true', 'false true', 'true false'])
})

it('shares the fields that the list of levels names, and no other', () => {
  const named = Object.entries(PUBLICATION_LEVELS)
    .filter(([, level]) => level === 'participating')
    .map(([field]) => field)
  const statement = readFileSync(new URL('../../../migrations/0017_sharing.sql', import.meta.url), 'utf8')
  const lists = [...statement.matchAll(/values \(([^)]*)\)\) as shared\(field\)/g)].map(
    ([, list = '']) => list,
  )
  expect(lists).toHaveLength(2)
  for (const list of lists) expect(list.match(/\w+/g)).toEqual(named)
})
