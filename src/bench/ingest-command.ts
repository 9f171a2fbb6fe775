// How near does submit → published come to what PostgreSQL itself can load?
import { type ChildProcess, spawn } from 'node:child_process'
import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { addAuthority } from '../authorities/add-authority.ts'
import { type Config, environmentWith, loadConfig } from '../config.ts'
import { openDb } from '../db/client.ts'
import { copyOfRegister, copyOfTheSame } from '../db/copy-limit.ts'
import { startEmbedded } from '../db/embedded.ts'
import { closeDeps, type Deps, openDeps } from '../deps.ts'
import { keepMemorySmall } from '../keep-memory-small.ts'
import { createLog } from '../log.ts'
import { prepareRegister } from '../prepare-register.ts'
import { submitReturn } from '../returns/submit-return.ts'
import { waitForReturn } from '../returns/wait-for-return.ts'
import { benchReturn } from './made-up-return.ts'
import { isAtRest } from './rest-queries.ts'

const ROWS = 100_000
const SEED = 33
const BLOCK = 256 * 1024
const MANY = String(1024 * 1024 * 1024)

type Say = (line: string) => void

/** Loads made-up rows into a new cluster, then lets COPY load what they became, and prints both rates and their ratio. */
export async function ingestCommand(say: Say, rows: number = ROWS): Promise<void> {
  keepMemorySmall()
  const folder = await mkdtemp(path.join(tmpdir(), 'thirty3-bench-'))
  const embedded = await startEmbedded({ dataDir: path.join(folder, 'postgres') })
  const config: Config = {
    ...loadConfig(),
    RETURN_MAX_BYTES: Number(MANY),
    RETURN_MAX_ROWS: 10_000_000,
    RETURN_MAX_SECONDS: 3600,
  }
  try {
    await prepareRegister(embedded.url)
    await addBenchAuthority(embedded.url)
    const emptyUrl = await copyOfRegister(embedded.url, 'copy_limit')
    const log = createLog('warn', { pretty: false })
    const deps = await openDeps({ config, databaseUrl: embedded.url, log, statementTimeout: 0 })
    const worker = startWorker(embedded.url)
    try {
      await isReady(worker)
      await measure(deps, emptyUrl, worker, rows, say)
    } finally {
      worker.kill('SIGTERM')
      await new Promise((resolve) => worker.once('exit', resolve))
      await closeDeps(deps)
    }
  } finally {
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(
  deps: Deps,
  emptyUrl: string,
  worker: ChildProcess,
  rows: number,
  say: Say,
): Promise<void> {
  const first = await load(deps, rows, 0, 'first load', say)
  say(`peak memory: web ${megabytes(process.pid)} MB, worker ${megabytes(worker.pid)} MB`)
  await quiet(deps)
  say(`peak memory of the worker once what follows was derived: ${megabytes(worker.pid)} MB`)
  const limit = await copyOfTheSame(deps.databaseUrl, emptyUrl)
  say(
    `COPY of the same values into the same indexed tables: ${limit.seconds.toFixed(1)} s, ${rate(rows, limit.seconds)} rows/s`,
  )
  for (const table of limit.tables) say(`  ${table.name.padEnd(22)} ${table.seconds.toFixed(2)} s`)
  say(`ratio: ${(limit.seconds / first).toFixed(2)} of COPY`)
  const again = await load(deps, rows, 0, 'the same file again', say)
  say(`  ${((again / first) * 100).toFixed(1)} % of the first load`)
  const changed = await load(deps, rows, 0.05, '5 % of the rows changed', say)
  say(`  ${((changed / first) * 100).toFixed(1)} % of the first load`)
}

/** Until the worker has done what a publication asks of it: scoring, deriving. */
async function quiet({ db }: Deps): Promise<void> {
  while (!(await isAtRest(db))) await sleep(250)
}

async function addBenchAuthority(databaseUrl: string): Promise<void> {
  const name = 'Bench'
  const none = {
    laCode: null,
    onsCode: null,
    population: null,
    tileColumn: null,
    tileRow: null,
    aliases: [],
    neighbours: [],
  }
  const { db, close } = openDb(databaseUrl, { max: 1, name: 'thirty3 bench', statementTimeout: 0 })
  try {
    await addAuthority(
      db,
      { slug: 'bench', name, officialName: name, gssCode: 'E10999999', inLondon: false, ...none },
      'bench',
    )
  } finally {
    await close()
  }
}

/** Seconds from the first byte handed in to the commit of the publication. What is handed in was made up before. */
async function load(deps: Deps, rows: number, changedShare: number, what: string, say: Say): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'thirty3-made-up-'))
  try {
    const file = path.join(folder, 'bench.csv')
    await pipeline(inBlocks(benchReturn(rows, SEED, changedShare)), createWriteStream(file))
    return await loadFile(deps, file, rows, what, say)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function loadFile(deps: Deps, file: string, rows: number, what: string, say: Say): Promise<number> {
  const began = performance.now()
  const outcome = await submitReturn(deps, {
    authoritySlug: 'bench',
    fileName: 'bench.csv',
    content: createReadStream(file, { highWaterMark: BLOCK }),
    actor: 'bench',
    publishWhenRead: true,
  })
  if (outcome.status === 'refused') throw new Error(outcome.message)
  const end = await waitForReturn(deps, outcome.returnId, { seconds: 3600 })
  if (end.state !== 'published') throw new Error(`${end.state}: ${end.refusal?.message}`)
  const seconds = (performance.now() - began) / 1000
  const { good = 0 } = end.counts ?? {}
  say(`${what}: ${seconds.toFixed(1)} s, ${rate(rows, seconds)} rows/s (${rows} rows, ${good} good)`)
  return seconds
}

async function* inBlocks(lines: Iterable<string>): AsyncGenerator<Buffer> {
  let block = ''
  for (const line of lines) {
    block += line
    if (block.length < BLOCK) continue
    yield Buffer.from(block)
    block = ''
  }
  yield Buffer.from(block)
}

function startWorker(databaseUrl: string): ChildProcess {
  const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))
  const env = environmentWith({
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'warn',
    RETURN_MAX_BYTES: MANY,
    RETURN_MAX_ROWS: '10000000',
    RETURN_MAX_SECONDS: '3600',
  })
  return spawn(process.execPath, [cli, 'work'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Until it says so: a worker that is asked for work has long been started, which is no part of a load. */
function isReady(worker: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.stdout?.on('data', (text) => {
      if (String(text).includes('ready')) resolve()
    })
    worker.once('exit', (code) => reject(new Error(`The worker stopped with code ${code}.`)))
  })
}

/** The highest resident size of a process so far, as Linux keeps it. */
function megabytes(pid: number | undefined): string {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return String(Math.round(Number(kilobytes) / 1024))
  } catch {
    return 'unknown'
  }
}

function rate(rows: number, seconds: number): string {
  return Math.round(rows / seconds).toLocaleString('en-GB')
}
