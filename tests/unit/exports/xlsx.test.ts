import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type SheetCell, workbook } from '../../../src/exports/xlsx.ts'
import { guarded } from '../../../src/lib/formula-guard.ts'
import { DEFAULT_LIMITS, readReturn } from '../../../src/returns/read-return.ts'
import { allOf } from '../../support/all-of.ts'

/** The cells of the first sheet as our reader of returns sees them, headings left out. */
async function cellsOf(rows: SheetCell[][], headings = ['Title', 'Supplier', 'Description', 'End date']) {
  const sheets = [
    { name: 'Contracts & <more>', widths: [20, 30], hasHeadings: true, rows: [headings, ...rows] },
    { name: 'Guide', widths: [], hasHeadings: false, rows: [['Only words']] },
  ]
  const bytes = Buffer.concat(await allOf(workbook(sheets)))
  const limits = { ...DEFAULT_LIMITS, titleCharacters: 100_000 }
  const reading = readReturn(
    async function* () {
      yield bytes
    },
    { kind: 'contracts', limits },
  )
  const read: string[][] = []
  for (;;) {
    const step = await reading.next()
    if (step.done) return { read, verdict: step.value }
    read.push(...step.value.map((row) => row.cells))
  }
}

it('writes what our own reader reads back: text, amounts, days, blanks', async () => {
  const { read, verdict } = await cellsOf([
    ['Payroll', 'Quillmere & Sons <Ltd>', 'two\nlines "quoted" _x000D_', { day: '2027-03-31' }],
    ['Telephony', 'Pellwick', null, { day: '1990-01-01' }],
    ['=1+1', '\t@x', { number: 1234.5, style: 'money' }, { number: 7, style: 'count' }],
  ])
  expect(verdict.file).toMatchObject({ kind: 'xlsx', sheet: 'Contracts & <more>' })
  expect(read).toEqual([
    ['Payroll', 'Quillmere & Sons <Ltd>', 'two\nlines "quoted" _x000D_', '2027-03-31'],
    ['Telephony', 'Pellwick', '', '1990-01-01'],
    ["'=1+1", "'\t@x", '1234.5', expect.anything()],
  ])
})

it('keeps every text, formula-safe', async () => {
  const cell = fc.string({ unit: 'grapheme-composite', maxLength: 40 }).map((text) => `x${text}`)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 10 }), async (rows) => {
      const { read } = await cellsOf(rows.map(([title, text]) => [title, 'Supplier Ltd', text]))
      expect(read.map(([title, , text]) => [title, text])).toEqual(rows.map((row) => row.map(guarded)))
    }),
    { numRuns: 60 },
  )
})

it('hands a large workbook on in pieces as the rows come', async () => {
  let asked = 0
  const rows = (function* () {
    for (; asked < 20_000; asked += 1) yield [String(asked), `row ${asked} ${Math.sin(asked)}`]
  })()
  const askedAtPiece: number[] = []
  for await (const _ of workbook([{ name: 'A', widths: [], hasHeadings: true, rows }]))
    askedAtPiece.push(asked)
  expect(askedAtPiece.filter((count) => count > 0 && count < 20_000).length).toBeGreaterThan(3)
})
