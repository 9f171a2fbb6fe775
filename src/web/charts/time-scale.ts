// Where does a day stand on a line of time, and which days are written under it?
import { addMonths, type CalendarDate, dayNumber } from '../../lib/calendar-date.ts'
import { formatDay } from '../filters.ts'

export type Place = (day: CalendarDate) => number

export interface Tick {
  x: string
  label: string
  anchor: 'start' | 'middle' | 'end'
}

/** A share of the width as SVG takes it: 0.25 → `25.00%`. */
export const percent = (share: number) => `${(share * 100).toFixed(2)}%`

/** From 0 at the first day to 1 at the last; outside them below 0 or above 1. The days must differ. */
export function timeScale(left: CalendarDate, right: CalendarDate): Place {
  const [first, last] = [dayNumber(left), dayNumber(right)]
  return (day) => (dayNumber(day) - first) / (last - first)
}

/** The first days of quarters, so many at most; `left` is the first day of a month. */
export function quarterTicks(left: CalendarDate, right: CalendarDate, most: number): Tick[] {
  const place = timeScale(left, right)
  const all: CalendarDate[] = []
  for (let day = left; day < right; day = addMonths(day, 1))
    if (['01', '04', '07', '10'].includes(day.slice(5, 7))) all.push(day)
  const step = Math.ceil(all.length / most)
  return all
    .filter((_, at) => at % step === 0)
    .map((day) => tick(place(day), `${formatDay(day).slice(2, 5)} ${day.slice(0, 4)}`))
}

/** The first days of years, so many at most. */
export function yearTicks(left: CalendarDate, right: CalendarDate, most: number): Tick[] {
  const place = timeScale(left, right)
  const [first, last] = [Number(left.slice(0, 4)) + 1, Number(right.slice(0, 4))]
  const step = Math.max(1, Math.ceil((last - first + 1) / most))
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  return years
    .filter((year) => (year - first) % step === 0)
    .map((year) => tick(place(`${year}-01-01`), String(year)))
}

/** A word under the line that stays inside the picture. */
export function tick(share: number, label: string): Tick {
  return { x: percent(share), label, anchor: share < 0.06 ? 'start' : share > 0.92 ? 'end' : 'middle' }
}
