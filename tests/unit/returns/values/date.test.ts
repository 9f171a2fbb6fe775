import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDate, serialDate } from '../../../../src/returns/values/date.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const FIRST_DAY = Date.UTC(1990, 0, 1) / 86_400_000
const LAST_DAY = Date.UTC(2079, 11, 31) / 86_400_000
const EXCEL_EPOCH = 25_569

const two = (number: number): string => String(number).padStart(2, '0')

/** Every way of writing a day that the rules allow without a warning, and with one. */
function forms(dayNumber: number): string[] {
  const date = new Date(dayNumber * 86_400_000)
  const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
  const name = MONTHS[m - 1] ?? ''
  const short = `${two(y % 100)}`
  const written = [
    `${two(d)}/${two(m)}/${y}`,
    `${d}/${m}/${y}`,
    `${two(d)}-${two(m)}-${y}`,
    `${two(d)}.${two(m)}.${y}`,
    `${y}-${two(m)}-${two(d)}`,
    `${y}/${two(m)}/${two(d)}`,
    `${y}${two(m)}${two(d)}`,
    `${d} ${name} ${y}`,
    `${two(d)}-${name.slice(0, 3)}-${y}`,
    `${name} ${d}, ${y}`,
    `${two(d)}/${two(m)}/${y} 00:00`,
    `${y}-${two(m)}-${two(d)}T23:59:59Z`,
    `  ${d}\u00A0${name.toUpperCase()} ${y} `,
    String(dayNumber + EXCEL_EPOCH),
    `${dayNumber + EXCEL_EPOCH}.75`,
  ]
  return y >= 2000 ? [...written, `${d}/${m}/${short}`, `${d}-${name.slice(0, 3)}-${short}`] : written
}

describe('readDate', { timeout: 30_000 }, () => {
  it('P7: reads back every day from 1990 to 2079 in every form', () => {
    for (let dayNumber = FIRST_DAY; dayNumber <= LAST_DAY; dayNumber += 1) {
      const iso = new Date(dayNumber * 86_400_000).toISOString().slice(0, 10)
      for (const form of forms(dayNumber)) {
        const read = readDate(form, 'end').value
        if (read !== iso) expect(`${form} → ${read}`).toBe(`${form} → ${iso}`)
      }
    }
  })

  it('P7: gives a real day of 1990 to 2079, a word or an error for any text, whichever side is asked', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9/.\- a-zA-Z]{0,14}$/)), (text) => {
        const { value, word, issues } = readDate(text, 'start')
        if (value !== null) expect(value >= '1990-01-01' && value <= '2079-12-31').toBe(true)
        else if (word === undefined && text.trim() !== '') expect(issues.length).toBeGreaterThan(0)
        if (value !== null && readDate(text, 'start').precision === undefined)
          expect(readDate(text, 'end').value).toBe(value)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['31/06/2025', 'date_invalid', '2025-06-30'],
    ['29/02/2100', 'date_invalid', '2100-02-28'],
    ['31/12/1989', 'date_out_of_range', undefined],
    ['01/01/2080', 'date_out_of_range', undefined],
    ['31/03/2026 + 1 + 1', 'date_unrecognised', '2026-03-31'],
    ['Q1 2026', 'date_unrecognised', undefined],
    ['2026', 'date_unrecognised', undefined],
    ['1743465600', 'date_unrecognised', undefined],
    ['٠١/٠٤/٢٠٢٥', 'date_unrecognised', undefined],
  ])('refuses %s as %s', (text, code, suggestion) => {
    const { value, issues } = readDate(text, 'end')
    expect(value).toBeNull()
    expect(issues[0]).toMatchObject(suggestion === undefined ? { code } : { code, suggestion })
  })

  it.each([
    'TBC',
    'n/a',
    '-',
    'Ongoing',
    'on-going',
    'Rolling',
    'Perpetual',
    'Expired',
    'until terminated',
    'Open ended',
    'open-ended',
    'No end date',
    'TBA',
    '31/12/9999',
    '2099-12-31',
  ])('keeps %s as a word', (text) => {
    expect(readDate(text, 'end')).toMatchObject({ value: null, word: text, issues: [{ code: 'date_token' }] })
  })

  it('takes a bare month as its first day for a start and its last for an end', () => {
    for (const text of ['Jun-26', 'June 2026', '2026-06', '06/2026', "Jun '26"]) {
      expect(readDate(text, 'start')).toMatchObject({ value: '2026-06-01', precision: 'month' })
      expect(readDate(text, 'end')).toMatchObject({ value: '2026-06-30', precision: 'month' })
    }
  })

  it('says what the digits show about the order of day and month', () => {
    expect(readDate('03/04/2025', 'end').order).toBe('either')
    expect(readDate('13/04/2025', 'end').order).toBe('day first')
    expect(readDate('04/04/2025', 'end').order).toBeUndefined()
    expect(readDate('04/13/2025', 'end')).toMatchObject({ value: null, order: 'month first' })
    expect(readDate('06/31/2025', 'end').order).toBeUndefined()
  })

  it('says when the weekday is of another day', () => {
    expect(readDate('Tuesday, 1 April 2025', 'end').issues).toEqual([])
    expect(readDate('Monday 1 April 2025', 'end')).toMatchObject({
      value: '2025-04-01',
      issues: [{ code: 'weekday_mismatch' }],
    })
  })
})

it('counts serials as spreadsheets do, with the day that never was', () => {
  expect([1, 59, 60, 61, 45_748.999].map(serialDate)).toEqual([
    '1900-01-01',
    '1900-02-28',
    '1900-02-29',
    '1900-03-01',
    '2025-04-01',
  ])
})
