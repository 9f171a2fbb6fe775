import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvFile, csvLine } from '../../../src/exports/csv.ts'
import { guarded, unguarded } from '../../../src/lib/formula-guard.ts'
import { allOf } from '../../support/all-of.ts'

const SIGNS = ['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠']
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .tuple(
      fc.constantFrom(...SIGNS, "'", "''", ' ', '"', ''),
      fc.constantFrom(...SIGNS, "'", ''),
      fc.string(),
    )
    .map((parts) => parts.join('')),
)

it('never starts a cell with a formula sign, and gives back exactly what was there', () => {
  fc.assert(
    fc.property(text, (cell) => {
      expect(SIGNS).not.toContain(guarded(cell).charAt(0))
      expect(unguarded(guarded(cell))).toBe(cell)
    }),
    { numRuns: 2_000 },
  )
})

it.each(SIGNS)('puts an apostrophe before a cell that starts with %j', (sign) => {
  expect(guarded(`${sign}1+1`)).toBe(`'${sign}1+1`)
})

it('leaves ordinary text alone, apostrophes in front of a word too', () => {
  for (const cell of ['Payroll', "'Tis the season", "O'Neill", '1-2', ' =1']) expect(guarded(cell)).toBe(cell)
})

it('writes any table so that a CSV reader finds the same cells, guarded', () => {
  const table = fc.array(fc.array(text, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(table, (rows) => {
      const written = rows.map(csvLine).join('')
      const read: string[][] = parse(written, { relax_column_count: true })
      expect(read).toEqual(rows.map((row) => row.map(guarded)))
    }),
    { numRuns: 500 },
  )
})

it('begins the file with the mark of UTF-8 and hands it on in pieces', async () => {
  const rows = Array.from({ length: 3_000 }, (_, at) => [String(at), 'x'.repeat(100)])
  const pieces = await allOf(csvFile(rows))
  expect(pieces[0]?.charCodeAt(0)).toBe(0xfeff)
  expect(pieces.length).toBeGreaterThan(3)
  expect(pieces.join('').split('\r\n')).toHaveLength(3_001)
})
