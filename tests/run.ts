// Do all tests pass? Finds the means of each suite, starts the servers, runs the suites and adds up the counts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'
import { findChromium, findRedis } from './support/means.ts'
import { openScratch, type Scratch } from './support/scratch.ts'
import { startPostgres, startRedis } from './support/servers.ts'
import {
  addCounts,
  type Counts,
  countReport,
  type Means,
  plan,
  SUITES,
  type Suite,
  summary,
  withTests,
} from './support/suites.ts'

/** No suite comes near it; one that hangs is ended and counts as failed. */
const SUITE_LIMIT = 20 * 60_000

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Runs the suites that can run; answers their counts, a left-out suite under CI being one failure. */
async function main(scratch: Scratch): Promise<Counts> {
  const wanted = choose(process.argv.slice(2))
  const suites = withTests(wanted, '.')
  for (const suite of wanted.filter((one) => !suites.includes(one))) say(`No tests yet: ${suite.name}.`)
  const means = await findMeans(scratch, suites)
  const { run, leftOut } = plan(suites, means)
  const strict = process.env.CI === 'true'
  for (const { suite, why } of leftOut)
    say(`${strict ? 'FAILED, cannot run' : 'Left out'}: ${suite.name}: ${why}.`)
  const counts: Counts[] = [{ passed: 0, failed: strict ? leftOut.length : 0, skipped: 0 }]
  for (const [index, suite] of run.entries()) counts.push(await runSuite(scratch, suite, means, index))
  return addCounts(counts)
}

/** `npm test -- unit integration`: suites whose name starts so; all without arguments. */
function choose(names: string[]): Suite[] {
  const chosen = SUITES.filter(
    (suite) => names.length === 0 || names.some((name) => suite.name.startsWith(name)),
  )
  if (chosen.length === 0)
    throw new Error(`No such suite. There are: ${SUITES.map(({ name }) => name).join('; ')}`)
  return chosen
}

async function findMeans(scratch: Scratch, suites: Suite[]): Promise<Means> {
  const needed = new Set(suites.flatMap(({ needs }) => needs))
  const redis = needed.has('redis') ? findRedis(process.env) : null
  return {
    postgres: needed.has('postgres') ? await findPostgres(scratch) : null,
    redis: redis && (await startRedis(scratch, redis)),
    chromium: needed.has('chromium') ? findChromium(process.env) : null,
  }
}

async function findPostgres(scratch: Scratch): Promise<string | null> {
  if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL
  try {
    return await startPostgres(scratch)
  } catch (error) {
    say(`The embedded PostgreSQL did not start: ${error instanceof Error ? error.message : error}`)
    return null
  }
}

async function runSuite(scratch: Scratch, suite: Suite, means: Means, index: number): Promise<Counts> {
  say(`\n── ${suite.name} ──`)
  const started = performance.now()
  const report = join(scratch.folder, `report-${index}.json`)
  const flags = [
    '--project',
    suite.project,
    '--reporter',
    'default',
    '--reporter',
    'json',
    `--outputFile.json=${report}`,
  ]
  const child = spawn('vitest', ['run', '--config', 'tests/vitest.config.ts', ...flags], {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: environment(suite, means),
  })
  const group = -(child.pid ?? Number.NaN)
  if (child.pid !== undefined) await scratch.record('vitest', group)
  const limit = setTimeout(() => process.kill(group, 'SIGKILL'), SUITE_LIMIT)
  const [code] = await once(child, 'exit')
  clearTimeout(limit)
  const written = await readFile(report, 'utf8').catch(() => null)
  const counts = countReport(written === null ? null : JSON.parse(written), code)
  say(`${suite.name}: ${summary(counts)} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return counts
}

/** A suite is given what it needs and nothing else, so that what it runs on is decided here. */
function environment(suite: Suite, means: Means): NodeJS.ProcessEnv {
  const { DATABASE_URL, REDIS_URL, TEST_DATABASE_URL, TEST_REDIS_URL, CHROMIUM_PATH, ...rest } = process.env
  const has = (need: keyof Means) => (suite.needs.includes(need) ? (means[need] ?? undefined) : undefined)
  return {
    ...rest,
    PATH: [resolve('node_modules/.bin'), rest.PATH].join(delimiter),
    TEST_DATABASE_URL: has('postgres'),
    TEST_REDIS_URL: has('redis'),
    CHROMIUM_PATH: has('chromium'),
  }
}

const scratch = await openScratch()
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.on(signal, () => scratch.close().finally(() => process.exit(code)))
try {
  const counts = await main(scratch)
  process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1
  await scratch.close()
  say(`\n${summary(counts)}`)
} catch (error) {
  await scratch.close()
  say(`${error instanceof Error ? error.stack : error}\n\n0 passed, 1 failed`)
  process.exitCode = 1
}
