import { describe, expect, it } from 'vitest'
import { dayNumber, dayOfWeek, fromDayNumber } from '../../../src/lib/calendar-date.ts'
import {
  easterSunday,
  isWorkingDay,
  standingBankHolidays,
  workingDays,
  workingDaysBefore,
} from '../../../src/opportunities/working-days.ts'
import { book } from '../../support/derive.ts'

const kept = book.bankHolidays.map(({ day }) => day)
const england = workingDays(kept)
const works = (day: string) => isWorkingDay(dayNumber(day), england)
const earlier = (day: string, count: number) =>
  fromDayNumber(workingDaysBefore(dayNumber(day), count, england))

/** Days that a proclamation took away or gave. */
const MOVED = ['2012-05-28', '2020-05-04', '2022-05-30']
const GIVEN = [
  '2012-06-04',
  '2012-06-05',
  '2020-05-08',
  '2022-06-02',
  '2022-06-03',
  '2022-09-19',
  '2023-05-08',
]

describe("England's bank holidays", () => {
  it('are kept for 2012 to 2028 as the standing pattern has them, save for the days moved or given by proclamation', () => {
    const pattern = Array.from({ length: 17 }, (_, index) => standingBankHolidays(2012 + index)).flat()
    const expected = [...pattern.filter((day) => !MOVED.includes(day)), ...GIVEN].toSorted()
    expect(kept.toSorted()).toEqual(expected)
    expect(kept).toHaveLength(140)
  })

  it('all fall on weekdays, so that each takes a working day away', () => {
    expect(kept.filter((day) => dayOfWeek(day) > 5)).toEqual([])
  })

  it.each([
    [2000, '2000-04-23'],
    [2011, '2011-04-24'],
    [2016, '2016-03-27'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2028, '2028-04-16'],
    [2038, '2038-04-25'],
    [2076, '2076-04-19'],
  ])('know Easter Sunday of %i', (year, sunday) => {
    expect(easterSunday(year)).toBe(sunday)
  })

  it.each(['2012-06-05', '2020-05-08', '2022-06-03', '2022-09-19', '2023-05-08', '2027-12-28', '2028-01-03'])(
    'hold %s as no working day',
    (day) => expect(works(day)).toBe(false),
  )

  it.each(['2020-05-04', '2012-05-28', '2022-05-30', '2026-11-20', '2027-12-29'])(
    'hold %s as a working day',
    (day) => expect(works(day)).toBe(true),
  )

  it('follow the standing pattern in years not kept, Christmas at a weekend included', () => {
    expect(standingBankHolidays(2032)).toContain('2032-12-27')
    expect(standingBankHolidays(2033).toSorted()).toEqual([
      '2033-01-03',
      '2033-04-15',
      '2033-04-18',
      '2033-05-02',
      '2033-05-30',
      '2033-08-29',
      '2033-12-26',
      '2033-12-27',
    ])
    expect(works('2033-04-15')).toBe(false)
  })
})

describe('working days before a day', () => {
  it('do not count the day itself and skip weekends and bank holidays', () => {
    expect(earlier('2027-12-31', 8)).toBe('2027-12-17')
    expect(earlier('2028-03-31', 8)).toBe('2028-03-21')
    expect(earlier('2030-03-31', 8)).toBe('2030-03-20')
    expect(earlier('2026-04-08', 1)).toBe('2026-04-07')
    expect(earlier('2026-04-07', 1)).toBe('2026-04-02')
    expect(earlier('2026-04-07', 0)).toBe('2026-04-07')
  })
})
