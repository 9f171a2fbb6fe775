// How does a test of accounts get a server, people in it, and a browser that keeps cookies?
import { createHmac } from 'node:crypto'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import { addUser, type Invitation } from '../../src/accounts/add-user.ts'
import { buildApp } from '../../src/app.ts'
import { type Config, loadConfig } from '../../src/config.ts'
import type { Sql } from '../../src/db/client.ts'
import { type Deps, openDeps } from '../../src/deps.ts'
import { createLog } from '../../src/log.ts'
import { useDatabase } from './database.ts'

export interface TestApp {
  app: FastifyInstance
  deps: Deps
  /** For setting a scene that no use case makes. */
  sql: Sql
  /** Moves the clock of the application on by so many milliseconds. */
  wait(milliseconds: number): void
}

type Environment = Record<string, string>

/** A server on a database of its own for all tests of a file; read its fields inside tests and hooks only. */
export function useApp(environment: Environment | (() => Promise<Environment>) = {}): TestApp {
  const database = useDatabase()
  let current: TestApp | undefined
  let ahead = 0
  const now = () => {
    if (current === undefined) throw new Error('The server is there only inside tests and hooks.')
    return current
  }
  beforeAll(async () => {
    const given = typeof environment === 'function' ? await environment() : environment
    const config: Config = loadConfig({ RATE_LIMIT_ADDRESS: '0', RATE_LIMIT_ACCOUNT: '0', ...given })
    const log = createLog(config.LOG_LEVEL ?? 'silent', { pretty: false })
    const deps = await openDeps({ config, databaseUrl: database.url, log, clock: () => Date.now() + ahead })
    const app = await buildApp(deps)
    current = {
      app,
      deps,
      sql: database.sql,
      wait: (milliseconds) => {
        ahead += milliseconds
      },
    }
  })
  afterAll(async () => {
    await current?.app.close()
    await current?.deps.close()
  })
  return {
    get app() {
      return now().app
    },
    get deps() {
      return now().deps
    },
    get sql() {
      return now().sql
    },
    wait: (milliseconds) => now().wait(milliseconds),
  }
}

/** Keeps cookies between requests, as a browser does, and sends what a browser sends with a form. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #app: () => FastifyInstance
  readonly #headers: Record<string, string>

  constructor(app: () => FastifyInstance, headers: Record<string, string> = {}) {
    this.#app = app
    this.#headers = headers
  }

  get(url: string): Promise<LightMyRequestResponse> {
    return this.send({ method: 'GET', url })
  }

  /** Fetches the page, fills in its hidden fields and posts the form to `url`. */
  async post(
    url: string,
    fields: Record<string, string>,
    page: string = url,
  ): Promise<LightMyRequestResponse> {
    const shown = await this.get(page)
    const token = /name="_csrf" value="([^"]+)"/.exec(shown.body)?.[1] ?? ''
    return this.submit(url, { _csrf: token, ...fields })
  }

  submit(url: string, fields: Record<string, string>): Promise<LightMyRequestResponse> {
    return this.send({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: this.#headers.origin ?? 'http://localhost:3000',
      },
      payload: new URLSearchParams(fields).toString(),
    })
  }

  async send(options: InjectOptions): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...this.#headers, ...(cookie ? { cookie } : {}), ...options.headers }
    const response = await this.#app().inject({ ...options, headers: { host: 'localhost:3000', ...headers } })
    for (const { name, value, maxAge, expires } of response.cookies) {
      const isGone = maxAge === 0 || (expires !== undefined && expires.getTime() <= Date.now())
      if (isGone) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }
}

const tokenIn = (link: string) => link.slice(link.lastIndexOf('/') + 1)

/** Opens a one-time link as a person does: looks at the page, then presses its button. */
export function openLink(browser: Browser, link: string): Promise<LightMyRequestResponse> {
  return browser.post(`/sign-in/link/${tokenIn(link)}`, {})
}

export const PASSWORD = 'lantern gravel otter 9'

export interface Person {
  id: string
  email: string
  browser: Browser
}

/** A person with a password who is signed in by it, without a second factor. */
export async function signedIn(
  server: TestApp,
  invitation: Partial<Invitation> & { email: string },
  headers: Record<string, string> = {},
): Promise<Person> {
  const full = {
    name: 'Ada Osei',
    role: 'supplier',
    authority: null,
    permissions: [],
    ...invitation,
  } as const
  const { id, link } = await addUser(server.deps, 'operator', full)
  const browser = new Browser(() => server.app, headers)
  await openLink(browser, link)
  await browser.post('/account/password', { password: PASSWORD })
  return { id, email: full.email, browser }
}

/** Sets the second factor up in that browser and answers its secret, from which `totp` makes codes. */
export async function setUpSecondFactor({ browser }: Person): Promise<{ secret: string; codes: string[] }> {
  const begun = await browser.post(
    '/account/second-factor/begin',
    { password: PASSWORD },
    '/account/second-factor',
  )
  const secret = /type this key: <code>([^<]+)</.exec(begun.body)?.[1]?.replaceAll(' ', '') ?? ''
  const codes = [...begun.body.matchAll(/<li><code>([^<]+)</g)].map(([, code = '']) => code)
  const token = /name="_csrf" value="([^"]+)"/.exec(begun.body)?.[1] ?? ''
  await browser.submit('/account/second-factor', { _csrf: token, code: totp(secret) })
  return { secret, codes }
}

/** RFC 6238 with its usual choices: SHA-1, six digits, thirty seconds; `secret` in base32. */
export function totp(secret: string, at: number = Date.now()): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/=+$/, '')]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const code = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff
  return String(code % 1_000_000).padStart(6, '0')
}
