// Where do the servers of a test run live, and how is it certain that none of them outlives the run?
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const PREFIX = 'thirty3-tests-'

export type Scratch = {
  /** A new folder in the temporary folder, open to other users of the machine for passing through only. */
  folder: string
  /** Notes a process that must end with the run; a negative number means the whole process group. */
  record(name: string, pid: number): Promise<void>
  /** Ends what was noted and removes the folder. */
  close(): Promise<void>
}

/**
 * Opens a folder for one run. A second process, the guard, clears it away when this process is gone, however it went.
 * What an earlier run left (both it and its guard killed) is cleared away first.
 */
export async function openScratch(): Promise<Scratch> {
  await clearStale()
  const folder = await mkdtemp(join(tmpdir(), PREFIX))
  await chmod(folder, 0o711)
  await writeFile(join(folder, 'owner'), String(process.pid))
  const guard = spawn(process.execPath, [fileURLToPath(new URL('./guard.ts', import.meta.url)), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const gone = once(guard, 'exit')
  guard.unref()
  return {
    folder,
    record: (name, pid) => writeFile(join(folder, `${name}.pid`), `${pid}\n`),
    async close() {
      await clearAway(folder)
      guard.ref()
      guard.stdin.end()
      await gone
    },
  }
}

/** Ends every process noted in the folder, PostgreSQL first by its own quick way, and removes the folder. */
export async function clearAway(folder: string): Promise<void> {
  const pids = await Promise.all((await pidFiles(folder)).map(readPid))
  await Promise.all(pids.filter((pid) => pid !== 0).map(end))
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function clearStale(): Promise<void> {
  const names = await readdir(tmpdir())
  for (const name of names.filter((one) => one.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name)
    const owner = await readPid(join(folder, 'owner'))
    if (owner !== 0 && !isAlive(owner)) await clearAway(folder).catch(() => undefined)
  }
}

async function pidFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return []
  const names = await readdir(folder)
  const noted = names.filter((name) => name.endsWith('.pid')).map((name) => join(folder, name))
  return [...noted, join(folder, 'postgres', 'data', 'postmaster.pid')]
}

async function readPid(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return Number.parseInt(text, 10) || 0
}

/** SIGQUIT makes PostgreSQL stop at once with its children; whoever still lives after five seconds is killed. */
async function end(pid: number): Promise<void> {
  send(pid, pid < 0 ? 'SIGTERM' : 'SIGQUIT')
  for (let waited = 0; waited < 5000 && isAlive(pid); waited += 50) await sleep(50)
  send(pid, 'SIGKILL')
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Already gone, which is what was wanted.
  }
}

/** Dead but not yet collected by its parent counts as dead: where nothing collects orphans they stay for ever. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return !isZombie(Math.abs(pid))
}

function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
