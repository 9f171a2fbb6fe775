import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../../../../src/returns/read-return.ts'
import { csvRecords } from '../../../../src/returns/reading/csv-rows.ts'
import { AstrayError, recordReader } from '../../../../src/returns/reading/record-reader.ts'
import { StructureScanner } from '../../../../src/returns/reading/text-structure.ts'

const TEXT = 'a,1\r\n\r\n"b\nc",2\r\nd,3\r\ne,4'

function placesOf(text: string) {
  const scanner = new StructureScanner(44, DEFAULT_LIMITS)
  scanner.write(Buffer.from(text))
  return scanner.end().places
}

function rowsOf(
  text: string,
  { size = 4, parse = csvRecords(',', 2), find = (_: string): number | undefined => undefined } = {},
) {
  const read = recordReader({ places: placesOf(text), decode: (bytes) => bytes, parse }, find, 0)
  const bytes = Buffer.from(text)
  const rows = []
  for (let at = 0; at < bytes.length; at += size) rows.push(...read(bytes.subarray(at, at + size)))
  return rows
}

describe('rows told by the bytes of their records', () => {
  it.each([1, 4, 7, 1000])('are the rows of the file with their lines, %i bytes at a time', (size) => {
    expect(rowsOf(TEXT, { size }).map(({ line, lastLine, cells }) => [line, lastLine, cells])).toEqual([
      [1, 1, ['a', '1']],
      [2, 2, ['']],
      [3, 4, ['b\nc', '2']],
      [5, 5, ['d', '3']],
      [6, 6, ['e', '4']],
    ])
  })

  it('have one print for the same bytes, whatever their line end, and another for any others', () => {
    const prints = rowsOf('a,1\r\na,1\na,2\na,1').map(({ print }) => print)
    expect(prints[0]).toMatch(/^[\s\S]{16}$/)
    expect(prints[1]).toBe(prints[0])
    expect(prints[3]).toBe(prints[0])
    expect(prints[2]).not.toBe(prints[0])
  })

  it('are not parsed where they are known, until somebody looks at their cells', () => {
    const known = rowsOf(TEXT).find(({ line }) => line === 3)?.print
    const parsed: string[] = []
    const parse = (records: readonly Uint8Array[]) => {
      parsed.push(Buffer.concat(records).toString())
      return csvRecords(',', 2)(records)
    }
    const find = (print: string) => (print === known ? 7 : undefined)
    const rows = rowsOf(TEXT, { size: 1000, parse, find })
    expect(rows.map((row) => row.known)).toEqual([undefined, undefined, 7, undefined, undefined])
    expect(parsed).toEqual(['a,1\r\nd,3\r\ne,4'])
    expect(rows[2]).toMatchObject({ line: 3, lastLine: 4, cells: ['b\nc', '2'] })
    expect(parsed).toHaveLength(2)
  })

  it.each([
    ['fewer rows than records', (records: readonly Uint8Array[]) => csvRecords(',', 2)(records).slice(1)],
    [
      'a row of other lines',
      (records: readonly Uint8Array[]) => csvRecords(',', 2)(records).map(() => ['x', 'y']),
    ],
  ])('go astray, and say so, where the parser sees %s', (_, parse) => {
    expect(() => rowsOf(TEXT, { size: 1000, parse })).toThrow(AstrayError)
  })
})
