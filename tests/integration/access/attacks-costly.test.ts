import { expect, it } from 'vitest'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { useAccessScene } from '../../support/access-scene.ts'
import { contractIdOf, makeReturn } from '../../support/register-rows.ts'

const scene = useAccessScene({ RATE_LIMIT_ADDRESS: '100000', RATE_LIMIT_ACCOUNT: '100000' })
const MANY = 4_000

it.each(['/contracts.csv', '/api/v1/contracts.jsonl', '/api/v1/ocds/releases', '/contracts.xlsx'])(
  'writes %s twice at once for one caller; the rest wait, and readers do not',
  async (path) => {
    await fill()
    const idle = await medianOfReads()
    const files = Promise.all(
      Array.from({ length: 20 }, async () => {
        const answer = await fetch(scene.base() + path)
        await answer.arrayBuffer()
        return answer
      }),
    )
    const busy = await medianOfReads()
    const answers = await files
    const taken = answers.filter(({ status }) => status === 200)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]))
    expect(taken.length).toBeLessThanOrEqual(6)
    for (const answer of answers)
      if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(busy).toBeLessThan(Math.max(idle * 10, 1_000))
  },
)

it('answers 503 two seconds after a statement became slow, and does not hang', async () => {
  const { sql } = scene.server
  await sql`alter table technologies rename to technologies_there`
  await sql`create view technologies as select * from technologies_there where (select pg_sleep(20)) is not null`
  try {
    const began = performance.now()
    const answers = await Promise.all(
      ['/api/v1/technologies?limit=77', '/technologies?q=never+asked'].map((url) =>
        fetch(scene.base() + url),
      ),
    )
    const lasted = performance.now() - began
    for (const answer of answers) {
      expect(answer.status).toBe(503)
      expect(await answer.text()).not.toMatch(/statement|57014|pg_sleep/)
    }
    expect(lasted).toBeGreaterThan(1_500)
    expect(lasted).toBeLessThan(4_000)
  } finally {
    await sql`drop view technologies`
    await sql`alter table technologies_there rename to technologies`
  }
  expect((await fetch(`${scene.base()}/api/v1/technologies?limit=78`)).status).toBe(200)
})

it('shows nothing withdrawn anywhere within five seconds, though every page was asked for just before', async () => {
  const contracts = [
    { local_reference: 'WD-1', title: 'Quinquereme fleet', supplier_name_raw: 'Ophirline Nineveh Ltd' },
  ]
  const database = { db: scene.server.deps.db, sql: scene.server.sql }
  const id = await makeReturn(database, { authority: 'sutton', contracts })
  const contract = await contractIdOf(database, 'Quinquereme fleet')
  const lists = [
    '/contracts?q=quinquereme',
    '/contracts?authority=sutton',
    '/api/v1/contracts?q=quinquereme',
    '/contracts.csv?q=quinquereme',
    '/contracts.json?q=quinquereme',
    '/api/v1/contracts.jsonl?authority=sutton',
    '/api/v1/ocds/releases?authority=sutton',
    '/api/v1/authorities/sutton/transparency-code.csv',
    '/suppliers?q=ophirline',
    '/api/v1/suppliers?q=ophirline',
    '/reconcile/suggest/entity?prefix=Ophirline',
    '/opportunities?q=quinquereme',
    '/api/v1/opportunities?q=quinquereme',
    '/',
  ]
  const own = [
    `/contracts/${contract}`,
    `/api/v1/contracts/${contract}`,
    `/api/v1/contracts/${contract}/ocds/releases`,
    '/suppliers/ophirline-nineveh-ltd',
    '/api/v1/suppliers/ophirline-nineveh-ltd',
  ]
  const before = await answersOf([...lists, ...own])
  expect(before.filter(({ text }) => /Quinquereme|Ophirline/.test(text)).length).toBeGreaterThan(14)
  await withdrawReturn(database, id, 'test', 'sent by mistake')
  const began = performance.now()
  const after = await answersOf([...lists, ...own])
  expect(performance.now() - began).toBeLessThan(5_000)
  for (const { url, status, text } of after) {
    const withoutAddresses = text.replace(/(value|href|action)="[^"]*"/g, '')
    expect([url, /Quinquereme fleet|Ophirline Nineveh/.test(withoutAddresses)]).toEqual([url, false])
    if (own.includes(url)) expect([url, status]).toEqual([url, 404])
  }
})

function answersOf(urls: string[]): Promise<{ url: string; status: number; text: string }[]> {
  return urls.reduce<Promise<{ url: string; status: number; text: string }[]>>(async (sofar, url) => {
    const all = await sofar
    const answer = await fetch(scene.base() + url)
    return [...all, { url, status: answer.status, text: await answer.text() }]
  }, Promise.resolve([]))
}

/** Milliseconds that one contract takes, the middle of nine. */
async function medianOfReads(): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < 9; n += 1) {
    const began = performance.now()
    const answer = await fetch(`${scene.base()}/api/v1/technologies?limit=${n + 1}`)
    await answer.arrayBuffer()
    times.push(performance.now() - began)
  }
  return times.sort((a, b) => a - b)[4] ?? 0
}

let filled = false

/** So many contracts that a file of them takes a while. */
async function fill(): Promise<void> {
  if (filled) return
  filled = true
  const contracts = Array.from({ length: MANY }, (_, n) => ({
    local_reference: `BIG-${n}`,
    title: `Works of district ${n}`,
    supplier_name_raw: `Oakhollow ${n % 200} Ltd`,
  }))
  await makeReturn({ db: scene.server.deps.db, sql: scene.server.sql }, { authority: 'merton', contracts })
}
