import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../../../../src/returns/read-return.ts'
import { StructureScanner } from '../../../../src/returns/reading/text-structure.ts'

function scan(content: string | Uint8Array, limits = {}, size = 3) {
  const bytes = Buffer.from(content)
  const scanner = new StructureScanner(44, { ...DEFAULT_LIMITS, ...limits })
  for (let at = 0; at < bytes.length; at += size) scanner.write(bytes.subarray(at, at + size))
  return scanner.end()
}

describe('StructureScanner', () => {
  it('counts cells a row, quotes and line ends of every kind obeyed', () => {
    const { cellCounts, filledRecords, lastFilled } = scan('a,b\r\n"c,\r\n""d""",e\n\rf\r\n,,\r\n')
    expect([...cellCounts]).toEqual([
      [2, 2],
      [1, 1],
    ])
    expect({ filledRecords, lastFilled }).toEqual({ filledRecords: 3, lastFilled: 3 })
  })

  it.each([1, 2, 3, 100])(
    'says where each record ends and which lines it takes, read %i bytes at a time',
    (size) => {
      const records = ['a,b\r\n', '\r\n', '"c\r\nd",é\n', '\r', '"x\ry"\r', 'last']
      const { places } = scan(records.join(''), {}, size)
      const found = records.map((_, at) => [
        places.start(at),
        places.end(at),
        places.firstLine(at),
        places.lastLine(at),
      ])
      let end = 0
      const ends = records.map((record) => {
        const start = end
        end += Buffer.byteLength(record)
        return [start, end]
      })
      expect(places.count()).toBe(records.length)
      expect(found).toEqual([
        [...(ends[0] ?? []), 1, 1],
        [...(ends[1] ?? []), 2, 2],
        [...(ends[2] ?? []), 3, 4],
        [...(ends[3] ?? []), 5, 5],
        [...(ends[4] ?? []), 6, 7],
        [...(ends[5] ?? []), 8, 8],
      ])
    },
  )

  it('finds text behind a closing quote on one line', () => {
    expect([...scan('a,b\n"c" d,e\nf,"g"h\n').malformed]).toEqual([1, 2])
    expect(scan('a,b"c"\n').malformed.size).toBe(0)
  })

  it.each(['a\n"b\nc" d\n', 'a\n"b\nc\n', '"'])(
    'refuses %j, naming the line on which the quote opens',
    (text) => {
      expect(() => scan(text)).toThrow(
        expect.objectContaining({ code: 'unclosed_quote', line: text.startsWith('"') ? 1 : 2 }),
      )
    },
  )

  it('tells valid letters of several bytes from stray bytes and from a letter cut off by the end', () => {
    expect(scan(Buffer.from('é–中😀'))).toMatchObject({ wideLetters: 4, strayBytes: 0 })
    for (const bytes of [[0xe9, 0x20], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0x80]])
      expect(scan(Uint8Array.from([0x61, ...bytes, 0x0a])).strayBytes, String(bytes)).toBeGreaterThan(0)
    const cut = scan(Uint8Array.from([0x61, 0x0a, 0x62, 0xe2, 0x82]))
    expect(cut.strayBytes).toBe(0)
    expect([...cut.undecodable]).toEqual([1])
  })

  it('refuses at each limit, and not below', () => {
    expect(() => scan('a,b,c', { columns: 2 })).toThrow(expect.objectContaining({ code: 'too_many_columns' }))
    expect(scan('a,b,c', { columns: 3 }).filledRecords).toBe(1)
    expect(() => scan('"abcd"', { fieldBytes: 3 })).toThrow(
      expect.objectContaining({ code: 'field_too_large' }),
    )
    expect(scan('"abc","abc"', { fieldBytes: 3 }).filledRecords).toBe(1)
  })
})
