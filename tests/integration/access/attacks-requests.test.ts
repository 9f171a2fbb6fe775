import { expect, it } from 'vitest'
import { useAccessScene } from '../../support/access-scene.ts'
import { answersIn, sendRaw, statusOf } from '../../support/raw-request.ts'

const scene = useAccessScene()
const HOST = 'Host: localhost:3000\r\n'

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(scene.base() + path, { headers, redirect: 'manual' })
}

function post(
  path: string,
  type: string,
  body: string,
  more: Record<string, string> = {},
): Promise<Response> {
  const headers = { ...scene.headers('officer_a'), 'content-type': type, ...more }
  return fetch(scene.base() + path, { method: 'POST', headers, body, redirect: 'manual' })
}

const lists = [
  '/api/v1/contracts',
  '/contracts',
  '/api/v1/technologies',
  '/technologies',
  '/api/v1/deployments',
]

it.each([
  ['quotes and comments', "x' OR 1=1--"],
  ['a second statement', "x'; drop table contracts; --"],
  ['a union', "x' UNION SELECT password FROM sign_in_methods--"],
  ['words of the search language', 'a & !b | (c <-> d:*'],
  ['a wildcard', '%'],
  ['a wildcard of one letter', '_'],
  ['a backslash', '\\'],
  ['a format', '%s%n%x#{7*7}'],
  ['stop words', 'the of'],
  ['several wildcards', '%%%'],
  ['a stop word', 'the'],
])('takes %s in a search as text, and finds no more by it', async (_what, q) => {
  expect(((await (await get('/api/v1/contracts')).json()) as { total: number }).total).toBeGreaterThan(0)
  const answer = await get(`/api/v1/contracts?q=${encodeURIComponent(q)}`)
  expect(answer.status).toBe(200)
  expect(((await answer.json()) as { total: number }).total).toBe(0)
  const file = await get(`/contracts.json?q=${encodeURIComponent(q)}`)
  expect(((await file.json()) as { total: number }).total).toBe(0)
  for (const list of ['/api/v1/technologies', '/api/v1/suppliers', '/api/v1/opportunities']) {
    const found = await get(`${list}?q=${encodeURIComponent(q)}`)
    expect([list, found.status]).toEqual([list, 200])
    expect([list, ((await found.json()) as { total?: number }).total ?? 0]).toEqual([list, 0])
  }
  for (const list of ['/contracts', '/technologies', '/suppliers', '/opportunities'])
    expect((await get(`${list}?q=${encodeURIComponent(q)}`)).status).toBe(200)
})

it.each(['%00', 'a%00b', '%C0%AF', '%FF', '%E2%82', '%ZZ', '%'])(
  'refuses the characters %s in an address with 400, never 500',
  async (written) => {
    for (const list of lists) expect((await get(`${list}?q=${written}`)).status).toBe(400)
    for (const path of [
      '/technologies/',
      '/authorities/',
      '/contracts/',
      '/api/v1/technologies/',
      '/sign-in/link/',
    ])
      expect((await get(path + written)).status).toBe(400)
    expect((await get(`/api/v1/nope${written}`)).headers.get('x-content-type-options')).toBe('nosniff')
  },
)

it.each([
  '/api/v1/contracts/1%27',
  '/api/v1/contracts?cursor=%27',
  '/api/v1/contracts?cursor=WzEsMiwzXQ',
  '/api/v1/contracts?limit=1000000',
  '/api/v1/contracts?limit=-1',
  '/api/v1/contracts?limit=0',
  '/api/v1/contracts?limit=1e9',
  '/api/v1/contracts?limit=NaN',
  '/api/v1/contracts?page=99999999',
  '/api/v1/contracts?sort=title&sort=value',
  '/api/v1/contracts?q=a&q=b',
  '/api/v1/contracts?__proto__%5Bx%5D=1',
  '/api/v1/contracts?constructor=1',
  '/api/v1/contracts?current_end_from=0000-01-01',
  '/api/v1/contracts?current_end_from=2026-02-30',
  '/api/v1/technologies?limit=101',
  '/api/v1/technologies?cursor=x',
  '/api/v1/deployments?limit=1000',
  '/api/v1/corrections?before=99999999999999999999',
  '/api/v1/corrections?day=x',
])('refuses %s with 400 and a reason', async (path) => {
  const answer = await get(path)
  expect(answer.status).toBe(400)
  expect(((await answer.json()) as { error: { requestId: string } }).error.requestId).toMatch(
    /^[0-9a-f-]{36}$/,
  )
  expect(({} as { x?: unknown }).x).toBeUndefined()
})

it.each(['If-None-Match', 'If-Modified-Since', 'Accept-Language', 'User-Agent', 'Referer', 'Cookie'])(
  'is not moved by a quote in the header %s',
  async (name) => {
    expect((await get('/api/v1/contracts', { [name]: "' or 1=1--" })).status).toBe(200)
  },
)

