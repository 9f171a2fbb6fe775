import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../../src/lib/csv.ts'
import { ISSUE_CATALOGUE } from '../../../src/returns/issue-catalogue.ts'
import { DEFAULT_LIMITS } from '../../../src/returns/read-return.ts'
import { supplierKey } from '../../../src/returns/values/supplier-key.ts'
import {
  codesOf,
  finalStates,
  fixtureAuthorities,
  HEADINGS,
  madeUpRow,
  readAll,
  type WholeReading,
  writeCsv,
} from '../../support/returns-reading.ts'

const BROKEN = new URL('../../../fixtures/broken/', import.meta.url)
const BAD_INPUTS = new URL('../../../../shared/bad-inputs/', import.meta.url)
const authorities = fixtureAuthorities()

async function readAs(slug: string, file: URL): Promise<WholeReading> {
  const authority = authorities.find((known) => known.slug === slug)
  if (!authority) throw new Error(`no authority ${slug}`)
  const otherAuthorities = authorities.filter((known) => known !== authority)
  const fileName = decodeURIComponent(file.pathname.split('/').at(-1) ?? '')
  return readAll(readFileSync(file), { authority, otherAuthorities, fileName }, [1000])
}

function table(url: URL): Record<string, string>[] {
  return existsSync(url) ? readCsv(readFileSync(url, 'utf8')) : []
}

function expectCodes(reading: WholeReading, codes: string): void {
  const wanted = codes.split('|').filter((code) => code !== '')
  if (reading.verdict.outcome === 'rejected-with-reason') expect(wanted).toContain(reading.verdict.code)
  else for (const code of wanted) expect(codesOf(reading)).toContain(code)
}

describe('our own broken files', () => {
  it.each(table(new URL('expected.csv', BROKEN)))('$file: $case', async (expected) => {
    const reading = await readAs('barnet', new URL(expected.file ?? '', BROKEN))
    const { outcome, counts } = reading.verdict
    expect(outcome).toBe(expected.outcome)
    expectCodes(reading, expected.codes ?? '')
    if (expected.good === '') return
    const { good, bad, ignored, blank } = counts
    expect({ good, bad, ignored, blank }).toEqual({
      good: Number(expected.good),
      bad: Number(expected.bad),
      ignored: Number(expected.ignored),
      blank: Number(expected.blank),
    })
    expect(finalStates(reading).filter((state) => state === 'bad')).toHaveLength(bad)
  })

  it('name line, column and text found in the message of every cell', async () => {
    for (const { file } of table(new URL('expected.csv', BROKEN))) {
      const { rows } = await readAs('barnet', new URL(file ?? '', BROKEN))
      for (const issue of rows.flatMap((row) => row.issues)) {
        expect(issue.message).toContain(`Line ${issue.line}`)
        if (issue.column !== null) expect(issue.message).toContain(`column ${issue.column}`)
        if (issue.value !== null) expect(issue.message).toContain(issue.value)
        expect(issue.message).toContain(ISSUE_CATALOGUE[issue.code as keyof typeof ISSUE_CATALOGUE].todo)
      }
    }
  })
})

