import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it, vi } from 'vitest'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { contractIdOf, makeReturn } from '../../support/register-rows.ts'
import { makeScene, SCENE_NOW } from '../../support/sample-scene.ts'
import { officerOf, useWebApp } from '../../support/web-app.ts'

let now = SCENE_NOW
const server = useWebApp(() => now, makeScene)
const get = (url: string, headers: Record<string, string> = {}) => server().app.inject({ url, headers })

async function urls() {
  const id = await contractIdOf(server().database, 'Payroll and HR system (phase 2)')
  return [
    '/contracts',
    '/contracts?q=payroll',
    '/api/v1/contracts?facets=include',
    `/api/v1/contracts/${id}`,
    `/contracts/${id}`,
  ]
}

it('answers 304 to who has it already, and the same bytes to everybody', async () => {
  for (const url of await urls()) {
    const first = await get(url)
    expect([url, first.statusCode]).toEqual([url, 200])
    expect(first.headers).toMatchObject({
      'cache-control': 'public, no-cache',
      vary: 'cookie, authorization, accept-encoding',
      etag: expect.stringMatching(/^W\/"[0-9a-f]{24}"$/),
    })
    const again = await get(url)
    expect([again.body, again.headers.etag, again.headers['content-type']]).toEqual([
      first.body,
      first.headers.etag,
      first.headers['content-type'],
    ])
    expect(again.headers['content-security-policy']).toBe(first.headers['content-security-policy'])
    const etag = String(first.headers.etag)
    for (const held of [etag, `"other", ${etag.slice(2)}`, '*']) {
      const known = await get(url, { 'if-none-match': held })
      expect([known.statusCode, known.body, known.headers.etag]).toEqual([304, '', etag])
      for (const name of ['cache-control', 'vary', 'access-control-allow-origin', 'ratelimit-limit'])
        expect([url, name, known.headers[name]]).toEqual([url, name, first.headers[name]])
    }
    expect((await get(url, { 'if-none-match': '"other"' })).statusCode).toBe(200)
  }
})

const packed = (coding: string, taken: string) =>
  vi.waitFor(async () => {
    const answer = await get('/contracts?q=payroll', { 'accept-encoding': taken })
    expect(answer.headers['content-encoding']).toBe(coding)
    return answer
  })

it.each([
  ['gzip', 'gzip', gunzipSync],
  ['gzip', 'br;q=0, gzip;q=0.8', gunzipSync],
  ['br', 'br, gzip;q=0.8', brotliDecompressSync],
  ['br', 'gzip, deflate, br', brotliDecompressSync],
])('gives the same as %s, a quarter as long, to who takes %s', async (coding, taken, unpack) => {
  const plain = await get('/contracts?q=payroll')
  const answer = await packed(coding, taken)
  expect(unpack(answer.rawPayload).toString()).toBe(plain.body)
  expect(answer.headers['content-length']).toBe(String(answer.rawPayload.length))
  expect(answer.rawPayload.length * 4).toBeLessThan(plain.rawPayload.length)
  expect(answer.headers.etag).toBe(plain.headers.etag)
})

it('gives it as it is to who takes no coding that it has', async () => {
  const plain = await get('/contracts?q=payroll')
  for (const taken of ['identity', 'gzip;q=0', 'gzip; q=0.0, br;q=0', 'xgzip', 'deflate'])
    expect((await get('/contracts?q=payroll', { 'accept-encoding': taken })).body).toBe(plain.body)
})

it('makes an answer once for all who ask at the same moment', async () => {
  const url = '/api/v1/contracts?q=payroll&limit=3&facets=include'
  const answers = await Promise.all(Array.from({ length: 20 }, () => get(url)))
  expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
  const wrong = await Promise.all(Array.from({ length: 5 }, () => get('/contracts?authority=paris')))
  expect(wrong.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 400, 400])
})

it('answers anew as soon as a return is published or withdrawn', async () => {
  const { database } = server()
  const url = '/api/v1/contracts?q=quinquereme'
  const total = async () => (await get(url)).json().total
  expect(await total()).toBe(0)
  const contracts = [{ title: 'Quinquereme', supplier_name_raw: 'Nineveh Ltd' }]
  const id = await makeReturn(database, { authority: 'sutton', contracts })
  expect(await total()).toBe(1)
  const { etag } = (await get(url)).headers
  await withdrawReturn(database, id, 'test', 'sent by mistake')
  expect((await get(url, { 'if-none-match': String(etag) })).statusCode).toBe(200)
  expect(await total()).toBe(0)
})

it('keeps every character of a short answer', async () => {
  const { database } = server()
  const contracts = [{ title: 'Crèche ☂ – £5 “naïve”', supplier_name_raw: 'Æsop Ltd' }]
  await makeReturn(database, { authority: 'sutton', contracts })
  const url = `/api/v1/contracts/${await contractIdOf(database, 'Crèche ☂ – £5 “naïve”')}`
  const [first, again] = [await get(url), await get(url)]
  expect(first.json().title).toBe('Crèche ☂ – £5 “naïve”')
  expect(again.rawPayload).toEqual(first.rawPayload)
  expect(again.headers['content-length']).toBe(String(first.rawPayload.length))
})

it('answers anew on another day', async () => {
  const { etag } = (await get('/contracts')).headers
  now += 24 * 60 * 60 * 1000
  const next = await get('/contracts', { 'if-none-match': String(etag) })
  expect(next.statusCode).toBe(200)
})

it('gives who is signed in an answer of their own, that nobody keeps', async () => {
  const officer = await officerOf(server().database, 'camden')
  for (const url of await urls()) {
    await get(url)
    const own = await get(url, officer)
    expect([own.headers['cache-control'], own.headers.etag]).toEqual(['no-store', undefined])
  }
})

it('keeps no error, no file and nothing with a form', async () => {
  for (const url of ['/contracts?suplier=x', '/contracts.csv', '/sign-in', '/api/v1/contracts?limit=0'])
    expect([url, (await get(url)).headers.etag]).toEqual([url, undefined])
})

it('states on every answer of the API how much more may be asked', async () => {
  const [first, second] = [await get('/api/v1/contracts'), await get('/api/v1/contracts')]
  expect(Number(first.headers['ratelimit-limit'])).toBeGreaterThan(0)
  expect(Number(second.headers['ratelimit-remaining'])).toBe(Number(first.headers['ratelimit-remaining']) - 1)
  expect(Number(second.headers['ratelimit-reset'])).toBeLessThanOrEqual(300)
})

it('answers those who wait for an answer whose asker has gone', async () => {
  const { app, database } = server()
  await makeReturn(database, {
    authority: 'sutton',
    contracts: [{ title: 'Tree surveys nobody waits for', supplier_name_raw: 'Alder Ltd' }],
  })
  const url = '/contracts?q=%22tree+surveys+nobody%22'
  const leaving = new AbortController()
  const { waiting } = await database.sql.begin(async (holding) => {
    await holding`lock table contracts in access exclusive mode`
    const gone = app.inject({ url, signal: leaving.signal }).then(
      () => 'answered',
      () => 'gone',
    )
    await new Promise((resolve) => setTimeout(resolve, 100))
    const waiting = get(url)
    await new Promise((resolve) => setTimeout(resolve, 100))
    leaving.abort()
    expect(await gone).toBe('gone')
    return { waiting }
  })
  const { statusCode, body } = await waiting
  expect(statusCode).toBe(200)
  expect(body).toContain('Tree surveys nobody waits for')
})
