import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runningCluster, startEmbedded } from '../../../src/db/embedded.ts'

let folder = ''
let port = 0
const started = new Set<ChildProcess>()

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'thirty3-serve-'))
  port = await freePort()
})

afterAll(async () => {
  for (const child of started) child.kill('SIGKILL')
  // A killed server leaves its database running on purpose; here nothing may stay.
  if ((await runningCluster(dataDir())) !== null) await (await startEmbedded({ dataDir: dataDir() })).stop()
  await rm(folder, { recursive: true, force: true })
})

const dataDir = () => path.join(folder, 'data', 'postgres')

interface Run {
  child: ChildProcess
  output: () => string
}

function thirty3(args: string[], more: Record<string, string> = {}): Run {
  const { DATABASE_URL, REDIS_URL, ...rest } = process.env
  const env = {
    ...rest,
    PORT: String(port),
    THIRTY3_DATA: path.join(folder, 'data'),
    LOAD_SAMPLE: 'false',
    ...more,
  }
  const child = spawn(process.execPath, ['src/cli.ts', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  started.add(child)
  let text = ''
  const keep = (chunk: Buffer) => {
    text += chunk.toString()
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  return { child, output: () => text }
}

async function untilReady(run: Run): Promise<void> {
  for (let look = 0; look < 600; look += 1) {
    if (run.output().includes('ready')) return
    if (run.child.exitCode !== null) break
    await sleep(50)
  }
  throw new Error(`It did not start:\n${run.output()}`)
}

async function ended(run: Run): Promise<number | null> {
  if (run.child.exitCode === null && run.child.signalCode === null) await once(run.child, 'exit')
  return run.child.exitCode
}

const status = (address: string) =>
  fetch(`http://localhost:${port}${address}`).then((answer) => answer.status)

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, 'localhost', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

describe('thirty3 serve', () => {
  it('starts with nothing installed, says how to sign in, answers, and stops cleanly on Ctrl-C', async () => {
    const run = thirty3(['serve'])
    await untilReady(run)
    expect(run.output()).toMatch(/sign-in\/link\//)
    expect(await status('/')).toBe(200)
    expect(await status('/health/ready')).toBe(200)
    run.child.kill('SIGINT')
    expect(await ended(run)).toBe(0)
    expect(await runningCluster(dataDir())).toBeNull()
  })

  it('keeps the data, serves a second command beside it, and refuses a second server on the same folder', async () => {
    const run = thirty3(['serve'])
    await untilReady(run)
    const add = thirty3(['authority', 'add', 'norfolk', 'Norfolk County Council', '--gss', 'E10000020'])
    expect(await ended(add)).toBe(0)
    const list = thirty3(['authority', 'list'])
    await ended(list)
    expect(list.output()).toContain('Norfolk County Council')
    const second = thirty3(['serve'], { PORT: String(await freePort()) })
    expect(await ended(second)).toBe(1)
    expect(second.output()).toMatch(/already runs with the data folder .*THIRTY3_DATA/)
    run.child.kill('SIGTERM')
    expect(await ended(run)).toBe(0)
  })

  it('says what to do about a taken port, before anything is started', async () => {
    const taken = createServer().listen(port, 'localhost')
    await once(taken, 'listening')
    const run = thirty3(['serve'])
    expect(await ended(run)).toBe(1)
    expect(run.output()).toMatch(/Port \d+ is taken.*PORT=3001 npm start/)
    taken.close()
  })

  it('recovers after kill -9, also when the database died with it', async () => {
    const killed = thirty3(['serve'])
    await untilReady(killed)
    killed.child.kill('SIGKILL')
    await ended(killed)
    const again = thirty3(['serve'])
    await untilReady(again)
    expect(await status('/')).toBe(200)
    again.child.kill('SIGKILL')
    await ended(again)
    await killDatabase()
    const last = thirty3(['serve'])
    await untilReady(last)
    const list = thirty3(['authority', 'list'])
    await ended(list)
    expect(list.output()).toContain('Norfolk County Council')
    last.child.kill('SIGINT')
    expect(await ended(last)).toBe(0)
  })
})

/** As a power cut would: every process of the cluster at once, its `postmaster.pid` left behind. */
async function killDatabase(): Promise<void> {
  const { readFile } = await import('node:fs/promises')
  const pid = Number((await readFile(path.join(dataDir(), 'postmaster.pid'), 'utf8')).split('\n')[0])
  process.kill(-pid, 'SIGKILL')
  await sleep(300)
}
