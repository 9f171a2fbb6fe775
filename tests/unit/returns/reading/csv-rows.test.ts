import { expect, it } from 'vitest'
import { csvRows } from '../../../../src/returns/reading/csv-rows.ts'
import type { RawRow } from '../../../../src/returns/reading/table.ts'

async function rowsOf(text: string, usualCells = 2, size = 5): Promise<RawRow[]> {
  const parser = csvRows(',', usualCells)
  const bytes = Buffer.from(text)
  const rows: RawRow[] = []
  for (let at = 0; at < bytes.length; at += size) {
    for (const row of await parser.write(bytes.subarray(at, at + size))) rows.push(row)
  }
  return [...rows, ...(await parser.end())]
}

it('gives the physical lines of every row, blank lines and line ends inside quotes counted', async () => {
  const rows = await rowsOf('\r\na,b\r\n"c\r\nd\re\nf",g\r\n\n\rh\n')
  expect(rows).toEqual([
    { line: 1, lastLine: 1, cells: [''] },
    { line: 2, lastLine: 2, cells: ['a', 'b'] },
    { line: 3, lastLine: 6, cells: ['c\r\nd\re\nf', 'g'] },
    { line: 7, lastLine: 7, cells: [''] },
    { line: 8, lastLine: 8, cells: [''] },
    { line: 9, lastLine: 9, cells: ['h'] },
  ])
})

it('gives the same rows whatever number of cells is usual', async () => {
  for (const usual of [0, 1, 2, 9])
    expect(await rowsOf('a,b\nc,d,e\n', usual)).toEqual(await rowsOf('a,b\nc,d,e\n'))
})

it('leaves a quote inside an unquoted cell, and text behind a closing quote, as they stand', async () => {
  expect((await rowsOf('19" rack,b\n"c" d,e\n')).map(({ cells }) => cells)).toEqual([
    ['19" rack', 'b'],
    ['"c" d', 'e'],
  ])
})

it('goes over 200,000 blank lines between two rows', async () => {
  const rows = await rowsOf(`a,b\n${'\n'.repeat(200_000)}c,d\n`, 2, 65_536)
  expect(rows).toHaveLength(200_002)
  expect(rows.at(-1)).toEqual({ line: 200_002, lastLine: 200_002, cells: ['c', 'd'] })
})
