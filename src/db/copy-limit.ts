// How fast does PostgreSQL load what is in the register's tables into tables just like them?
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

const TABLES = [
  'files',
  'file_chunks',
  'return_rows',
  'return_issues',
  'suppliers',
  'supplier_names',
  'contracts',
  'contract_versions',
  'contract_suppliers',
  'contract_search',
]

export interface CopyLimit {
  seconds: number
  tables: { name: string; seconds: number }[]
}

/** Writes each table out, and times COPY of it into an empty table with the same columns, checks and indexes. */
export async function copyOfTheSame(databaseUrl: string): Promise<CopyLimit> {
  const folder = await mkdtemp(path.join(tmpdir(), 'thirty3-copy-'))
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('create schema copy_limit')
    await client.query("set gin_pending_list_limit = '256MB'")
    const tables = []
    for (const name of TABLES)
      tables.push({ name, seconds: await timeTable(client, name, path.join(folder, name)) })
    return { seconds: tables.reduce((sum, table) => sum + table.seconds, 0), tables }
  } finally {
    await client.query('drop schema if exists copy_limit cascade')
    await client.end()
    await rm(folder, { recursive: true, force: true })
  }
}

async function timeTable(client: pg.Client, name: string, file: string): Promise<number> {
  await pipeline(client.query(copyTo(`copy ${name} to stdout`)), createWriteStream(file))
  await client.query(`create table copy_limit.${name} (like ${name} including all)`)
  const began = performance.now()
  await client.query('begin')
  await pipeline(
    createReadStream(file, { highWaterMark: 256 * 1024 }),
    client.query(copyFrom(`copy copy_limit.${name} from stdin`)),
  )
  if (name === 'contract_search')
    await client.query(`select gin_clean_pending_list(i.indexrelid) from pg_index i
    join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam and a.amname = 'gin'
    where i.indrelid = 'copy_limit.contract_search'::regclass`)
  await client.query('commit')
  return (performance.now() - began) / 1000
}
