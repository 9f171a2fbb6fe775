// How fast does PostgreSQL load what is in the register's tables into the same tables of an empty register?
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

/** Every table that a published return of contracts fills, each after those that it refers to. */
const TABLES = [
  'files',
  'file_chunks',
  'returns',
  'stated_rows',
  'stated_issues',
  'return_sources',
  'carried_rows',
  'row_prints',
  'suppliers',
  'supplier_names',
  'supplier_keys',
  'supplier_word_links',
  'supplier_decisions',
  'contracts',
  'contract_versions',
  'contract_suppliers',
  'contract_search',
  'search_words',
]

export interface CopyLimit {
  seconds: number
  tables: { name: string; seconds: number }[]
}

/** Keeps a copy of a register nobody is connected to, under this name on the same server; its address. */
export async function copyOfRegister(databaseUrl: string, name: string): Promise<string> {
  const source = new URL(databaseUrl)
  const server = new URL(databaseUrl)
  server.pathname = '/template1'
  const client = new pg.Client({ connectionString: server.href })
  await client.connect()
  try {
    await client.query(`create database ${name} template ${source.pathname.slice(1)}`)
  } finally {
    await client.end()
  }
  server.pathname = `/${name}`
  return server.href
}

/**
 * Writes the tables out, and times COPY of them, in one transaction, into those of a register without returns: the same
 * columns, indexes, checks, foreign keys and triggers.
 */
export async function copyOfTheSame(databaseUrl: string, emptyUrl: string): Promise<CopyLimit> {
  const folder = await mkdtemp(path.join(tmpdir(), 'thirty3-copy-'))
  try {
    await withClient(databaseUrl, async (client) => {
      for (const name of TABLES)
        await pipeline(
          client.query(copyTo(`copy ${name} to stdout`)),
          createWriteStream(path.join(folder, name)),
        )
      await client.query('checkpoint')
    })
    return await withClient(emptyUrl, (client) => timeTables(client, folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function timeTables(client: pg.Client, folder: string): Promise<CopyLimit> {
  await client.query("set gin_pending_list_limit = '256MB'")
  const tables: CopyLimit['tables'] = []
  const began = performance.now()
  let last = began
  const lap = (name: string) => {
    const now = performance.now()
    tables.push({ name, seconds: (now - last) / 1000 })
    last = now
  }
  await client.query('begin')
  for (const name of TABLES) {
    const bytes = createReadStream(path.join(folder, name), { highWaterMark: 256 * 1024 })
    await pipeline(bytes, client.query(copyFrom(`copy ${name} from stdin`)))
    lap(name)
  }
  await client.query(`select gin_clean_pending_list('contract_search_words')`)
  lap('pending words')
  await client.query('commit')
  lap('commit')
  return { seconds: (last - began) / 1000, tables }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
