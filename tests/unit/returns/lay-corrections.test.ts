import { expect, it } from 'vitest'
import { correctionLayer } from '../../../src/returns/lay-corrections.ts'
import { readReturn } from '../../../src/returns/read-return.ts'
import type { CellCorrection, ReadRow } from '../../../src/returns/read-types.ts'

const row = (...cells: string[]) => ({ line: 2, lastLine: 2, cells })

it('gives the very same row where nothing was corrected, and never changes the one it was given', () => {
  const layer = correctionLayer([{ dataRow: 2, column: 1, from: 'a', to: 'b' }])
  const raw = row('a', 'c')
  expect(layer.lay(raw, 1)).toBe(raw)
  expect(layer.lay(raw, 2).cells).toEqual(['b', 'c'])
  expect(raw.cells).toEqual(['a', 'c'])
  expect(layer.issues()).toEqual([])
})

it('fills a cell that a short row has not', () => {
  const layer = correctionLayer([{ dataRow: 1, column: 3, from: '', to: 'x' }])
  expect(layer.lay(row('a'), 1).cells).toEqual(['a', '', 'x'])
})

it('takes away the mark of the cell that it corrects, and of no other', () => {
  const marks = new Map([
    [0, 'number' as const],
    [1, 'date' as const],
  ])
  const layer = correctionLayer([{ dataRow: 1, column: 1, from: '1', to: '2' }])
  expect([...(layer.lay({ ...row('1', '2027-01-01'), marks }, 1).marks ?? [])]).toEqual([[1, 'date']])
})

it('leaves a cell alone that holds another text by now, and says so', () => {
  const layer = correctionLayer([
    { dataRow: 1, column: 1, from: 'gone', to: 'x' },
    { dataRow: 1, column: 2, from: 'b', to: 'y' },
  ])
  expect(layer.lay(row('a', 'b'), 1).cells).toEqual(['a', 'y'])
  expect(layer.issues()).toMatchObject([{ code: 'correction_not_applied', severity: 'warning' }])
})

async function read(text: string, corrections: CellCorrection[]) {
  const rows: ReadRow[] = []
  const reading = readReturn(
    async function* () {
      yield Buffer.from(text)
    },
    { corrections },
  )
  for (;;) {
    const step = await reading.next()
    if (step.done) return { rows, verdict: step.value }
    rows.push(...step.value)
  }
}

it('is read like what it says, the row keeping its cells as typed', async () => {
  const text = 'Title,Supplier,Current end date\nPayroll,Elm Ltd,31/02/2027\nTrees,Elm Ltd,31/03/2027\n'
  const { rows, verdict } = await read(text, [
    { dataRow: 1, column: 3, from: '31/02/2027', to: '28/02/2027' },
  ])
  expect(verdict.counts).toMatchObject({ good: 2, bad: 0 })
  expect(rows[0]).toMatchObject({
    state: 'good',
    values: { current_end_on: '2027-02-28' },
    cells: ['Payroll', 'Elm Ltd', '31/02/2027'],
  })
})

it('makes a title row or a total of a row no more than the row itself would', async () => {
  const text = 'Title,Supplier\nPayroll,\nTrees,Elm Ltd\n'
  const { verdict } = await read(text, [{ dataRow: 1, column: 2, from: '', to: 'Quillmere Ltd' }])
  expect(verdict.counts).toMatchObject({ good: 2, ignored: 0 })
})
