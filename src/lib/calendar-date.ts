// What is a day, and which day is it so many days or months away?
import { Temporal } from 'temporal-polyfill'

/** A calendar day written `YYYY-MM-DD`: no time, no zone. Compares rightly as text. */
export type CalendarDate = string

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Days in a month; month 1–12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0)
}

/** The day as text, or null when the calendar has no such day (31 February, month 13). */
export function calendarDate(year: number, month: number, day: number): CalendarDate | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return null
  if (day < 1 || day > daysInMonth(year, month)) return null
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

export function isCalendarDate(text: string): boolean {
  const match = FORM.exec(text)
  return match !== null && calendarDate(Number(match[1]), Number(match[2]), Number(match[3])) !== null
}

/** So many calendar days later (negative: earlier). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** So many months later; the last day of a month stays the last day of the month. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const from = Temporal.PlainDate.from(date)
  const moved = from.add({ months })
  if (from.day !== from.daysInMonth) return moved.toString()
  return moved.with({ day: moved.daysInMonth }).toString()
}

/** Calendar days from one day to another; negative when `to` comes first. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days
}

/** 1 Monday … 7 Sunday. */
export function dayOfWeek(date: CalendarDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek
}

/** The calendar day in London at an instant given in milliseconds since 1970. */
export function londonDay(epochMilliseconds: number): CalendarDate {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds)
    .toZonedDateTimeISO('Europe/London')
    .toPlainDate()
    .toString()
}
