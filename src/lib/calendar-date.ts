// What is a day, and which day is it so many days or months away?
import { Temporal } from 'temporal-polyfill'

/** A calendar day written `YYYY-MM-DD`: no time, no zone. Compares rightly as text. */
export type CalendarDate = string

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isLeapYear(year: number): boolean {
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
  return written(year, month, day)
}

export function isCalendarDate(text: string): boolean {
  const match = FORM.exec(text)
  return match !== null && calendarDate(Number(match[1]), Number(match[2]), Number(match[3])) !== null
}

/** Calendar days since 1970-01-01. Throws on what is no calendar day: check with `isCalendarDate` first. */
export function dayNumber(date: CalendarDate): number {
  const { year, month, day } = parts(date)
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The day that stands so many days after 1970-01-01: the inverse of `dayNumber`. */
export function fromDayNumber(days: number): CalendarDate {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return written(year, month, dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1)
}

/** So many calendar days later (negative: earlier). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** So many months later; the last day of a month stays the last day of the month. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = parts(date)
  const total = year * 12 + month - 1 + months
  const movedYear = Math.floor(total / 12)
  const movedMonth = total - movedYear * 12 + 1
  const last = daysInMonth(movedYear, movedMonth)
  return written(movedYear, movedMonth, day === daysInMonth(year, month) ? last : Math.min(day, last))
}

/** The last day of the month a day stands in. */
export function endOfMonth(date: CalendarDate): CalendarDate {
  const { year, month } = parts(date)
  return written(year, month, daysInMonth(year, month))
}

/** Calendar days from one day to another; negative when `to` comes first. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** 1 Monday … 7 Sunday. */
export function dayOfWeek(date: CalendarDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
}

const HOUR = 3_600_000
let known = { hour: Number.NaN, day: '' }

/** The calendar day in London at an instant given in milliseconds since 1970. */
export function londonDay(epochMilliseconds: number): CalendarDate {
  const hour = Math.floor(epochMilliseconds / HOUR)
  // London is whole hours off UTC in all these years, so that a day holds for the hour: nearly every question is about now.
  if (hour !== known.hour || hour < 0) known = { hour, day: dayInLondon(epochMilliseconds) }
  return known.day
}

function dayInLondon(epochMilliseconds: number): CalendarDate {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds)
    .toZonedDateTimeISO('Europe/London')
    .toPlainDate()
    .toString()
}

/** The hour in London, 0–23, at an instant given in milliseconds since 1970. */
export function londonHour(epochMilliseconds: number): number {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO('Europe/London').hour
}

function parts(date: CalendarDate): { year: number; month: number; day: number } {
  const year = Number(date.slice(0, 4))
  const month = Number(date.slice(5, 7))
  const day = Number(date.slice(8, 10))
  if (!FORM.test(date) || day < 1 || day > daysInMonth(year, month))
    throw new RangeError(`no calendar day: ${date}`)
  return { year, month, day }
}

function written(year: number, month: number, day: number): CalendarDate {
  if (year < 1 || year > 9999) throw new RangeError(`no calendar day: year ${year}`)
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
}
