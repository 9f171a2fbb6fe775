// How does a test of accounts get a server, people in it, and a browser that keeps cookies?
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { type Config, loadConfig } from '../../src/config.ts'
import { type Deps, openDeps } from '../../src/deps.ts'
import { createLog } from '../../src/log.ts'
import { useDatabase } from './database.ts'

export interface TestApp {
  app: FastifyInstance
  deps: Deps
  /** Moves the clock of the application on by so many milliseconds. */
  wait(milliseconds: number): void
}

/** A server on a database of its own for all tests of a file; read its fields inside tests and hooks only. */
export function useApp(environment: Record<string, string> = {}): TestApp {
  const database = useDatabase()
  let current: TestApp | undefined
  let ahead = 0
  const now = () => {
    if (current === undefined) throw new Error('The server is there only inside tests and hooks.')
    return current
  }
  beforeAll(async () => {
    const config: Config = loadConfig({ RATE_LIMIT_ADDRESS: '0', RATE_LIMIT_ACCOUNT: '0', ...environment })
    const log = createLog('silent', { pretty: false })
    const deps = await openDeps({ config, databaseUrl: database.url, log, clock: () => Date.now() + ahead })
    const app = await buildApp(deps)
    current = {
      app,
      deps,
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
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000' },
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
