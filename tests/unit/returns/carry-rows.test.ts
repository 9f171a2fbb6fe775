import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ReadRow,
  type ReadSettings,
  type ReadVerdict,
  readReturn,
} from '../../../src/returns/read-return.ts'
import { printWriter } from '../../../src/returns/row-prints.ts'

interface Known {
  basis: string
  prints: Uint8Array
}

interface Told {
  rows: ReadRow[]
  verdict: ReadVerdict
}

/** Small pieces, so that the first rows, which are always read, are few. */
async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

async function read(
  bytes: Uint8Array,
  settings: ReadSettings,
  size: number,
  known: Known | null | undefined,
): Promise<Told> {
  const carrying =
    known === undefined
      ? null
      : {
          from: 0,
          rules: () => 'the same',
          ask: async (basis: string) => (basis === known?.basis ? known.prints.slice() : null),
        }
  const reading = readReturn(() => pieces(bytes, size), settings, carrying)
  const rows: ReadRow[] = []
  for (;;) {
    const step = await reading.next()
    if (step.done) return { rows, verdict: step.value }
    rows.push(...step.value)
  }
}

/** What is kept of a reading beside what was known before, as the thread that reads lays it down. */
function keptOf(returnId: string, { rows, verdict }: Told, before: Known | null): Known | null {
  const columns = rows.find(({ print }) => print)?.print?.marks.length
  if (columns === undefined || verdict.basis === undefined) return before
  const writer = printWriter(returnId, columns)
  for (const { print, dataRow } of rows) if (print) writer.add(print, dataRow)
  for (const { dataRow } of verdict.amendments) writer.takeBack(dataRow)
  const older = before?.basis === verdict.basis ? before.prints : new Uint8Array()
  return { basis: verdict.basis, prints: Buffer.concat([older, writer.take()]) }
}

/** Rows as they would be looked up: what is carried on from where it is stored, under its own place. */
function resolved({ rows }: Told, stored: ReadonlyMap<string, readonly ReadRow[]>) {
  return rows.map(({ carried, print, ...row }) => {
    if (carried === undefined) return row
    const source = stored.get(carried.returnId)?.[carried.dataRow - 1]
    if (source === undefined || source.carried) throw new Error('carried on from nowhere')
    const issues = source.issues.map((issue) => ({
      ...issue,
      line: row.line,
      dataRow: row.dataRow,
      message: `Line ${row.line}${issue.message.slice(`Line ${issue.line}`.length)}`,
    }))
    return { ...row, cells: source.cells, values: source.values, issues }
  })
}

const HEADING = 'Contract reference,Title,Description,Supplier name,Start date,End date,Total contract value,'

const word = fc.constantFrom('Repairs', 'Lift care', 'School meals', 'Größe', 'Tree “works”', 'Café')
const title = fc.oneof(
  word,
  fc.constantFrom(29, 30, 31, 40, 41).map((length) => 'x'.repeat(length)),
  fc.tuple(word, fc.nat(9)).map(([text, n]) => `${text} ${n}`.padEnd(30, '.').slice(0, 30)),
)
const day = fc.constantFrom('01/02/2020', '13/02/2025', '03/04/2026', '2027-05-01', '', '31/02/2021')
const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const line = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(
        fc.nat(60).map((n) => (n > 50 ? '' : `C${n}`)),
        title,
        fc.constantFrom('', 'one line', 'two\nlines', 'a "quoted" word', 'odd\r\nends', 'comma, here'),
        fc.constantFrom('Alder Ltd', 'Birch LLP', 'REDACTED', '', 'Cobalt plc; Elm Ltd'),
        day,
        day,
        fc.constantFrom('1,000', '£25.50', 'TBC', '', '2000'),
        fc.constantFrom('', '', '', '', 'stray'),
      )
      .map((cells) => cells.map(cell).join(',')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', ',,,', 'Total,,,,,,3000,', 'a note', HEADING, 'C1,short'),
  },
  { weight: 1, arbitrary: fc.constant('C7,Split figure,d,Alder Ltd,01/02/2020,01/02/2021,£1,000,,') },
)

const many = fc.array(line, { minLength: 70, maxLength: 110 })

/** The lines of a later return: some gone, some new, some in another place. */
const edits = fc.array(
  fc.record({ at: fc.nat(109), what: fc.constantFrom('drop', 'new', 'twice', 'move'), line }),
  { maxLength: 12 },
)

type Edit = { at: number; what: string; line: string }

