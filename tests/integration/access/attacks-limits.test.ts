import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { loadConfig } from '../../../src/config.ts'
import { useAccessScene } from '../../support/access-scene.ts'
import { sendRaw, statusOf } from '../../support/raw-request.ts'

const usual = loadConfig({})
const scene = useAccessScene({
  RATE_LIMIT_ADDRESS: String(usual.RATE_LIMIT_ADDRESS),
  RATE_LIMIT_ACCOUNT: String(usual.RATE_LIMIT_ACCOUNT),
})
const HOST = 'Host: localhost\r\n'

/** Without a socket, from an address of its own. */
async function ask(times: number, remoteAddress: string, url: string, headers: Record<string, string> = {}) {
  const counts = new Map<number, number>()
  let last = await inject(url, remoteAddress, headers)
  for (let n = 0; n < times; n += 1) {
    if (n > 0) last = await inject(url, remoteAddress, headers)
    counts.set(last.statusCode, (counts.get(last.statusCode) ?? 0) + 1)
  }
  return { counts, last }
}

const inject = (url: string, remoteAddress: string, headers: Record<string, string>) =>
  scene.server.app.inject({ url, remoteAddress, headers: { host: 'localhost:3000', ...headers } })

it('lets 500 requests of one address through and no more than 600 in five minutes', async () => {
  const { counts, last } = await ask(700, '198.51.100.7', '/.well-known/security.txt')
  expect(counts.get(200)).toBe(600)
  expect(counts.get(429)).toBe(100)
  expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
  expect(last.body).toContain('Too many requests')
})

it('is not fooled by addresses that a request claims for itself', async () => {
  const headers = { 'x-forwarded-for': '192.0.2.1', 'x-real-ip': '192.0.2.2', forwarded: 'for=192.0.2.3' }
  expect((await inject('/about', '198.51.100.7', headers)).statusCode).toBe(429)
  expect((await inject('/about', '198.51.100.8', {})).statusCode).toBe(200)
})

it('counts neither styles and scripts nor those who watch over the service', async () => {
  const page = await inject('/', '198.51.100.9', {})
  const style = /href="(\/assets\/[^"]+\.css)"/.exec(page.body)?.[1] ?? ''
  const { counts } = await ask(650, '198.51.100.9', '/health/live')
  expect(counts.get(200)).toBe(650)
  expect((await ask(20, '198.51.100.7', style)).counts.get(200)).toBe(20)
})

it('counts a key by itself, whatever address it comes from', async () => {
  const headers = { authorization: scene.headers('key').authorization ?? '' }
  const { counts } = await ask(610, '198.51.100.10', '/.well-known/security.txt', headers)
  expect(counts.get(429)).toBeGreaterThan(0)
  expect((await inject('/about', '198.51.100.11', headers)).statusCode).toBe(429)
  expect((await inject('/about', '198.51.100.10', {})).statusCode).toBe(200)
})

it('lets one address try to sign in a hundred times in five minutes at most', async () => {
  const statuses: number[] = []
  for (let n = 0; n < 110; n += 1) {
    const answer = await scene.server.app.inject({
      method: 'POST',
      url: '/sign-in/link',
      remoteAddress: '198.51.100.12',
      headers: { host: 'localhost:3000' },
    })
    statuses.push(answer.statusCode)
  }
  expect(statuses.filter((status) => status === 429)).toHaveLength(10)
})

it('ends heads that drip in, and bodies too, while others are served', async () => {
  const began = performance.now()
  const head = sendRaw(scene.base(), `GET / HTTP/1.1\r\n${HOST}X-A: `, 20_000)
  const bodies = [
    sendRaw(scene.base(), `POST /sign-in HTTP/1.1\r\n${HOST}Content-Length: 1000\r\n\r\na`, 20_000),
    sendRaw(
      scene.base(),
      `POST /returns HTTP/1.1\r\n${HOST}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n--x`,
      20_000,
    ),
  ]
  await sleep(300)
  const other = performance.now()
  expect((await fetch(`${scene.base()}/health/live`)).status).toBe(200)
  expect(performance.now() - other).toBeLessThan(2_000)
  const answers = await Promise.all([head, ...bodies])
  expect(performance.now() - began).toBeLessThan(16_000)
  expect(statusOf(answers[0] ?? '')).toBe(408)
})

it('writes two files at once for one caller and no more', async () => {
  const path = '/api/v1/returns/prefilled.xlsx'
  const headers = scene.headers('officer_a')
  const answers = await Promise.all(Array.from({ length: 12 }, () => fetch(scene.base() + path, { headers })))
  const statuses = answers.map(({ status }) => status)
  await Promise.all(answers.map((answer) => answer.arrayBuffer()))
  expect(new Set(statuses)).toEqual(new Set([200, 429]))
  for (const answer of answers) if (answer.status === 429) expect(answer.headers.get('retry-after')).toBe('5')
  expect((await fetch(scene.base() + path, { headers })).status).toBe(200)
})
