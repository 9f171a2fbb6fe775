import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alertLinks } from '../../../src/alerts/alert-links.ts'
import { postWebhook, publicReach, type Reach } from '../../../src/alerts/post-webhook.ts'
import { runAlerts } from '../../../src/alerts/run-alerts.ts'
import { findSearch } from '../../../src/alerts/saved-search-queries.ts'
import { useDatabase } from '../../support/database.ts'
import { alertDeps, confirmedSearch, publishAndDerive } from '../../support/saved-searches.ts'

const database = useDatabase()
let now = Date.parse('2026-11-21T10:00:00Z')
const deps = () => alertDeps(database, () => now)
const asked: { headers: IncomingMessage['headers']; body: string; url: string }[] = []
let answer = 200
let server: Server
let port = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      asked.push({ headers: request.headers, body, url: request.url ?? '' })
      response.writeHead(answer, { location: `http://hook.example:${port}/elsewhere` }).end('taken')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

/** Takes the receiver of the test for one of the public internet. */
const reach: Reach = {
  lookup: async () => [{ address: '127.0.0.1', family: 4 }],
  mayReach: () => true,
  protocols: ['http:'],
}
const call = (url: string) => ({ url, headers: {}, body: '{}' })

describe('posting to an address that a stranger chose', () => {
  it.each([
    ['http', 'http://example.com/'],
    ['this machine by number', 'https://127.0.0.1/'],
    ['this machine by another number', 'https://2130706433/'],
    ['this machine by IPv6', 'https://[::1]/'],
    ['a private network', 'https://192.168.0.1/'],
    ['where clouds keep their secrets', 'https://169.254.169.254/latest/meta-data'],
    ['this machine by name', 'https://localhost/'],
  ])('does not go to %s', async (_name, url) => {
    const before = asked.length
    await expect(postWebhook(call(url))).rejects.toThrow(/not public|Only https/)
    expect(asked).toHaveLength(before)
  })

  it('does not go to a public name that leads, or partly leads, to a private address', async () => {
    const leads = (...addresses: string[]): Reach => ({
      ...publicReach,
      protocols: ['http:'],
      lookup: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    })
    const before = asked.length
    for (const to of [
      leads('127.0.0.1'),
      leads('93.184.216.34', '10.0.0.1'),
      leads('::ffff:127.0.0.1'),
      leads(),
    ])
      await expect(postWebhook(call(`http://hook.example:${port}/`), to)).rejects.toThrow(/not public/)
    expect(asked).toHaveLength(before)
  })

  it('goes to the address that was checked, looked up once, though the name leads elsewhere later', async () => {
    const answers = ['127.0.0.1', '203.0.113.1', '203.0.113.1']
    const looked: string[] = []
    const rebinding: Reach = {
      ...reach,
      lookup: async (host) => {
        looked.push(host)
        return [{ address: answers.shift() ?? '203.0.113.1', family: 4 }]
      },
      mayReach: (address) => address === '127.0.0.1',
    }
    expect(await postWebhook(call(`http://hook.example:${port}/once`), rebinding)).toBe(200)
    expect(looked).toEqual(['hook.example'])
    expect(asked.at(-1)).toMatchObject({ url: '/once', headers: { host: `hook.example:${port}` } })
  })

  it('follows no redirect', async () => {
    answer = 302
    expect(await postWebhook(call(`http://hook.example:${port}/first`), reach)).toBe(302)
    expect(asked.at(-1)?.url).toBe('/first')
    answer = 200
  })
})

describe('a digest by webhook', () => {
  it('is signed, says why, and is posted again with the same id until it is taken', async () => {
    const id = await confirmedSearch(deps(), 'hook@supplier.example', { q: 'lift' })
    await database.sql`update saved_searches set webhook_url = ${`http://hook.example:${port}/hook`} where id = ${id}`
    await publishAndDerive(database, deps(), 'alpha', [
      { title: 'Lift servicing', supplier_name_raw: 'Quillmere Software Ltd', current_end_on: '2028-03-31' },
    ])
    const from = asked.length
    answer = 500
    await runAlerts(deps(), reach)
    await runAlerts(deps(), reach)
    expect(asked).toHaveLength(from + 1)
    answer = 200
    now += 61_000
    await Promise.all([runAlerts(deps(), reach), runAlerts(deps(), reach)])
    now += 3_600_000
    await runAlerts(deps(), reach)
    expect(asked).toHaveLength(from + 2)
    const [first, second] = asked.slice(from)
    expect(JSON.parse(second?.body ?? '')).toMatchObject({
      id: JSON.parse(first?.body ?? '').id,
      type: 'digest',
      search: { id },
      matches: [
        {
          title: 'Lift servicing',
          what_changed: ['New in the register.'],
          why_it_matched: ['The words “lift” are met in its title.'],
        },
      ],
    })
    const search = await findSearch(database.db, id)
    if (search === null) throw new Error('gone')
    const secret = (await alertLinks(deps())).webhookSecret(search)
    const [, time, code] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(second?.headers['thirty3-signature'])) ?? []
    expect(code).toBe(createHmac('sha256', secret).update(`${time}.${second?.body}`).digest('hex'))
    expect(Number(time) * 1000).toBe(now - 3_600_000)
  })

  it('is given up after some tries', async () => {
    const id = await confirmedSearch(deps(), 'dead@supplier.example', { q: 'boiler' })
    await database.sql`update saved_searches set webhook_url = 'https://127.0.0.1/' where id = ${id}`
    await publishAndDerive(database, deps(), 'beta', [
      { title: 'Boilers', supplier_name_raw: 'Quillmere Software Ltd', current_end_on: '2028-03-31' },
    ])
    for (let tries = 0; tries < 10; tries += 1) {
      await runAlerts(deps(), publicReach)
      now += 13 * 3_600_000
    }
    const [row] = await database.sql`select tries, given_up_at, last_error from digest_deliveries v
      join digests d on d.id = v.digest_id where d.search_id = ${id} and channel = 'webhook'`
    expect(row).toMatchObject({ tries: 7, last_error: 'The address leads to a network that is not public.' })
    expect(row?.given_up_at).not.toBeNull()
  })
})
