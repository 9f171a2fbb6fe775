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
  londonDay,
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

it('the day in London is that of its clocks, whichever instants are asked about one after another', () => {
  const clocks = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' })
  const instant = fc.integer({ min: 0, max: Date.UTC(2099, 0) })
  const nearby = fc.tuple(instant, fc.integer({ min: -3_600_000, max: 3_600_000 }))
  fc.assert(
    fc.property(nearby, ([at, more]) => {
      for (const one of [at, Math.max(0, at + more), at]) expect(londonDay(one)).toBe(clocks.format(one))
    }),
  )
  for (const midnight of [
    '2026-03-29T00:00:00Z',
    '2026-06-30T23:00:00Z',
    '2026-10-25T00:00:00Z',
    '2026-10-24T23:00:00Z',
  ])
    for (const more of [-1, 0, 1])
      expect(londonDay(Date.parse(midnight) + more)).toBe(clocks.format(Date.parse(midnight) + more))
})
