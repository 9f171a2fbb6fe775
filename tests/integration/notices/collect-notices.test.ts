import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../../../src/config.ts'
import { type Collecting, collectNotices } from '../../../src/notices/collect-notices.ts'
import { fetchPage } from '../../../src/notices/fetch-page.ts'
import { useDatabase } from '../../support/database.ts'
import { inventedReleases, releaseOf } from '../../support/notice-releases.ts'
import { makeAuthorities } from '../../support/register-rows.ts'

const database = useDatabase()
const REAL = new URL('../../../../shared/data/2-ocds-and-notices/', import.meta.url)
const NOW = Date.parse('2026-11-21T10:00:00Z')

type Answer = { status?: number; headers?: Record<string, string>; body?: unknown }
type Service = {
  url: string
  asked: { url: string; headers: IncomingMessage['headers']; at: number }[]
  most: () => number
}

const open: Server[] = []

/** A service on this machine that answers what the test says, and remembers what it was asked and how much at once. */
async function serviceThat(answer: (url: URL, times: number) => Answer): Promise<Service> {
  const asked: Service['asked'] = []
  let now = 0
  let most = 0
  const server = createServer((request: IncomingMessage, reply: ServerResponse) => {
    now += 1
    most = Math.max(most, now)
    asked.push({ url: request.url ?? '', headers: request.headers, at: clockAt })
    const { status = 200, headers = {}, body } = answer(new URL(request.url ?? '', 'http://x'), asked.length)
    setTimeout(() => {
      now -= 1
      reply.writeHead(status, { 'content-type': 'application/json', ...headers })
      reply.end(body === undefined ? '' : JSON.stringify(body))
    }, 50)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  open.push(server)
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/packages`, asked, most: () => most }
}

let clockAt = NOW
const waited: number[] = []
const collecting: Collecting = {
  pause: 2_000,
  wait: async (milliseconds) => {
    waited.push(milliseconds)
    clockAt += milliseconds
  },
}
const collect = (settings: Record<string, string>) =>
  collectNotices({ db: database.db, clock: () => clockAt, config: loadConfig(settings) }, collecting)
const fromFindATender = async (service: Service) => (await collect({ FIND_A_TENDER_URL: service.url }))[0]
const page = (releases: unknown[], next?: string): Answer => ({
  body: { releases, links: next ? { next } : {} },
})
const state = async () => (await database.sql`select * from notice_sources where source = 'find-a-tender'`)[0]
const kept = async () => (await database.sql`select count(*)::int as count from notices`)[0]?.count

beforeAll(() => makeAuthorities(database))

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
  await database.sql`truncate notices, notice_sources`
  waited.length = 0
  clockAt = NOW
})

it('asks nobody unless a service is configured', async () => {
  expect(await collect({})).toEqual([])
})

it('follows the pages to the end, one request at a time with a pause between, and begins the next run where this one ended', async () => {
  const service = await serviceThat((url) => {
    const at = Number(url.searchParams.get('cursor') ?? '0')
    const date = `2026-11-1${at}T09:00:00Z`
    return page(
      [releaseOf({ ocid: `p${at}`, date }), releaseOf({ ocid: `o${at}`, buyer: 'Bury Council' })],
      at < 2 ? `${url.pathname}?cursor=${at + 1}` : undefined,
    )
  })
  expect(await fromFindATender(service)).toMatchObject({
    pages: 3,
    kept: 3,
    ofOthers: 3,
    ended: 'read to the end',
  })
  expect(waited).toEqual([2_000, 2_000])
  expect(service.most()).toBe(1)
  expect(await state()).toMatchObject({
    next_url: null,
    pages: '3',
    kept: '3',
    of_others: '3',
    claimed_until: null,
  })
  await fromFindATender(service)
  expect(service.asked.map(({ url }) => url)[3]).toContain('updatedFrom=2026-11-12T09%3A00%3A00')
  expect(await kept()).toBe(3)
})

it('goes on after a crash with the page it had not kept', async () => {
  let broken = true
  const service = await serviceThat((url) => {
    const at = Number(url.searchParams.get('cursor') ?? '0')
    if (at === 1 && broken) return { status: 500 }
    return page([releaseOf({ ocid: `c${at}` })], at < 1 ? `${url.pathname}?cursor=1` : undefined)
  })
  expect(await fromFindATender(service)).toMatchObject({ pages: 1, ended: 'The service answers 500.' })
  expect(await state()).toMatchObject({ last_problem: 'The service answers 500.', claimed_until: null })
  broken = false
  expect(await fromFindATender(service)).toMatchObject({ pages: 1, ended: 'read to the end' })
  expect(service.asked.map(({ url }) => url.includes('cursor=1'))).toEqual([false, true, true])
  expect(await kept()).toBe(2)
})

it('waits as Retry-After says, in seconds or as a date, and leaves a long wait to a later run', async () => {
  const service = await serviceThat((_url, times) => {
    if (times === 1) return { status: 429, headers: { 'retry-after': '7' } }
    if (times === 2)
      return { status: 503, headers: { 'retry-after': new Date(clockAt + 12_000).toUTCString() } }
    if (times === 3) return { status: 403 }
    return page([releaseOf({ ocid: 'patient' })])
  })
  expect(await fromFindATender(service)).toMatchObject({ pages: 0, ended: 'told to wait' })
  expect(waited[0]).toBe(7_000)
  expect(waited[1]).toBeGreaterThan(10_000)
  expect(await fromFindATender(service)).toMatchObject({ ended: 'told to wait' })
  expect(service.asked).toHaveLength(3)
  clockAt += 300_000
  expect(await fromFindATender(service)).toMatchObject({ pages: 1, kept: 1 })
})

it('asks for an unchanged page with its ETag, and a 304 ends the run', async () => {
  const service = await serviceThat((_url, times) =>
    times > 2
      ? { status: 304 }
      : { ...page([releaseOf({ ocid: 'e', date: '2026-11-20T09:00:00Z' })]), headers: { etag: '"one"' } },
  )
  await fromFindATender(service)
  await fromFindATender(service)
  expect(await fromFindATender(service)).toMatchObject({ pages: 0, ended: 'read to the end' })
  expect(service.asked.map(({ headers }) => headers['if-none-match'])).toEqual([
    undefined,
    undefined,
    '"one"',
  ])
})

it('is done by one of two runs at once', async () => {
  let other: ReturnType<typeof fromFindATender> | undefined
  const service: Service = await serviceThat(() => {
    other = fromFindATender(service)
    return page([releaseOf({ ocid: 'once' })])
  })
  expect(await fromFindATender(service)).toMatchObject({ ended: 'read to the end' })
  expect(await other).toMatchObject({ pages: 0, ended: 'held by another run' })
  expect(service.asked).toHaveLength(1)
})

it.each([
  ['another host', 'http://localhost:1/packages?cursor=2', /another host/],
  ['the page just read', '', /the same page/],
])('refuses a next page that is %s, and keeps where it stood', async (_name, next, problem) => {
  const service = await serviceThat((url) =>
    page([releaseOf({ ocid: 'x' })], next === '' ? `${url.pathname}${url.search}` : next),
  )
  expect((await fromFindATender(service))?.ended).toMatch(problem)
  expect(await kept()).toBe(0)
})

it.each([
  ['what is no JSON', { headers: {}, body: undefined }],
  ['JSON that is no package', { body: { hello: 1 } }],
  ['a redirect', { status: 302, headers: { location: 'http://169.254.169.254/' } }],
])('takes nothing from %s', async (_name, answer) => {
  const service = await serviceThat(() => answer)
  const run = await fromFindATender(service)
  expect(run?.pages).toBe(0)
  expect(service.asked).toHaveLength(1)
  expect((await state())?.last_problem).not.toBeNull()
})

describe('where a request may go', () => {
  const ask = (url: string, base: string) => fetchPage(url, base, {})

  it.each([
    ['http://10.0.0.1/a', 'http://10.0.0.1/', /https/],
    ['https://10.0.0.1/a', 'https://10.0.0.1/', /no public address/],
    ['https://169.254.169.254/latest', 'https://169.254.169.254/', /no public address/],
    ['https://[::ffff:127.0.0.1]/', 'https://[::ffff:127.0.0.1]/', /no public address/],
    ['http://127.0.0.1:1/', 'https://notices.example/', /not the service/],
    ['http://127.0.0.1:1/', 'http://127.0.0.1:2/', /not the service/],
    ['http://notices.example/', 'https://notices.example/', /not the service/],
    ['file:///etc/passwd', 'http://localhost/', /not the service/],
  ])('%s is not asked for %s', async (url, base, why) => {
    await expect(ask(url, base)).rejects.toThrow(why)
  })
})

it('replays the invented notices', async () => {
  const service = await serviceThat(() => page(inventedReleases('find-a-tender')))
  expect(await fromFindATender(service)).toMatchObject({ kept: 3, ofOthers: 1 })
})

describe.runIf(existsSync(REAL))('replaying real notices', () => {
  it('takes every page of Contracts Finder, keeps those of London and counts the others', async () => {
    const folder = new URL('cf-ocds-2020-raw/', REAL)
    const files = readdirSync(folder).sort()
    const service = await serviceThat((url) => {
      const at = Number(url.searchParams.get('cursor') ?? '0')
      const { releases } = JSON.parse(readFileSync(new URL(files[at] ?? '', folder), 'utf8'))
      return page(releases, at + 1 < files.length ? `${url.pathname}?cursor=${at + 1}` : undefined)
    })
    const [run] = await collect({ CONTRACTS_FINDER_URL: service.url })
    expect(run).toMatchObject({ source: 'contracts-finder', pages: 34, ended: 'read to the end' })
    expect((run?.kept ?? 0) + (run?.ofOthers ?? 0)).toBe(34)
    expect(await database.sql`select buyer_name, authority_id is not null as is_ours from notices`).toEqual([
      { buyer_name: 'City of London Corporation', is_ours: true },
    ])
  })

  it('takes the notice of Find a Tender, whose buyer is no authority here', async () => {
    const file = new URL('find-a-tender-2026/032703-2026_ocds.json', REAL)
    const service = await serviceThat(() => ({ body: JSON.parse(readFileSync(file, 'utf8')) }))
    expect(await fromFindATender(service)).toMatchObject({ pages: 1, kept: 0, ofOthers: 1 })
  })
})
