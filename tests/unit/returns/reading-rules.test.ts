import path from 'node:path'
import { expect, it } from 'vitest'
import { readingRules, readingSources } from '../../../src/returns/reading-rules.ts'

it('takes in every file that has a part in reading a row, wherever it lies', () => {
  const root = path.join(import.meta.dirname, '../../..')
  const files = [...readingSources().keys()].map((file) => path.relative(root, file))
  expect(files).toEqual(
    expect.arrayContaining([
      'src/returns/checks/row-reader.ts',
      'src/returns/encode-rows.ts',
      'src/returns/mapping/fields.ts',
      'src/returns/reading/csv-rows.ts',
      'src/returns/values/date.ts',
      'src/returns/row-issue-catalogue.ts',
      'src/lib/money.ts',
      'src/suppliers/redaction.ts',
    ]),
  )
  expect(files.filter((file) => !file.startsWith('src/'))).toEqual([])
})

it('is the same each time it is asked', () => {
  expect(readingRules()).toMatch(/^[0-9a-f]{64}$/)
  expect(readingRules()).toBe(readingRules())
})
