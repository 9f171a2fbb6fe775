import { expect, it } from 'vitest'
import {
  amountBasis,
  columnLetters,
  formatCount,
  formatDay,
  formatDecimalPounds,
  joinWords,
  plural,
  relativeDay,
} from '../../../src/web/filters.ts'

it('writes a day as people read it', () => {
  expect(formatDay('2027-03-31')).toBe('31 March 2027')
  expect(formatDay('2026-01-01')).toBe('1 January 2026')
})

it('groups thousands and agrees with the number', () => {
  expect(formatCount(1234567)).toBe('1,234,567')
  expect(plural(1, 'contract')).toBe('1 contract')
  expect(plural(0, 'contract')).toBe('0 contracts')
  expect(plural(2, 'authority', 'authorities')).toBe('2 authorities')
})

it('joins words with commas and a last word', () => {
  expect(joinWords([])).toBe('')
  expect(joinWords(['Camden'])).toBe('Camden')
  expect(joinWords(['Barnet', 'Camden', 'Islington'], 'or')).toBe('Barnet, Camden or Islington')
})

it('writes amounts without losing a penny, and says what they stand for', () => {
  expect(formatDecimalPounds('412500.00')).toBe('£412,500')
  expect(formatDecimalPounds('-0.05')).toBe('−£0.05')
  expect(amountBasis({ pounds: '1.00', field: 'value_annual' })).toBe('a year')
  expect(amountBasis({ pounds: '1.00', field: 'value' })).toBe('basis not stated')
})

it.each([
  ['2026-11-21', 'today'],
  ['2026-11-20', 'yesterday'],
  ['2026-11-22', 'tomorrow'],
  ['2026-11-08', '13 days ago'],
  ['2026-10-31', '3 weeks ago'],
  ['2026-06-21', '5 months ago'],
  ['2024-11-20', '2 years ago'],
  ['2027-03-31', 'in 4 months'],
])('tells %s from 21 November 2026 as %s', (day, words) => {
  expect(relativeDay(day, '2026-11-21')).toBe(words)
})

it('letters columns as spreadsheets do', () => {
  expect([1, 26, 27, 28, 52, 53, 702, 703].map(columnLetters)).toEqual([
    'A',
    'Z',
    'AA',
    'AB',
    'AZ',
    'BA',
    'ZZ',
    'AAA',
  ])
})
