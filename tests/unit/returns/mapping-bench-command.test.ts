import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { benchMapping } from '../../../src/returns/mapping-bench-command.ts'

const MAPS = fileURLToPath(
  new URL('../../../../shared/data/3-schemas-and-heading-maps/odileeds-heading-maps', import.meta.url),
)

it.runIf(existsSync(MAPS))(
  'maps 95 % of the labelled headings to their field and fewer than 1 % to a wrong one',
  () => {
    const figures = benchMapping(MAPS, () => {})
    expect((figures?.right ?? 0) / (figures?.named ?? 1)).toBeGreaterThanOrEqual(0.95)
    expect((figures?.wrong ?? 1) / (figures?.named ?? 1)).toBeLessThan(0.01)
  },
)

it('says so where there is nothing to measure', () => {
  let text = ''
  expect(
    benchMapping('/nowhere at all', (part) => {
      text += part
    }),
  ).toBeNull()
  expect(text).toContain('nothing to measure')
})