describe.runIf(existsSync(BAD_INPUTS))('the shared bad inputs', () => {
  it.each(table(new URL('manifest.csv', BAD_INPUTS)))('$file: $case', async (expected) => {
    const started = performance.now()
    const reading = await readAs('camden', new URL(`files/${expected.file}`, BAD_INPUTS))
    expect(performance.now() - started).toBeLessThan(5000)
    expect(reading.verdict.outcome).toBe(expected.expected_outcome)
    expectCodes(reading, expected.code ?? '')
    if (expected.good_rows === '') return
    const { good, bad, ignored } = reading.verdict.counts
    expect([good, bad, ignored]).toEqual([
      Number(expected.good_rows),
      Number(expected.bad_rows),
      Number(expected.ignored_rows),
    ])
  })

  const FIELDS: Record<string, string> = {
    start_date: 'start_on',
    end_date: 'current_end_on',
    annual_value: 'value_annual',
  }
  const single = table(new URL('expected-values.csv', BAD_INPUTS)).filter(
    (row) => row.field !== 'supplier_group',
  )

  it.each(single)('$file, row $data_row: “$raw” reads as “$normalised”', async (expected) => {
    const { rows } = await readAs('camden', new URL(`files/${expected.file}`, BAD_INPUTS))
    const row = rows.find(({ dataRow }) => dataRow === Number(expected.data_row))
    const field = FIELDS[expected.field ?? ''] ?? 'supplier_name_raw'
    const issues = row?.issues.filter((issue) => issue.field === field) ?? []
    if (expected.code) expect(issues.map((issue) => issue.code)).toContain(expected.code)
    expect(issues.some((issue) => issue.severity === 'error')).toBe(expected.level === 'error')
    if (expected.level === 'ok') expect(issues.filter((issue) => issue.severity !== 'note')).toEqual([])
    expect(shown(row?.values ?? {}, field)).toBe(asShown(expected))
  })

  it('groups the spellings of a supplier as expected', async () => {
    const groups = table(new URL('expected-values.csv', BAD_INPUTS)).filter(
      (row) => row.field === 'supplier_group',
    )
    const keys = new Map<string, Set<string>>()
    for (const expected of groups) {
      const { rows } = await readAs('camden', new URL(`files/${expected.file}`, BAD_INPUTS))
      const name = String(rows[Number(expected.data_row) - 1]?.values.supplier_name_raw)
      const group = `${expected.file} ${expected.normalised}`
      keys.set(group, (keys.get(group) ?? new Set()).add(supplierKey(name)))
    }
    for (const [group, found] of keys) expect([...found], group).toHaveLength(1)
    const first = [...keys].filter(([group]) => group.startsWith('c07')).map(([, found]) => [...found][0])
    expect(new Set(first).size).toBe(first.length)
  })
})

/** A value in the form of the expectations: money in pounds, a word as its text, suppliers joined. */
function shown(values: Record<string, unknown>, field: string): string {
  if (field === 'supplier_name_raw')
    return (values.suppliers as { name: string }[]).map(({ name }) => name).join('|')
  const value = values[field]
  if (typeof value === 'number') return (value / 100).toFixed(2)
  const words = (values.words ?? {}) as Record<string, string>
  return value === null || value === undefined ? `word ${words[field] ?? ''}` : String(value)
}

function asShown(expected: Record<string, string>): string {
  if (expected.normalised?.startsWith('token:')) return `word ${expected.raw}`
  return expected.normalised === '' ? 'word ' : (expected.normalised ?? '')
}

