// How long after the upload can an officer read in review what a return will change?
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { PERMISSIONS } from '../accounts/account.ts'
import { insertKey, newKey } from '../accounts/key-queries.ts'
import { buildApp } from '../app.ts'
import { listAuthorities } from '../authorities/authority-queries.ts'
import { environmentWith, loadConfig } from '../config.ts'
import { startEmbedded } from '../db/embedded.ts'
import { closeDeps, type Deps, openDeps } from '../deps.ts'
import { createLog } from '../log.ts'
import { prepareRegister } from '../prepare-register.ts'
import { paths } from '../web/paths.ts'
import { benchReturn } from './made-up-return.ts'

const SEED = 33
/** Shares of rows that differ from what is published, a return each. */
const SHARES = [0.05, 0.1, 0.2, 0.3, 0.4]
const EVERY = 20
const MOST_LOOKS = 3_000

type Say = (line: string) => void

/**
 * On a new cluster, with web and worker as separate processes: publishes a made-up return, then hands in changed ones over
 * HTTP and asks for the page of changes until it shows them. Prints milliseconds from the first byte sent to that page.
 */
export async function reviewCommand(say: Say, rows: number): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'thirty3-bench-'))
  const embedded = await startEmbedded({ dataDir: path.join(folder, 'postgres') })
  try {
    await prepareRegister(embedded.url)
    const log = createLog('warn', { pretty: false })
    const deps = await openDeps({
      config: loadConfig(),
      databaseUrl: embedded.url,
      log,
      statementTimeout: 60_000,
    })
    const worker = startWorker(embedded.url)
    try {
      await measure(deps, rows, say)
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

async function measure(deps: Deps, rows: number, say: Say): Promise<void> {
  const app = await buildApp(deps)
  try {
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const officer = { address, authorization: `Bearer ${await keyOf(deps)}` }
    const starting = await handIn(officer, 20, 0)
    say(`20 rows while the worker starts: ${starting.milliseconds} ms`)
    const first = await handIn(officer, rows, 0)
    await publish(officer, first.id)
    say(`${rows} rows into an empty register: ${first.milliseconds} ms from upload to the page of changes`)
    for (const share of SHARES) {
      const { milliseconds } = await handIn(officer, rows, share)
      say(`${rows} rows, ${share * 100} % of them changed: ${milliseconds} ms`)
    }
  } finally {
    await app.close()
  }
}

interface Officer {
  address: string
  authorization: string
}

async function handIn(
  { address, authorization }: Officer,
  rows: number,
  share: number,
): Promise<{ id: string; milliseconds: number }> {
  const form = new FormData()
  form.append('file', new Blob([[...benchReturn(rows, SEED, share)].join('')]), `bench-${share}.csv`)
  const began = performance.now()
  const answer = await fetch(`${address}/api/v1/returns`, {
    method: 'POST',
    headers: { authorization },
    body: form,
  })
  const { return: made } = (await answer.json()) as { return: { id: string } }
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const page = await fetch(`${address}${paths.returnChanges(made.id)}`, { headers: { authorization } })
    if ((await page.text()).includes('Kinds of change'))
      return { id: made.id, milliseconds: Math.round(performance.now() - began) }
    await sleep(EVERY)
  }
  throw new Error('The changes were never shown.')
}

async function publish({ address, authorization }: Officer, id: string): Promise<void> {
  const answer = await fetch(`${address}/api/v1/returns/${id}/publish`, {
    method: 'POST',
    headers: { authorization },
  })
  if (!answer.ok) throw new Error(`Not published: ${await answer.text()}`)
}

async function keyOf({ db, clock }: Deps): Promise<string> {
  const [authority] = await listAuthorities(db)
  if (authority === undefined) throw new Error('There is no authority.')
  const key = newKey()
  const now = clock()
  await insertKey(db, {
    key,
    name: 'bench',
    authorityId: authority.id,
    permissions: PERMISSIONS,
    createdBy: 'bench',
    createdAt: new Date(now),
    expiresAt: new Date(now + 3_600_000),
  })
  return key
}

function startWorker(databaseUrl: string): ChildProcess {
  const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))
  const env = environmentWith({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' })
  return spawn(process.execPath, [cli, 'work'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}
