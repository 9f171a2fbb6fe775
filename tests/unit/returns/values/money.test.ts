import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalPounds, formatPounds } from '../../../../src/lib/money.ts'
import { POUNDS, readMoney, readStoredNumber } from '../../../../src/returns/values/money.ts'

const pence = fc.integer({ min: 0, max: 1_000_000_000_000 })

describe('readMoney', { timeout: 30_000 }, () => {
  it('P8: reads back every amount from nothing to ten thousand million pounds in every form', () => {
    fc.assert(
      fc.property(pence, (amount) => {
        const plain = decimalPounds(amount)
        const spaced = formatPounds(amount).replaceAll(',', ' ')
        for (const form of [
          plain,
          `£${plain}`,
          formatPounds(amount),
          `GBP ${plain}`,
          `${plain} GBP`,
          spaced,
          `  ${plain}\u00A0`,
        ])
          expect(readMoney(form, POUNDS).value, form).toBe(amount)
        if (amount > 0)
          for (const form of [
            `-${plain}`,
            `(${plain})`,
            `£-${plain}`,
            `${plain}-`,
            `−£${plain}`,
            `${plain} CR`,
          ])
            expect(readMoney(form, POUNDS), form).toMatchObject({ value: -amount })
      }),
      { numRuns: 1000 },
    )
  })

  it('P8: gives whole pence within the limit, or nothing, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[£0-9.,kmeE+\-() ]{0,16}$/)), (text) => {
        const { value, low, high, word, issues } = readMoney(text, POUNDS)
        for (const number of [value, low, high]) {
          if (number !== null && number !== undefined)
            expect(Number.isSafeInteger(number) && Math.abs(number) <= 1_000_000_000_000).toBe(true)
        }
        if (value === null && text.trim() !== '' && word === undefined)
          expect(issues.length).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['12k', 1_200_000],
    ['£1.2m', 120_000_000],
    ['1.5 million', 150_000_000],
    ['£50K', 5_000_000],
    ['0.5', 50],
    ['.5', 50],
    ['Nil', 0],
    ['0', 0],
    ['Â£1,200', 120_000],
    ['1,234.5', 123_450],
    ['£12,500 p.a.', 1_250_000],
    ['1.5bn', 150_000_000_000],
  ])('reads %s as %i pence', (text, expected) => {
    expect(readMoney(text, POUNDS).value).toBe(expected)
  })

  it.each([
    '1.234,50',
    '12.345',
    '1,23',
    '12,34,567',
    '1 23',
    'fifty thousand',
    '0x10',
    '1_000',
    '£',
    'NaN',
    'Infinity',
    '1e3e3',
    '12²',
    '1234.567',
    '--5',
    '(5)-',
    '5 to',
    'up to 5',
  ])('refuses %s', (text) => {
    const { value, issues } = readMoney(text, POUNDS)
    expect(value).toBeNull()
    expect(issues[0]?.code).toBe('value_unreadable')
  })

  it.each([
    ['£50k-£100k', 5_000_000, 10_000_000],
    ['50-100k', 5_000_000, 10_000_000],
    ['£10,000 to £20,000', 1_000_000, 2_000_000],
    ['between 5 and 10', 500, 1000],
  ])('keeps both ends of %s', (text, low, high) => {
    expect(readMoney(text, POUNDS)).toMatchObject({
      value: null,
      low,
      high,
      issues: [{ code: 'value_range' }],
    })
  })

  it.each(['€900', '$1,000', '500 USD', '1,000 euros'])('keeps %s as text in another currency', (text) => {
    expect(readMoney(text, POUNDS)).toMatchObject({
      value: null,
      word: text,
      issues: [{ code: 'foreign_currency' }],
    })
  })

  it('multiplies by the unit of the heading, but not what has a unit of its own', () => {
    expect(readMoney('12.5', 100_000).value).toBe(1_250_000)
    expect(readMoney('12.345', 100_000).value).toBe(1_234_500)
    expect(readMoney('£2m', 100_000).value).toBe(200_000_000)
  })

  it('says which period a cell states', () => {
    expect(
      ['£5 per annum', '5 pa', '£5 a year', '5/yr'].map((text) => readMoney(text, POUNDS).period),
    ).toEqual(Array(4).fill('annual'))
    expect(['£5 per month', '5 pcm', '£5 monthly'].map((text) => readMoney(text, POUNDS).period)).toEqual(
      Array(3).fill('monthly'),
    )
  })
})

it('rounds what a workbook stores to the penny and says so', () => {
  expect(readStoredNumber('1041.666666666667', POUNDS)).toMatchObject({
    value: 104_167,
    issues: [{ code: 'value_rounded' }],
  })
  expect(readStoredNumber('12500', POUNDS)).toMatchObject({ value: 1_250_000, issues: [] })
})
