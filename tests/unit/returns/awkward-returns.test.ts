// What comes of the returns that people really send: one table, each row a file and what must be said of it.
import { expect, test } from 'vitest'
import { codesOf, finalStates, readAll, writeCsv } from '../../support/returns-reading.ts'

const HEADINGS = ['Contract reference', 'Title', 'Supplier', 'Start date', 'End date', 'Contract value']

type Row = readonly string[]

function row(n: number, over: Record<number, string> = {}): string[] {
  const cells = [`C-${n}`, `Contract ${n}`, `Supplier ${n} Ltd`, '15/04/2024', '31/03/2027', '10000']
  return cells.map((cell, at) => over[at] ?? cell)
}

const table = (...rows: Row[]): string => writeCsv([HEADINGS, ...rows])

const wide = (text: string, bigEndian: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}

/** `counts`: good, bad, ignored and blank rows; null for a refusal. */
interface Case {
  name: string
  file: string | Uint8Array
  counts: [number, number, number, number] | null
  codes?: string[]
  never?: string[]
}

const CASES: Case[] = [
  {
    name: 'UTF-16 with the little end first and no mark',
    file: wide(table(row(1)), false),
    counts: null,
    codes: ['undecodable'],
  },
  {
    name: 'UTF-16 with the big end first and no mark',
    file: wide(table(row(1)), true),
    counts: null,
    codes: ['undecodable'],
  },
  {
    name: 'UTF-16 with its mark and tabs',
    file: Buffer.concat([Buffer.from([0xff, 0xfe]), wide(writeCsv([HEADINGS, row(1), row(2)], '\t'), false)]),
    counts: [2, 0, 0, 0],
  },
  {
    name: 'letters of an old Mac, read as Windows-1252 and said so',
    file: Buffer.from(table(row(1, { 1: 'Caf\u008e' })), 'latin1'),
    counts: [1, 0, 0, 0],
    codes: ['encoding_guessed'],
  },
  {
    name: 'a decimal comma between semicolons',
    file: writeCsv([HEADINGS, row(1, { 5: '10000,50' }), row(2)], ';'),
    counts: [1, 1, 0, 0],
    codes: ['value_unreadable'],
  },
  {
    name: 'headings in the twentieth row',
    file: `${'A note\r\n'.repeat(19)}${table(row(1))}`,
    counts: [1, 0, 0, 0],
    codes: ['title_rows_skipped'],
  },
  {
    name: 'headings in the twenty-first row',
    file: `${'A note\r\n'.repeat(20)}${table(row(1))}`,
    counts: null,
    codes: ['no_header_row'],
  },
  {
    name: 'headings in the twentieth row that is not blank',
    file: `${'A note\r\n\r\n'.repeat(19)}${table(row(1))}`,
    counts: [1, 0, 0, 0],
  },
  {
    name: 'a title that begins like a total',
    file: writeCsv([
      ['Title', 'Supplier', 'Contract value'],
      ['Total facilities management', 'Invented Services Ltd', '1'],
      ['Total energy advice', 'Total Advice Ltd', '2'],
      ['Total', '', '3'],
      ['Grand total:', 'Total', '3'],
    ]),
    counts: [2, 0, 2, 0],
    codes: ['totals_row_ignored'],
  },
  {
    name: 'totals, notes, blank rows and headings among the rows',
    file: table(
      row(1),
      ['Sub-total', '', '', '', '', '10000'],
      [],
      row(2),
      ['', '', 'Grand total', '', '', '20000'],
      ['', '', '', '', '', '20000'],
      HEADINGS,
      ['Figures exclude VAT'],
      row(1),
      ['Count: 3', '', '', '', '', '3'],
    ),
    counts: [2, 1, 6, 1],
    codes: [
      'totals_row_ignored',
      'note_row_ignored',
      'repeated_heading_ignored',
      'exact_duplicate_ignored',
      'title_missing',
    ],
  },
  {
    name: 'one short row, and three with more cells than headings',
    file: `${table(row(1, { 3: '', 4: '', 5: '' }).slice(0, 3))}C-2,T,S,15/04/2024,,10,extra\r\nC-3,T,S,15/04/2024,,10,\r\nC-4,T,S,15/04/2024,,12,500\r\n`,
    counts: [1, 3, 0, 0],
    codes: ['too_few_cells', 'too_many_cells'],
  },
  {
    name: 'line breaks inside cells, and no line feed between rows',
    file: table(row(1, { 1: 'Two\rlines' }), row(2)).replaceAll('\r\n', '\r'),
    counts: [2, 0, 0, 0],
  },
  {
    name: 'text after a quote that closed on a later line',
    file: `${table(row(1))}C-2,"two\nlines" more,S,15/04/2024,,1\r\n`,
    counts: null,
    codes: ['unclosed_quote'],
  },
  {
    name: 'quotes escaped by a backslash',
    file: `${table(row(1))}C-2,"The \\"best\\" one",S,15/04/2024,,1\r\n`,
    counts: [1, 1, 0, 0],
    codes: ['malformed_quote'],
  },
  {
    name: 'two marks of the byte order',
    file: `\ufeff\ufeff${table(row(1))}`,
    counts: [1, 0, 0, 0],
  },
  { name: 'white space only', file: ' \r\n\t\r\n', counts: null, codes: ['empty_file'] },
  {
    name: 'a title nobody can see',
    file: table(row(1, { 1: '\u200b' }), row(2)),
    counts: [1, 1, 0, 0],
    codes: ['title_missing'],
  },
  {
    name: 'dates of which no column shows the order, said once',
    file: table(row(1, { 3: '04/05/2024', 4: '05/06/2027' }), row(2, { 3: '06/07/2024', 4: '08/09/2027' })),
    counts: [2, 0, 0, 0],
    codes: ['day_first_assumed'],
  },
  {
    name: 'one date with the month first',
    file: table(row(1, { 3: '04/15/2024' }), row(2)),
    counts: null,
    codes: ['month_first_dates'],
  },
  {
    name: 'one text of thirty characters in every row',
    file: table(...[1, 2, 3, 4].map((n) => row(n, { 2: 'An invented name of 30 letters' }))),
    counts: [4, 0, 0, 0],
    never: ['text_maybe_cut'],
  },
  {
    name: 'several texts cut at thirty characters',
    file: table(
      ...[1, 2, 3].map((n) => row(n, { 1: `Provision of thing number ${n} and more`.slice(0, 30) })),
    ),
    counts: [3, 0, 0, 0],
    codes: ['text_maybe_cut'],
  },
  {
    name: 'a cell that names twenty thousand suppliers',
    file: table(row(1, { 2: 'a;'.repeat(20_000) }), row(2)),
    counts: [1, 1, 0, 0],
    codes: ['text_too_long'],
  },
  {
    name: 'suppliers that are nobody',
    file: table(row(1, { 2: 'Several (see attached)' }), row(2, { 2: '.' })),
    counts: [2, 0, 0, 0],
    codes: ['supplier_placeholder'],
  },
]

test.each(CASES)(
  '$name: rows are counted as the rules say, and the reason is named',
  async ({ file, counts, codes = [], never = [] }) => {
    const reading = await readAll(file)
    const { counts: found, outcome } = reading.verdict
    if (counts === null) expect(outcome).toBe('rejected-with-reason')
    else {
      expect([found.good, found.bad, found.ignored, found.blank]).toEqual(counts)
      expect(finalStates(reading)).toHaveLength(found.read)
    }
    const said = codesOf(reading)
    expect([...said]).toEqual(expect.arrayContaining(codes))
    for (const code of never) expect([...said]).not.toContain(code)
  },
)

test('the order of day and month is doubted in one issue, whatever the number of columns', async () => {
  const { verdict } = await readAll(table(row(1, { 3: '04/05/2024', 4: '05/06/2027' })))
  const doubts = verdict.issues.filter((issue) => issue.code === 'day_first_assumed')
  expect(doubts).toHaveLength(1)
  expect(doubts[0]?.message).toContain('Column 4 (Start date)')
  expect(doubts[0]?.message).toContain('Column 5 (End date)')
})
