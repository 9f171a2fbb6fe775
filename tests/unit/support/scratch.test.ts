import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { isAlive } from '../../support/scratch.ts'

/** A run that opens a scratch folder, starts a process that must end with it, and then waits or ends. */
const program = (ending: string) => `
  import { spawn } from 'node:child_process'
  import { openScratch } from './tests/support/scratch.ts'
  const scratch = await openScratch()
  const server = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  await scratch.record('server', -server.pid)
  process.stdout.write(JSON.stringify({ folder: scratch.folder, pid: server.pid }))
  ${ending}`

type Started = { run: ChildProcess; folder: string; pid: number }

async function start(ending: string): Promise<Started> {
  const run = spawn('node', ['--input-type=module-typescript', '--eval', program(ending)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [said] = await once(run.stdout, 'data')
  return { run, ...JSON.parse(String(said)) }
}

async function nothingRemains({ folder, pid }: Started): Promise<void> {
  await vi.waitFor(() => expect([isAlive(pid), existsSync(folder)]).toEqual([false, false]), {
    timeout: 8000,
  })
}

it.concurrent.each<NodeJS.Signals>(['SIGKILL', 'SIGTERM'])(
  'leaves no server and no folder behind when a run is ended by %s',
  async (signal) => {
    const started = await start('setInterval(() => {}, 1000)')
    expect([isAlive(started.pid), existsSync(started.folder)]).toEqual([true, true])
    started.run.kill(signal)
    await nothingRemains(started)
  },
  15_000,
)

it.concurrent('leaves no server and no folder behind when a run crashes', async () => {
  await nothingRemains(await start('setTimeout(() => nobodyDefinedThis(), 10)'))
}, 15_000)

it.concurrent('has ended everything by the time a run has closed its folder', async () => {
  const started = await start('await scratch.close()')
  await once(started.run, 'exit')
  expect([isAlive(started.pid), existsSync(started.folder)]).toEqual([false, false])
}, 15_000)
