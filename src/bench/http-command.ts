// How many requests a second are answered, beside a bare route in the same run?
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fastify from 'fastify'
import { buildApp } from '../app.ts'
import { openClient } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { madeUpWords, makeRegister } from './made-up-register-queries.ts'
import { takeIn, withRegister } from './search-command.ts'

type Say = (line: string) => void

const CONNECTIONS = 50
const FRESH = { 'cache-control': 'no-cache' }
/** As every browser says. */
const BROWSER = { 'accept-encoding': 'gzip, deflate, br' }

interface Rate {
  requests: number
  p50: number
  p99: number
  failed: number
}

/** Measures bare routes first and last, ours between them, and prints rates and ratios; nothing is asserted. */
export async function httpCommand(say: Say, contracts: number, seconds: number): Promise<void> {
  await withRegister(async (deps) => {
    await makeRegister(deps.db, contracts)
    await takeIn(deps, say)
    const bare = await bareServer(deps)
    const app = await buildApp(deps)
    const site = await app.listen({ host: '127.0.0.1', port: 0 })
    try {
      await measure(say, { site, bare: bare.site, seconds }, await contractId(deps))
    } finally {
      await app.close()
      await bare.close()
    }
  })
}

interface Run {
  site: string
  bare: string
  seconds: number
}

async function measure(say: Say, { site, bare, seconds }: Run, id: string): Promise<void> {
  const word = madeUpWords()[9_000] ?? ''
  const list = `${site}/contracts`
  const search = `${site}/api/v1/contracts?q=${word}&facets=include`
  const etag = (await fetch(search)).headers.get('etag') ?? ''
  await load(`${bare}/row`, seconds, {})
  const row = await load(`${bare}/row`, seconds, {})
  const fixed = await load(`${bare}/static`, seconds, {})
  say(line('bare: one row by postgres.js', row, row, 'itself'))
  say(line('bare: static JSON', fixed, fixed, 'itself'))
  const cases: [name: string, url: string, headers: Record<string, string>, to: Rate, of: string][] = [
    ['contract JSON', `${site}/api/v1/contracts/${id}`, FRESH, row, 'one row'],
    ['contract JSON, kept', `${site}/api/v1/contracts/${id}`, {}, row, 'one row'],
    ['search JSON, rare word', search, FRESH, row, 'one row'],
    ['search JSON, kept', search, {}, row, 'one row'],
    ['HTML list', list, FRESH, row, 'one row'],
    ['HTML list, kept', list, BROWSER, fixed, 'static'],
    ['304', search, { 'if-none-match': etag }, fixed, 'static'],
  ]
  for (const [name, url, headers, to, of] of cases) say(line(name, await load(url, seconds, headers), to, of))
  say(line('bare: one row, again', await load(`${bare}/row`, seconds, {}), row, 'itself'))
}

function line(name: string, rate: Rate, to: Rate, of: string): string {
  const ratio = (rate.requests / to.requests).toFixed(2)
  const failed = rate.failed === 0 ? '' : `, ${rate.failed} failed`
  const waits = `p50 ${rate.p50} ms, p99 ${rate.p99} ms`
  return `${name.padEnd(30)} ${Math.round(rate.requests).toString().padStart(6)}/s  ${ratio} × ${of} (${waits}${failed})`
}

/** What the machine can do at all: one row by primary key, and a text that never changes. */
async function bareServer(deps: Deps) {
  const sql = openClient(deps.databaseUrl, {
    max: deps.config.DATABASE_POOL,
    name: 'bench',
    statementTimeout: 0,
  })
  const id = await contractId(deps)
  const app = fastify()
  app.get('/row', async () => (await sql`select id, title, description from contracts where id = ${id}`)[0])
  app.get('/static', async () => ({ title: 'Thirty3', contracts: 33 }))
  const site = await app.listen({ host: '127.0.0.1', port: 0 })
  const close = async () => {
    await app.close()
    await sql.end({ timeout: 5 })
  }
  return { site, close }
}

async function contractId({ databaseUrl }: Deps): Promise<string> {
  const sql = openClient(databaseUrl, { max: 1, name: 'bench', statementTimeout: 0 })
  const [row] = await sql<{ id: string }[]>`select id from contracts order by id limit 1`
  await sql.end({ timeout: 5 })
  return row?.id ?? ''
}

/** The load comes from a process of its own. */
async function load(url: string, seconds: number, headers: Record<string, string>): Promise<Rate> {
  const program = fileURLToPath(new URL('./send-load.ts', import.meta.url))
  const asked = JSON.stringify({ url, connections: CONNECTIONS, duration: seconds, headers })
  const child = spawn(process.execPath, [program, asked], { stdio: ['ignore', 'pipe', 'ignore'] })
  let text = ''
  for await (const piece of child.stdout) text += String(piece)
  const { requests, latency, errors, non2xx, statusCodeStats } = JSON.parse(text)
  const unchanged = statusCodeStats?.['304']?.count ?? 0
  return {
    requests: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    failed: errors + non2xx - unchanged,
  }
}
