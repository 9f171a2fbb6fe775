import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src/lib/calendar-date.ts'
import { rowOn, rulesOn, THRESHOLD_KINDS } from '../../../src/opportunities/rule-book.ts'
import { type RuleTable, readRuleBook } from '../../../src/opportunities/rule-tables.ts'
import { book } from '../../support/derive.ts'

const thresholds = (line: string) => (table: RuleTable) =>
  table === 'thresholds'
    ? `effective_from,effective_to,set,kind,amount_pounds,source\n${line}\n`
    : 'day,name,source\n'

describe('the kept rule tables', () => {
  it('name a source for every row', () => {
    const rows = [
      ...book.thresholds,
      ...book.leadTimes,
      ...book.planDays,
      ...book.assumptions,
      ...book.noticeRules,
      ...book.bankHolidays,
    ]
    expect(rows.filter(({ source }) => source.length < 5)).toEqual([])
  })

  it('have threshold sets that follow each other without gap or overlap', () => {
    for (const kind of THRESHOLD_KINDS) {
      const rows = book.thresholds.filter((row) => row.kind === kind)
      const ends = rows.slice(0, -1).map(({ effectiveTo }) => addDays(effectiveTo ?? '', 1))
      expect(rows.slice(1).map(({ effectiveFrom }) => effectiveFrom)).toEqual(ends)
    }
  })

  it('have lead time bands that follow each other from £0 without end', () => {
    const bands = book.leadTimes.filter(({ from }) => from !== null)
    expect(bands[0]?.from).toBe(0)
    expect(bands.slice(1).map(({ from }) => from)).toEqual(bands.slice(0, -1).map(({ below }) => below))
    expect(bands.at(-1)?.below).toBeNull()
  })

  it('keep cells with commas and quotes whole', () => {
    const read = readRuleBook(thresholds(',2025-12-31,"a ""set"", old",works,5,"x, y"'))
    expect(read.thresholds).toEqual([
      {
        effectiveFrom: null,
        effectiveTo: '2025-12-31',
        set: 'a "set", old',
        kind: 'works',
        amount: 500,
        source: 'x, y',
      },
    ])
  })

  it.each([
    [',,s,works,12.5,x', /thresholds.csv line 2, amount_pounds/],
    [',,s,work,12,x', /line 2, kind/],
    ['2026-02-30,,s,works,12,x', /line 2, effective_from/],
    [',,,works,12,x', /line 2, set/],
    [',,s,works,12', /5 cells under 6 headings/],
  ])('refuse %j, naming line and column', (line, message) => {
    expect(() => readRuleBook(thresholds(line))).toThrow(message)
  })

  it('refuse to serve without a band, a kind or an assumption', () => {
    expect(() => rulesOn({ ...book, thresholds: [] }, '2026-11-21')).toThrow('goods_and_services')
    expect(() => rulesOn({ ...book, leadTimes: [] }, '2026-11-21')).toThrow('value not stated')
  })
})

describe('the row of a day', () => {
  const row = (effectiveFrom: string | null, effectiveTo: string | null) => ({
    effectiveFrom,
    effectiveTo,
    source: 'x',
  })
  const rows = [row('2020-01-01', '2020-12-31'), row('2021-01-01', '2021-12-31')]

  it.each([
    ['2020-12-31', '2020-01-01', 'in force'],
    ['2021-01-01', '2021-01-01', 'in force'],
    ['2030-01-01', '2021-01-01', 'last known'],
    ['2019-12-31', '2020-01-01', 'first known'],
  ])('on %s is that from %s, %s', (on, effectiveFrom, standing) => {
    expect(rowOn(rows, on, 'x')).toMatchObject({ effectiveFrom, standing })
  })
})
