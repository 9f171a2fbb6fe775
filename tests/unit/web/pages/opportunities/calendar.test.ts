import { expect, it } from 'vitest'
import { opportunityFilters } from '../../../../../src/opportunities/opportunity-schemas.ts'
import { calendarView, MOST_DAYS } from '../../../../../src/web/pages/opportunities/calendar.ts'

const filters = opportunityFilters.parse({ q: 'payroll' })
const event = (day: string, id = 'x') => ({
  day,
  kind: 'approach_from' as const,
  id,
  title: 'T',
  authority: 'A',
  is_sample: false,
})

it.each(['2026-02-01', '2027-02-01', '2028-02-01', '2026-11-01', '2026-03-01'])(
  'has every day of the month from %s on once, under its weekday',
  (first) => {
    const { weeks } = calendarView([], first, '2026-11-21', filters)
    const numbers = weeks.flat().map(({ number }) => number)
    const days = new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).getUTCDate()
    expect(numbers.filter((number) => number !== '')).toEqual(
      Array.from({ length: days }, (_, at) => String(at + 1)),
    )
    expect(numbers.indexOf('1')).toBe((new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7)
    expect(weeks.every((week) => week.length === 7)).toBe(true)
  },
)

it('shows three in a cell, says how many more, and lists all below', () => {
  const days = Array.from({ length: 5 }, (_, at) => event('2027-01-31', String(at)))
  const view = calendarView(days, '2027-01-01', '2027-01-31', filters)
  const cell = view.weeks.flat().find(({ number }) => number === '31')
  expect(cell).toMatchObject({ more: 2, isToday: true, href: '#day-2027-01-31' })
  expect(cell?.events).toHaveLength(3)
  expect(view.days[0]?.events).toHaveLength(5)
})

it('says when a month has more than it shows, and keeps the filters from month to month', () => {
  const days = Array.from({ length: MOST_DAYS + 1 }, () => event('2027-01-04'))
  expect(calendarView(days, '2027-01-01', '2026-11-21', filters)).toMatchObject({
    isCut: true,
    previous: { text: 'December 2026', href: '/opportunities/calendar?q=payroll&month=2026-12' },
    next: { text: 'February 2027', href: '/opportunities/calendar?q=payroll&month=2027-02' },
  })
})
