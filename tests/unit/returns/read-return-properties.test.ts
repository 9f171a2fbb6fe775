import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  finalStates,
  HEADINGS,
  madeUpRow,
  readAll,
  type WholeReading,
  writeCsv,
} from '../../support/returns-reading.ts'

const RUNS = { numRuns: 200 }
/** Many readings: slow where the machine is busy. */
const PATIENCE = { timeout: 60_000 }

/** Text that a cell may hold: letters, separators, quotes, accents, line breaks inside. */
const cell = fc
  .array(fc.constantFrom('a', 'B', '7', ' ', ',', ';', '|', '"', "'", '£', 'é', '–', '中', '\n', '.'), {
    maxLength: 12,
  })
  .map((letters) => letters.join(''))
const dialect = fc.record({
  separator: fc.constantFrom(',', ';', '\t', '|'),
  lineEnd: fc.constantFrom('\r\n', '\n', '\r'),
  quoteAll: fc.boolean(),
  encoding: fc.constantFrom('utf-8', 'utf-8-mark', 'utf-16le', 'utf-16be'),
})

function encoded(text: string, encoding: string): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text)
  if (encoding === 'utf-8-mark') return Buffer.from(`\uFEFF${text}`)
  const wide = Buffer.from(`\uFEFF${text}`, 'utf16le')
  return encoding === 'utf-16le' ? wide : wide.swap16()
}

/** Titles of the good rows with everything read of them, in an order of their own. */
function contracts(reading: WholeReading): string[] {
  const states = finalStates(reading)
  return reading.rows
    .filter((_, at) => states[at] === 'good')
    .map(({ values }) => JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort()
}

const rowsArbitrary = fc
  .array(
    fc.record({
      start: fc.constantFrom('14/05/2025', '2025-05-14', 'TBC', '31/02/2025'),
      value: fc.constantFrom('12,500', 'nil', '£1.2m', 'lots', ''),
      title: fc.constantFrom('Parks', 'Roads', 'Trees', ''),
      reference: fc.constantFrom('A1', 'A2', 'A3', ''),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) =>
    rows.map(({ start, value, title, reference }) =>
      madeUpRow(1, { 0: reference, 1: title, 3: start, 5: value }),
    ),
  )

describe('whatever the dialect', PATIENCE, () => {
  it('P1: gives every cell back as it was typed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 6 }),
        dialect,
        async (rows, { separator, lineEnd, quoteAll, encoding }) => {
          const filled = rows.map((row, nth) => [`MU-${nth}`, ...row.slice(1)])
          const text = writeCsv([HEADINGS, ...filled], separator, lineEnd, quoteAll)
          const reading = await readAll(encoded(text, encoding))
          expect(reading.verdict.file.delimiter).toBe(separator)
          expect(reading.rows.map((row) => row.cells)).toEqual(filled)
        },
      ),
      RUNS,
    )
  })

  it('P2: gives the same rows however the bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        rowsArbitrary,
        dialect,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        async (rows, { separator, lineEnd, quoteAll, encoding }, sizes) => {
          const bytes = encoded(writeCsv([HEADINGS, ...rows], separator, lineEnd, quoteAll), encoding)
          expect(await readAll(bytes, {}, sizes)).toEqual(await readAll(bytes))
        },
      ),
      RUNS,
    )
  })
})

describe('whatever else stands in the file', PATIENCE, () => {
  const extras = fc.array(
    fc.record({
      at: fc.nat(12),
      row: fc.constantFrom(
        Array(8).fill(''),
        ['', '', 'Made up for a test', '', '', '', '', ''],
        ['Total', '', '', '', '', '999', '', ''],
        ['', '', '', 'Sub-total', '', '1', '', ''],
        HEADINGS,
      ),
    }),
    { maxLength: 6 },
  )

  it('P3: reads the same contracts with blank rows, totals, notes and title rows added', async () => {
    await fc.assert(
      fc.asyncProperty(rowsArbitrary, extras, fc.boolean(), async (rows, added, hasTitle) => {
        const more: string[][] = [...rows]
        for (const { at, row } of added) more.splice(Math.min(at, more.length), 0, row)
        const above = hasTitle ? [['Made-up register', ...Array(7).fill('')]] : []
        const plain = await readAll(writeCsv([HEADINGS, ...rows]))
        const crowded = await readAll(writeCsv([...above, HEADINGS, ...more]))
        expect(contracts(crowded)).toEqual(contracts(plain))
      }),
      RUNS,
    )
  })

  it('P4: reads the same contracts in whatever order of rows and columns', async () => {
    const order = fc.shuffledSubarray(
      HEADINGS.map((_, at) => at),
      { minLength: 8 },
    )
    await fc.assert(
      fc.asyncProperty(
        rowsArbitrary,
        order,
        fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
        async (rows, columns, keys) => {
          const shuffled = rows.map((row, at) => ({ row, key: keys[at] ?? 0 })).sort((a, b) => a.key - b.key)
          const turned = [HEADINGS, ...shuffled.map(({ row }) => row)].map((row) =>
            columns.map((at) => row[at] ?? ''),
          )
          const [straight, mixed] = [
            await readAll(writeCsv([HEADINGS, ...rows])),
            await readAll(writeCsv(turned)),
          ]
          expect(contracts(mixed)).toEqual(contracts(straight))
          expect(mixed.verdict.counts).toEqual(straight.verdict.counts)
        },
      ),
      RUNS,
    )
  })
})

describe('whatever the bytes', PATIENCE, () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc
      .tuple(rowsArbitrary, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }))
      .map(([rows, changes]) => {
        const made = Buffer.from(writeCsv([HEADINGS, ...rows]))
        for (const [at, byte] of changes) made[at % made.length] = byte
        return made
      }),
  )

  it('P5, P6: ends within five seconds in one of three outcomes, every row accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const started = performance.now()
        const { rows, verdict } = await readAll(content)
        expect(performance.now() - started).toBeLessThan(5_000)
        const { read, good, bad, ignored, blank } = verdict.counts
        expect(['accepted', 'accepted-with-row-errors', 'rejected-with-reason']).toContain(verdict.outcome)
        expect(good + bad + ignored + blank).toBe(read)
        if (verdict.outcome !== 'rejected-with-reason') {
          expect(rows).toHaveLength(read)
          expect(finalStates({ rows, verdict }).filter((state) => state === 'bad')).toHaveLength(bad)
        } else expect(verdict.message).toBeTruthy()
      }),
      { numRuns: 500 },
    )
  })

  it('P10: reads the same bytes to the same result', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        expect(await readAll(content)).toEqual(await readAll(content))
      }),
      RUNS,
    )
  })
})