describe('reading a return', () => {
  it('gives the physical position of rows, blank and ignored ones counted, and both lines of a long row', async () => {
    const text = writeCsv([
      HEADINGS,
      madeUpRow(1, { 7: 'two\r\nlines' }),
      Array(8).fill(''),
      ['Note', ...Array(7).fill('')],
      madeUpRow(2),
    ])
    const { rows, verdict } = await readAll(`${text}\r\n\r\n`)
    expect(rows.map(({ dataRow, line, lastLine, state }) => [dataRow, line, lastLine, state])).toEqual([
      [1, 2, 3, 'good'],
      [2, 4, 4, 'blank'],
      [3, 5, 5, 'ignored'],
      [4, 6, 6, 'good'],
    ])
    expect(verdict.counts).toEqual({ read: 4, good: 2, bad: 0, ignored: 1, blank: 1 })
  })

  it('says of an earlier row what only a later row could tell', async () => {
    const { rows, verdict } = await readAll(
      writeCsv([HEADINGS, madeUpRow(1), madeUpRow(1, { 4: '13/05/2031' }), madeUpRow(2)]),
    )
    expect(rows.map(({ state }) => state)).toEqual(['good', 'bad', 'good'])
    expect(verdict.amendments).toMatchObject([
      { dataRow: 1, state: 'bad', issues: [{ code: 'duplicate_conflict', line: 2 }] },
    ])
    expect(verdict.counts).toMatchObject({ good: 1, bad: 2 })
  })

  it('takes the mapping of a saved profile, and points out what vanished and what is new', async () => {
    const profile = {
      headings: [
        { heading: 'Job', field: 'title' },
        { heading: 'Who', field: 'supplier_name_raw' },
        { heading: 'Ends', field: 'max_end_on' },
      ],
    }
    const settings = { profiles: { contracts: profile }, lastHeadings: { contracts: profile } }
    const reading = await readAll('Job,Who,Start Date\nMade-up,Nobody Ltd,14/05/2025\n', settings)
    expect(reading.verdict.mapping.map(({ field, basis }) => [field, basis])).toEqual([
      ['title', 'profile'],
      ['supplier_name_raw', 'profile'],
      ['start_on', 'synonym'],
    ])
    expect(codesOf(reading)).toEqual(new Set(['heading_vanished', 'heading_new', 'reference_column_missing']))
  })

  it('says that a contract has ended only when it is told the day', async () => {
    const text = writeCsv([HEADINGS, madeUpRow(1)])
    expect(codesOf(await readAll(text))).not.toContain('ended_still_reported')
    expect(codesOf(await readAll(text, { today: '2028-05-14' }))).toContain('ended_still_reported')
    expect(codesOf(await readAll(text, { today: '2028-05-13' }))).not.toContain('ended_still_reported')
  })

  it('takes exactly as many rows as the limit', async () => {
    const limits = { ...DEFAULT_LIMITS, rows: 3 }
    const rows = [1, 2, 3].map((nth) => madeUpRow(nth))
    expect((await readAll(writeCsv([HEADINGS, ...rows]), { limits })).verdict.outcome).toBe('accepted')
    const { verdict } = await readAll(writeCsv([HEADINGS, ...rows, madeUpRow(4)]), { limits })
    expect(verdict).toMatchObject({ outcome: 'rejected-with-reason', code: 'too_many_rows' })
  })

  it('takes exactly as many bytes as the limit', async () => {
    const text = writeCsv([HEADINGS, madeUpRow(1)])
    const limited = (fileBytes: number) => readAll(text, { limits: { ...DEFAULT_LIMITS, fileBytes } }, [7])
    expect((await limited(text.length)).verdict.outcome).toBe('accepted')
    expect((await limited(text.length - 1)).verdict.code).toBe('file_too_large')
  })

  it('keeps several suppliers of one row with their roles', async () => {
    const { rows } = await readAll(
      'Title,Main contractor,Sub-contractor,Reseller\nMade-up,A Ltd; B Ltd,C Ltd,D Ltd\n',
    )
    expect(rows[0]?.values.suppliers).toEqual([
      { name: 'A Ltd', role: 'prime' },
      { name: 'B Ltd', role: 'prime' },
      { name: 'C Ltd', role: 'sub' },
      { name: 'D Ltd', role: 'reseller' },
    ])
  })

  it('closes the file it reads, also when it is refused half way', async () => {
    let open = 0
    const text = writeCsv([HEADINGS, madeUpRow(1, { 3: '05/14/2025' }), madeUpRow(2)])
    const { readReturn } = await import('../../../src/returns/read-return.ts')
    const reading = readReturn(async function* () {
      open += 1
      try {
        for (const byte of Buffer.from(text)) yield Uint8Array.of(byte)
      } finally {
        open -= 1
      }
    })
    let step = await reading.next()
    while (!step.done) step = await reading.next()
    expect(step.value.code).toBe('month_first_dates')
    expect(open).toBe(0)
  })
})

describe('the kind of a return', () => {
  it.each([
    ['Title,Supplier,Technology,End date', 'contracts', undefined],
    ['Title,Technology,Start date,End date', 'contracts', 'missing_required_heading'],
    ['System,Supplier,Department,Contract end date', 'systems', undefined],
    ['System,Maker,Supplier,Contract title,Hosting,Users', 'systems', undefined],
  ])('of %s is %s', async (headings, kind, code) => {
    const cells = headings
      .split(',')
      .map((heading) => (/date/.test(heading) ? '14/05/2028' : `Some ${heading}`))
    const { verdict } = await readAll(`${headings}\n${cells.join(',')}\n`)
    expect(verdict.returnKind).toBe(kind)
    expect(verdict.code).toBe(code)
  })

  it('is what the officer says', async () => {
    const text = 'Title,Supplier,System\nMade-up,A Ltd,Parkwise\n'
    expect((await readAll(text)).verdict.returnKind).toBe('contracts')
    expect((await readAll(text, { kind: 'systems' })).verdict).toMatchObject({
      returnKind: 'systems',
      outcome: 'accepted',
    })
  })
})
