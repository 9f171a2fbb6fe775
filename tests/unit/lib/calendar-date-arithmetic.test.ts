import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  dayNumber,
  dayOfWeek,
  daysBetween,
  endOfMonth,
  fromDayNumber,
} from '../../../src/lib/calendar-date.ts'

const days = fc.integer({ min: -40_000, max: 80_000 })
const plain = (n: number) => Temporal.PlainDate.from('1970-01-01').add({ days: n })

describe('arithmetic of calendar days', () => {
  it('agrees with Temporal on day numbers, weekdays and distances', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -5_000, max: 5_000 }), (n, more) => {
        const text = plain(n).toString()
        expect(fromDayNumber(n)).toBe(text)
        expect(dayNumber(text)).toBe(n)
        expect(dayOfWeek(text)).toBe(plain(n).dayOfWeek)
        expect(addDays(text, more)).toBe(plain(n + more).toString())
        expect(daysBetween(text, addDays(text, more))).toBe(more)
      }),
    )
  })

  it('agrees with Temporal on months, save that the last day of a month stays the last', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -300, max: 300 }), (n, months) => {
        const from = plain(n)
        const moved = from.add({ months })
        const expected = from.day === from.daysInMonth ? moved.with({ day: moved.daysInMonth }) : moved
        expect(addMonths(from.toString(), months)).toBe(expected.toString())
        expect(endOfMonth(from.toString())).toBe(from.with({ day: from.daysInMonth }).toString())
      }),
    )
  })

  it.each(['2026-02-30', '2026-13-01', '2026-00-10', '2026-1-1', '', 'TBC', '2026-06-31x'])(
    'refuses %j, which is no calendar day',
    (text) => {
      expect(() => addDays(text, 1)).toThrow(RangeError)
      expect(() => addMonths(text, 1)).toThrow(RangeError)
    },
  )
})