function edited(lines: readonly string[], changes: readonly Edit[]): string[] {
  const result = [...lines]
  for (const { at, what, line: given } of changes) {
    const place = at % Math.max(result.length, 1)
    if (what === 'new') result.splice(place, 0, given)
    else if (what === 'twice') result.splice(place, 0, result[place] ?? '')
    else {
      const [taken] = result.splice(place, 1)
      if (what === 'move') result.push(taken ?? '')
    }
  }
  return result
}

const form = fc.record({
  end: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf8', 'latin1', 'utf16le', 'mark') as fc.Arbitrary<
    'utf8' | 'latin1' | 'utf16le' | 'mark'
  >,
  separatorLine: fc.boolean(),
  isEnded: fc.boolean(),
})

function fileOf(
  lines: readonly string[],
  {
    end,
    encoding,
    separatorLine,
    isEnded,
  }: { end: string; encoding: string; separatorLine: boolean; isEnded: boolean },
): Buffer {
  const text = [...(separatorLine ? ['sep=,'] : []), HEADING, ...lines].join(end) + (isEnded ? end : '')
  if (encoding === 'latin1') return Buffer.from(text.replaceAll(/[“”]/g, ''), 'latin1')
  if (encoding === 'utf16le') return Buffer.from(`\ufeff${text}`, 'utf16le')
  return Buffer.from(encoding === 'mark' ? `\ufeff${text}` : text)
}

const days = fc.constantFrom('2026-03-01', '2026-04-02', '2026-11-22', '2027-06-01')

describe('rows carried on from an earlier return', () => {
  it('say what reading them again would say, over three returns in a row, whatever was changed between them', async () => {
    let carriedRows = 0
    await fc.assert(
      fc.asyncProperty(
        many,
        edits,
        edits,
        form,
        fc.tuple(days, days, days),
        fc.integer({ min: 150, max: 900 }),
        fc.nat(30),
        async (lines, one, other, written, [first, second, third], size, corrected) => {
          const stored = new Map<string, readonly ReadRow[]>()
          let known: Known | null = null
          let content = lines
          for (const [at, [today, changes]] of (
            [
              [first, []],
              [second, one],
              [third, other],
            ] as const
          ).entries()) {
            content = edited(content, changes)
            const file = fileOf(content, written)
            const returnId = `00000000-0000-4000-8000-00000000000${at}`
            const corrections = [{ dataRow: corrected + 45, column: 2, from: 'Repairs', to: 'Mended' }]
            const settings = { today, kind: 'contracts' as const, corrections }
            const plain = await read(file, settings, size, undefined)
            const told = await read(file, settings, size, known)
            const { basis, ...verdict } = told.verdict
            expect(verdict).toEqual(plain.verdict)
            stored.set(returnId, told.rows)
            if (verdict.outcome === 'rejected-with-reason') return
            expect(resolved(told, stored)).toEqual(plain.rows)
            carriedRows += told.rows.filter(({ carried }) => carried).length
            known = keptOf(returnId, told, known)
          }
        },
      ),
      { numRuns: 60 },
    )
    expect(carriedRows).toBeGreaterThan(500)
  })

  it('end with the same row however the file comes, where the last holds nothing but a quote', async () => {
    const quote = '"'
    const rows = Array.from({ length: 60 }, (_, at) => `C${at},Title ${at},,Alder Ltd,,,1,`)
    const settings = { today: '2026-03-01', kind: 'contracts' as const }
    for (const last of [quote.repeat(4), quote.repeat(6), ' "', '"",""']) {
      const file = Buffer.from([HEADING, ...rows, last, ''].join('\n'))
      const whole = await read(file, settings, file.length, undefined)
      for (const size of [7, 100, 300, file.length])
        for (const known of [undefined, null]) {
          const told = await read(file, settings, size, known)
          expect(told.verdict.counts).toEqual(whole.verdict.counts)
        }
      expect(whole.verdict.counts.read).toBe(last === '"",""' ? 60 : 61)
    }
  })

  it('are carried on, and counted, where the titles of a whole file are cut', async () => {
    const rows = Array.from(
      { length: 2_500 },
      (_, at) => `C${at},${`Title ${at}`.padEnd(30, '.')},,Alder Ltd,,,1,`,
    )
    const file = Buffer.from([HEADING, ...rows, ''].join('\n'))
    const settings = { today: '2026-03-01', kind: 'contracts' as const }
    const plain = await read(file, settings, 900, undefined)
    const first = await read(file, settings, 900, null)
    const known = keptOf('00000000-0000-4000-8000-000000000001', first, null)
    const { rows: told, verdict } = await read(file, settings, 900, known)
    expect(verdict.issues.map(({ code }) => code)).toContain('text_maybe_cut')
    expect(verdict.issues).toEqual(plain.verdict.issues)
    expect(told.filter(({ carried }) => carried).length).toBeGreaterThan(1_400)
  })
})
