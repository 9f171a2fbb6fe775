// Which suites does `npm test` run here, and which must it leave out?
import { type ProjectFile, readFiles } from './source-tree.ts'

/** What was found: an address, a path, or null. */
export type Means = { postgres: string | null; redis: string | null; chromium: string | null }

export type Suite = {
  name: string
  /** The vitest project. */
  project: 'unit' | 'architecture' | 'integration' | 'e2e'
  needs: (keyof Means)[]
}

export const SUITES: Suite[] = [
  { name: 'unit', project: 'unit', needs: [] },
  { name: 'architecture', project: 'architecture', needs: [] },
  { name: 'integration, queue on PostgreSQL', project: 'integration', needs: ['postgres'] },
  { name: 'integration, queue on Redis', project: 'integration', needs: ['postgres', 'redis'] },
  { name: 'end to end', project: 'e2e', needs: ['postgres', 'chromium'] },
]

const LACK: Record<keyof Means, string> = {
  postgres: 'no PostgreSQL: the embedded one did not start and TEST_DATABASE_URL is not set',
  redis: 'no redis-server or valkey-server on the PATH (Debian: apt-get install redis-server)',
  chromium: 'no Chromium on the PATH or at CHROMIUM_PATH (Debian: apt-get install chromium)',
}

export type Plan = { run: Suite[]; leftOut: { suite: Suite; why: string }[] }

/** The suites that can run with these means, and for each other one why not. */
export function plan(suites: Suite[], means: Means): Plan {
  const lacking = (suite: Suite) => suite.needs.filter((need) => means[need] === null)
  return {
    run: suites.filter((suite) => lacking(suite).length === 0),
    leftOut: suites
      .filter((suite) => lacking(suite).length > 0)
      .map((suite) => ({
        suite,
        why: lacking(suite)
          .map((need) => LACK[need])
          .join('; '),
      })),
  }
}

/** Suites whose project has a test file at all. */
export function withTests(suites: Suite[], root: string): Suite[] {
  const tests: ProjectFile[] = readFiles(root, (path) => /^tests\/.*\.test\.ts$/.test(path))
  return suites.filter(({ project }) => tests.some(({ path }) => path.startsWith(`tests/${project}/`)))
}

export type Counts = { passed: number; failed: number; skipped: number }

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/**
 * The counts of one suite from vitest's JSON report (null when it wrote none) and its exit code. A file that could not be
 * loaded, and a run that ended badly without a failed test, count as one failure each: no red run may look green.
 */
export function countReport(report: Report | null, exitCode: number | null): Counts {
  const unloaded = report?.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  )
  const failed = (report?.numFailedTests ?? 0) + (unloaded?.length ?? 0)
  return {
    passed: report?.numPassedTests ?? 0,
    failed: exitCode !== 0 && failed === 0 ? 1 : failed,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  }
}

export function addCounts(all: Counts[]): Counts {
  const total = (key: keyof Counts) => all.reduce((sum, counts) => sum + counts[key], 0)
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') }
}

/** The last line of a run: `N passed, N failed`, with `, N skipped` where any was. */
export function summary({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
