// Is the code in order? Every check that needs nothing but this folder, each with its seconds.
import { spawn } from 'node:child_process'
import { delimiter, resolve } from 'node:path'

type Check = { name: string; command: string; arguments: string[] }

const vitest = ['run', '--config', 'tests/vitest.config.ts', '--reporter', 'dot', '--project']

const checks: Check[] = [
  { name: 'format and lint', command: 'biome', arguments: ['check', '--error-on-warnings'] },
  { name: 'types', command: 'tsc', arguments: [] },
  { name: 'dead code', command: 'knip', arguments: ['--no-progress'] },
  {
    name: 'only for tests',
    command: 'knip',
    arguments: ['--no-progress', '--production', '--include', 'files,dependencies'],
  },
  { name: 'architecture', command: 'vitest', arguments: [...vitest, 'architecture'] },
  { name: 'unit tests', command: 'vitest', arguments: [...vitest, 'unit'] },
]

const env = { ...process.env, PATH: [resolve('node_modules/.bin'), process.env.PATH].join(delimiter) }

/** Runs one check to its end; prints its line, and its output only when it failed. */
async function run(check: Check): Promise<boolean> {
  const started = performance.now()
  const output: Buffer[] = []
  const child = spawn(check.command, check.arguments, { stdio: ['ignore', 'pipe', 'pipe'], env })
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  const ended = await new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code, signal) => resolve(code === 0 ? '' : (signal ?? `exit code ${code}`)))
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const line = `${ended === '' ? 'ok    ' : 'FAILED'} ${check.name.padEnd(16)} ${seconds.padStart(5)} s`
  process.stdout.write(`${line}${ended === '' ? '' : ` (${ended})\n${Buffer.concat(output)}`}\n`)
  return ended === ''
}

const started = performance.now()
// The unit tests use every core; what needs one alone goes side by side before them.
const results = await Promise.all(checks.slice(0, -1).map(run))
for (const check of checks.slice(-1)) results.push(await run(check))
const failed = results.filter((passed) => !passed).length
const seconds = ((performance.now() - started) / 1000).toFixed(1)
process.stdout.write(
  `${failed === 0 ? 'All checks passed' : `${failed} of ${checks.length} checks failed`} in ${seconds} s\n`,
)
process.exitCode = failed === 0 ? 0 : 1