it.each([
  ['100,000 brackets', '['.repeat(100_000) + ']'.repeat(100_000)],
  [
    '50,000 names',
    JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`n${n}`, n]))),
  ],
  ['a name twice', '{"name":"a","name":"b"}'],
  ['a name twice, once in disguise', '{"name":"a","\\u006eame":"b"}'],
  ['a prototype', '{"__proto__":{"role":"admin"}}'],
  ['a constructor', '{"constructor":{"prototype":{"role":"admin"}}}'],
  ['a number beyond all', '{"days":1e999}'],
  ['no JSON', '{"name":'],
  ['a hidden character', '{"authority":"camden","name":"a\\u0000b","permissions":["edit"]}'],
])('refuses a body of %s', async (_what, body) => {
  expect((await post('/api/v1/keys', 'application/json', body)).status).toBe(400)
})

it('refuses a body beyond a mebibyte, a packed one, and one of a type it does not know', async () => {
  const long = JSON.stringify({ name: 'a'.repeat(2 ** 21) })
  expect((await post('/api/v1/keys', 'application/json', long)).status).toBe(413)
  expect((await post('/api/v1/keys', 'application/json', '{}', { 'content-encoding': 'gzip' })).status).toBe(
    415,
  )
  expect((await post('/api/v1/keys', 'text/xml', '<a/>')).status).toBe(415)
})

it('refuses a form with hidden characters with 400', async () => {
  const type = 'application/x-www-form-urlencoded'
  expect((await post('/sign-in', type, 'email=a%00@b.example&password=x')).status).toBe(400)
})

it.each([
  ['two lengths', `POST /sign-in HTTP/1.1\r\n${HOST}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`],
  [
    'a length and pieces',
    `POST /sign-in HTTP/1.1\r\n${HOST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /about HTTP/1.1\r\n${HOST}\r\n`,
  ],
  ['pieces of another kind', `POST /sign-in HTTP/1.1\r\n${HOST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
  ['a folded header', `GET / HTTP/1.1\r\n${HOST}X-A: b\r\n c\r\n\r\n`],
  ['bare line ends', 'GET / HTTP/1.1\nHost: localhost\n\n'],
  ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ['two hosts', `GET / HTTP/1.1\r\n${HOST}Host: evil.test\r\nConnection: close\r\n\r\n`],
  ['another host in the first line', `GET http://evil.test/ HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`],
  ['another host', 'GET /sign-in HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n'],
  ['a space before the colon', `GET / HTTP/1.1\r\n${HOST}Content-Length : 4\r\n\r\nabcd`],
])('answers a request with %s once, with 400', async (_what, bytes) => {
  const answer = await sendRaw(scene.base(), bytes)
  expect([answersIn(answer), statusOf(answer)]).toEqual([1, 400])
  expect(answer).not.toContain('evil.test')
})

it('refuses headers beyond 16 KiB with 431', async () => {
  const answer = await sendRaw(scene.base(), `GET / HTTP/1.1\r\n${HOST}X: ${'a'.repeat(20_000)}\r\n\r\n`)
  expect(statusOf(answer)).toBe(431)
})

it.each(['TRACE', 'PROPFIND', 'MKCOL', 'LOCK'])(
  'answers %s with 405 and does not repeat the request',
  async (method) => {
    const answer = await sendRaw(
      scene.base(),
      `${method} / HTTP/1.1\r\n${HOST}X-Mark: echo\r\nConnection: close\r\n\r\n`,
    )
    expect(statusOf(answer)).toBe(405)
    expect(answer).not.toContain('echo')
  },
)

it('opens no tunnel and no other protocol', async () => {
  const tunnel = await sendRaw(scene.base(), `CONNECT evil.test:80 HTTP/1.1\r\n${HOST}\r\n`, 500)
  expect(statusOf(tunnel)).not.toBe(200)
  const bytes = `GET / HTTP/1.1\r\n${HOST}Connection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n`
  expect(statusOf(await sendRaw(scene.base(), bytes))).not.toBe(101)
})

it('says which methods an address offers, whoever asks', async () => {
  for (const caller of ['anonymous', 'officer_a', 'key'] as const) {
    const headers = scene.headers(caller)
    const answer = await fetch(`${scene.base()}/api/v1/contracts`, { method: 'PUT', headers })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    const looked = await fetch(`${scene.base()}/sign-out`, { headers })
    expect([looked.status, looked.headers.get('allow')]).toEqual([405, 'POST'])
  }
})

it('adds no header line by an address', async () => {
  for (const path of ['/x%0d%0aSet-Cookie:a=b', '/sign-in?next=/x%0d%0aSet-Cookie:a=b', '/?a=%0d%0aX-A:b']) {
    const { headers } = await get(path)
    expect(headers.getSetCookie().filter((one) => one.startsWith('a='))).toEqual([])
    expect(headers.get('x-a')).toBeNull()
  }
})

it.each([
  '.git/HEAD',
  '.env',
  'package.json',
  'server.js.map',
  'node_modules/',
  'src/app.ts',
  '..%2f..%2fetc/passwd',
  'api/docs/static/..%2f..%2fpackage.json',
])('does not serve %s', async (path) => {
  const answer = await get(`/${path}`)
  expect([400, 403, 404]).toContain(answer.status)
  expect(await answer.text()).not.toMatch(/"dependencies"|ref: refs|root:x/)
})
