// Is a day a working day in England, and which is so many working days before another?
import { type CalendarDate, calendarDate, dayNumber, dayOfWeek, fromDayNumber } from '../lib/calendar-date.ts'

/** Day numbers (days since 1970-01-01) of England's bank holidays: as kept, and by the standing pattern in years not kept. */
export type WorkingDays = { holidays: ReadonlySet<number>; firstKeptYear: number; lastKeptYear: number }

const FIRST_YEAR = 1990
const LAST_YEAR = 2080

/**
 * The working days of England. A year with any kept day is taken to be kept whole; every other year from 1990 to 2080
 * follows the standing pattern, so that a plan for 2031 does not work on Good Friday.
 */
export function workingDays(kept: readonly CalendarDate[]): WorkingDays {
  const keptYears = new Set(kept.map((day) => Number(day.slice(0, 4))))
  const holidays = new Set(kept.map(dayNumber))
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    if (keptYears.has(year)) continue
    for (const day of standingBankHolidays(year)) holidays.add(dayNumber(day))
  }
  return { holidays, firstKeptYear: Math.min(...keptYears), lastKeptYear: Math.max(...keptYears) }
}

/** Monday to Friday and no bank holiday of England. */
export function isWorkingDay(day: number, { holidays }: WorkingDays): boolean {
  const weekday = (((day + 3) % 7) + 7) % 7
  return weekday < 5 && !holidays.has(day)
}

/** The day number so many working days earlier: the day itself is not counted, the last one counted is the answer. */
export function workingDaysBefore(day: number, count: number, days: WorkingDays): number {
  let left = count
  let at = day
  while (left > 0) {
    at -= 1
    if (isWorkingDay(at, days)) left -= 1
  }
  return at
}

/**
 * The eight bank holidays of England in a year without proclamations: Banking and Financial Dealings Act 1971,
 * New Year's Day since 1974, early May since 1978; a holiday at a weekend moves to the next free weekday.
 */
export function standingBankHolidays(year: number): CalendarDate[] {
  const easter = dayNumber(easterSunday(year))
  const christmas = dayNumber(on(year, 12, 25))
  return [
    fromDayNumber(nextWeekday(dayNumber(on(year, 1, 1)))),
    fromDayNumber(easter - 2),
    fromDayNumber(easter + 1),
    firstMonday(year, 5),
    lastMonday(year, 5),
    lastMonday(year, 8),
    ...christmasDays(christmas),
  ]
}

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm; Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): CalendarDate {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const yearOfCentury = year % 100
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const sum = epact + weekday - 7 * late + 114
  return on(year, Math.floor(sum / 31), (sum % 31) + 1)
}

/** 25 and 26 December; those at a weekend move behind the other, to the 27th and 28th. */
function christmasDays(christmas: number): CalendarDate[] {
  const weekday = dayOfWeek(fromDayNumber(christmas))
  const offsets = weekday === 5 ? [0, 3] : weekday === 6 ? [2, 3] : weekday === 7 ? [1, 2] : [0, 1]
  return offsets.map((offset) => fromDayNumber(christmas + offset))
}

function nextWeekday(day: number): number {
  const weekday = dayOfWeek(fromDayNumber(day))
  return weekday === 6 ? day + 2 : weekday === 7 ? day + 1 : day
}

function firstMonday(year: number, month: number): CalendarDate {
  const first = on(year, month, 1)
  return fromDayNumber(dayNumber(first) + ((8 - dayOfWeek(first)) % 7))
}

function lastMonday(year: number, month: number): CalendarDate {
  const last = on(year, month, 31)
  return fromDayNumber(dayNumber(last) - (dayOfWeek(last) - 1))
}

function on(year: number, month: number, day: number): CalendarDate {
  const date = calendarDate(year, month, day)
  if (date === null) throw new RangeError(`no calendar day: ${year}-${month}-${day}`)
  return date
}
