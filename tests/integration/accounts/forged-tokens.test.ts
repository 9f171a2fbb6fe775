import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addUser } from '../../../src/accounts/add-user.ts'
import { Browser, useApp } from '../../support/accounts-app.ts'

type Claims = Record<string, unknown>
const CLIENT = { clientId: 'thirty3', clientSecret: 'a secret between the two of them only' }
const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
let issuer = ''
let provider: Server | undefined
let nonce: string | null = null
/** The token that the provider gives next. */
let tokenOf: (claims: Claims) => string = () => ''
let silent = false

/** A JSON Web Token (RFC 7519) signed by RS256, or with whatever the header says. */
function token(
  claims: Claims,
  key: KeyObject = own.privateKey,
  header: Claims = { alg: 'RS256', kid: 'one' },
): string {
  const text = `${encoded({ typ: 'JWT', ...header })}.${encoded(claims)}`
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`
}

const now = () => Math.floor(Date.now() / 1000)
const rightClaims = (): Claims => ({
  iss: issuer,
  aud: CLIENT.clientId,
  sub: 'ada',
  iat: now(),
  exp: now() + 300,
  ...(nonce === null ? {} : { nonce }),
  email: 'ada@north.example',
  email_verified: true,
  name: 'Ada',
})

const server = useApp(async () => {
  const listening = createServer((request, response) => {
    if (silent) return
    const path = new URL(request.url ?? '/', 'http://x').pathname
    const answer: Record<string, () => unknown> = {
      '/.well-known/openid-configuration': () => ({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/me`,
        jwks_uri: `${issuer}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
      }),
      '/keys': () => ({
        keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
      }),
      '/token': () => ({ access_token: 'x', token_type: 'Bearer', id_token: tokenOf(rightClaims()) }),
      '/me': () => ({ sub: 'ada', email: 'ada@north.example', email_verified: true, name: 'Ada' }),
    }
    const made = answer[path]
    response.writeHead(made ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(made?.() ?? {}))
  })
  provider = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
  const one = { id: 'north', name: 'North Council', authority: 'north', issuer, ...CLIENT }
  return { OIDC_PROVIDERS: JSON.stringify([one]) }
})

afterAll(() => {
  provider?.closeAllConnections()
  provider?.close()
})

beforeAll(async () => {
  await server.deps.db.execute(
    "insert into authorities (slug, name, official_name, gss_code, in_london) values ('north', 'North', 'North Council', 'E09000901', true)",
  )
  await addUser(server.deps, 'operator', {
    email: 'ada@north.example',
    name: 'x',
    role: 'officer',
    authority: 'north',
    permissions: ['edit'],
  })
})

/** Whether a browser that comes back with what the provider says is signed in. */
async function isLetIn(give: (claims: Claims) => string, thenSilent = false): Promise<boolean> {
  tokenOf = give
  const browser = new Browser(() => server.app)
  const sent = await browser.post('/sign-in/with/north', {}, '/sign-in')
  const asked = new URL(String(sent.headers.location)).searchParams
  nonce = asked.get('nonce')
  silent = thenSilent
  const query = new URLSearchParams({ code: 'any', state: asked.get('state') ?? '', iss: issuer })
  await browser.get(`/sign-in/oidc/callback/north?${query}`)
  return (await browser.get('/account')).statusCode === 200
}

it('lets in who brings a token that the provider signed for us, now', async () => {
  expect(await isLetIn((claims) => token(claims))).toBe(true)
})

it.each<[string, (claims: Claims) => string]>([
  ['signed by another key', (claims) => token(claims, foreign.privateKey)],
  [
    'signed by another key under its own name',
    (claims) => token(claims, foreign.privateKey, { alg: 'RS256', kid: 'two' }),
  ],
  ['with no signature', (claims) => `${encoded({ typ: 'JWT', alg: 'none' })}.${encoded(claims)}.`],
  [
    'that names no algorithm but keeps a signature',
    (claims) => token(claims, own.privateKey, { alg: 'none', kid: 'one' }),
  ],
  [
    'changed after it was signed',
    (claims) => {
      const [head, , signature] = token({ ...claims, email: 'other@north.example', sub: 'other' }).split('.')
      return `${head}.${encoded(claims)}.${signature}`
    },
  ],
  ['that is past', (claims) => token({ ...claims, iat: now() - 7_200, exp: now() - 3_600 })],
  ['for somebody else', (claims) => token({ ...claims, aud: 'another-client' })],
  ['of another issuer', (claims) => token({ ...claims, iss: 'https://evil.test' })],
  ['that is no token', () => 'nonsense'],
])('lets nobody in with a token %s', async (_what, give) => {
  expect(await isLetIn(give)).toBe(false)
})

it('keeps nobody waiting for a provider that stops answering', async () => {
  const began = performance.now()
  try {
    const lets = isLetIn(() => {
      throw new Error('The provider answers nothing.')
    }, true)
    expect(await lets).toBe(false)
    expect(performance.now() - began).toBeLessThan(15_000)
  } finally {
    silent = false
  }
}, 30_000)
