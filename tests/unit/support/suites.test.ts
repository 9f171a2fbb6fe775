import { expect, it } from 'vitest'
import { addCounts, countReport, plan, SUITES, summary } from '../../support/suites.ts'

const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] }
const report = {
  numPassedTests: 1,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [passed],
}

it('runs the unit and architecture tests on a machine that has nothing', () => {
  const { run, leftOut } = plan(SUITES, { postgres: null, redis: null, chromium: null })
  expect(run.map(({ project }) => project)).toEqual(['unit', 'architecture'])
  expect(leftOut).toHaveLength(SUITES.length - 2)
})

it('leaves out only the suites whose means is missing, and says what to install', () => {
  const { leftOut } = plan(SUITES, { postgres: 'postgres://x', redis: null, chromium: '/usr/bin/chromium' })
  expect(leftOut.map(({ suite }) => suite.name)).toEqual(['integration, queue on Redis'])
  expect(leftOut[0]?.why).toContain('apt-get install redis-server')
})

it('leaves nothing out when everything is there', () => {
  const means = { postgres: 'postgres://x', redis: '/usr/bin/redis-server', chromium: '/usr/bin/chromium' }
  expect(plan(SUITES, means)).toEqual({ run: SUITES, leftOut: [] })
})

it('counts what vitest counted', () => {
  const mixed = { ...report, numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }
  expect(countReport(mixed, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 })
})

it('counts a test file that could not be loaded as a failure', () => {
  const unloaded = { ...report, testResults: [passed, { status: 'failed', assertionResults: [] }] }
  expect(countReport(unloaded, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

it('counts a run that ended badly as a failure, with all its tests passed or without a report', () => {
  expect(countReport(report, 1).failed).toBe(1)
  expect(countReport(report, null).failed).toBe(1)
  expect(countReport(null, 0)).toEqual({ passed: 0, failed: 0, skipped: 0 })
})

it('adds up to one line, which names skipped tests only where there are any', () => {
  const total = addCounts([
    { passed: 2, failed: 0, skipped: 0 },
    { passed: 3, failed: 1, skipped: 0 },
  ])
  expect(summary(total)).toBe('5 passed, 1 failed')
  expect(summary({ ...total, skipped: 4 })).toBe('5 passed, 1 failed, 4 skipped')
})
