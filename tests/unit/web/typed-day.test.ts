import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromDayNumber } from '../../../src/lib/calendar-date.ts'
import { formatDay } from '../../../src/web/filters.ts'
import { readTypedDay } from '../../../src/web/typed-day.ts'

it.each([
  ['31/3/2027', '2027-03-31'],
  ['31.03.2027', '2027-03-31'],
  ['31 3 27', '2027-03-31'],
  [' 31  March 2027 ', '2027-03-31'],
  ['31st mar 2027', '2027-03-31'],
  ['1 Sept 2027', '2027-09-01'],
  ['2027-03-31', '2027-03-31'],
  ['3/4/2027', '2027-04-03'],
])('reads %s day first', (typed, day) => {
  expect(readTypedDay(typed, 'first')).toBe(day)
})

it('takes a month or a year alone for its first or its last day', () => {
  expect(readTypedDay('February 2028', 'first')).toBe('2028-02-01')
  expect(readTypedDay('Feb 2028', 'last')).toBe('2028-02-29')
  expect(readTypedDay('2028', 'first')).toBe('2028-01-01')
  expect(readTypedDay('2028', 'last')).toBe('2028-12-31')
})

it.each(['31/02/2027', '13/13/2027', 'soon', '31 Octember 2027', '2027-02-30', '1/2', '31032027', ''])(
  'does not guess at %j',
  (typed) => {
    expect(readTypedDay(typed, 'last')).toBeNull()
  },
)

it('reads back every day that a page writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: -36_524, max: 365_242 }), (number) => {
      const day = fromDayNumber(number)
      expect(readTypedDay(formatDay(day), 'last')).toBe(day)
    }),
  )
})
