// How does a test run get a PostgreSQL and a Redis of its own?
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Scratch } from './scratch.ts'

/** Starts PostgreSQL in the scratch folder on a free port; closing the scratch stops it. Answers its address. */
export async function startPostgres(scratch: Scratch): Promise<string> {
  const folder = join(scratch.folder, 'postgres')
  await mkdir(folder)
  const program = fileURLToPath(new URL('./start-postgres.ts', import.meta.url))
  const started = await promisify(execFile)(process.execPath, [program, join(folder, 'data')])
  return started.stdout.trim()
}

/** Starts Redis or Valkey on a free port, keeping nothing; closing the scratch stops it. Answers its address. */
export async function startRedis(scratch: Scratch, program: string): Promise<string> {
  const port = await freePort()
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    save: '',
    appendonly: 'no',
    'maxmemory-policy': 'noeviction',
    databases: '1024',
    dir: scratch.folder,
    logfile: join(scratch.folder, 'redis.log'),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
  const child = spawn(program, flags, { detached: true, stdio: 'ignore' })
  child.unref()
  const failed = once(child, 'error').then(([error]) => Promise.reject(error))
  if (child.pid !== undefined) await scratch.record('redis', -child.pid)
  await Promise.race([failed, answering(port)])
  return `redis://127.0.0.1:${port}`
}

/** Waits until something listens; @throws Error after ten seconds. */
async function answering(port: number): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    const socket = connect({ host: '127.0.0.1', port })
    const answered = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (answered) return
    await sleep(50)
  }
  throw new Error(`Nothing answers on port ${port}.`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
