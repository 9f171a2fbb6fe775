// Is a caller counted once, however many servers it asks?
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config.ts'
import { type Deps, openDeps } from '../../../src/deps.ts'
import { createLog } from '../../../src/log.ts'
import { useDatabase } from '../../support/database.ts'
import { freshRedisUrl } from '../../support/queue-backend.ts'

const database = useDatabase()
const servers: { app: FastifyInstance; deps: Deps }[] = []

async function openServer(REDIS_URL: string | undefined) {
  const config = loadConfig({ RATE_LIMIT_ADDRESS: '600', ...(REDIS_URL && { REDIS_URL }) })
  const log = createLog('silent', { pretty: false })
  const deps = await openDeps({ config, databaseUrl: database.url, log })
  servers.push({ app: await buildApp(deps), deps })
}

beforeAll(async () => {
  const redis = await freshRedisUrl()
  await openServer(redis)
  await openServer(redis)
  await sleep(200)
})
afterAll(async () => {
  for (const { app, deps } of servers) {
    await app.close()
    await deps.close()
  }
})

const ask = async (server: number, remoteAddress: string) => {
  const url = '/.well-known/security.txt'
  const answer = await servers[server]?.app.inject({
    url,
    remoteAddress,
    headers: { host: 'localhost:3000', 'x-forwarded-for': `192.0.2.${server}` },
  })
  return answer?.statusCode
}

async function answered(address: string, order: (n: number) => number, times: number): Promise<number> {
  let count = 0
  for (let n = 0; n < times; n += 1) if ((await ask(order(n), address)) === 200) count += 1
  return count
}

it('lets a caller who asks two servers in turn through no oftener than one who asks one', async () => {
  const through = await answered('198.51.100.20', (n) => n % 2, 700)
  expect(through).toBeGreaterThanOrEqual(600)
  expect(through).toBeLessThanOrEqual(603)
  expect([await ask(0, '198.51.100.20'), await ask(1, '198.51.100.20')]).toEqual([429, 429])
})

it('knows on one server within two seconds what was asked of the other', async () => {
  expect(await answered('198.51.100.21', () => 0, 140)).toBe(140)
  await sleep(1_500)
  expect(await answered('198.51.100.21', () => 1, 600)).toBe(460)
})

it('counts hundreds who ask at once, one by one', async () => {
  const all = await Promise.all(Array.from({ length: 800 }, (_, n) => ask(n % 2, '198.51.100.22')))
  const through = all.filter((status) => status === 200).length
  expect(through).toBeGreaterThanOrEqual(600)
  expect(through).toBeLessThanOrEqual(750)
  for (const server of [0, 1]) await ask(server, '198.51.100.22')
  await sleep(1_500)
  expect([await ask(0, '198.51.100.22'), await ask(1, '198.51.100.22')]).toEqual([429, 429])
})

it('tells a caller of one server nothing of another caller', async () => {
  expect([await ask(0, '198.51.100.23'), await ask(1, '198.51.100.24')]).toEqual([200, 200])
})

it('goes on answering while the counts cannot be kept, and counts in each server alone', async () => {
  await database.sql`alter table request_counts rename to request_counts_away`
  const began = performance.now()
  expect(await answered('198.51.100.25', () => 0, 620)).toBe(600)
  expect(performance.now() - began).toBeLessThan(10_000)
  await database.sql`alter table request_counts_away rename to request_counts`
})
