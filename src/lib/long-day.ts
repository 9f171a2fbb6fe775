// How is a day written for people?
import type { CalendarDate } from './calendar-date.ts'

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

/** `2027-03-31` → `31 March 2027`. */
export function formatDay(day: CalendarDate): string {
  return `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`
}

const QUARTERS = ['1st', '2nd', '3rd', '4th']

/** `2nd quarter 2027` or `2027`; null where the day itself is known, or the month is all that was stated. */
export function coarseWords(day: CalendarDate, precision: unknown): string | null {
  const year = day.slice(0, 4)
  if (precision === 'year') return year
  if (precision !== 'quarter') return null
  return `${QUARTERS[Math.ceil(Number(day.slice(5, 7)) / 3) - 1]} quarter ${year}`
}

/** `2nd quarter 2027`, `2027` or `31 March 2027`: a day as exactly as the public may know it. */
export function dayWords(day: CalendarDate, precision: unknown): string {
  return coarseWords(day, precision) ?? formatDay(day)
}
