// Which calendar day does a cell name?
import { type CalendarDate, calendarDate, daysInMonth } from '../../lib/calendar-date.ts'
import type { CellIssue } from '../issues.ts'
import { BLANK, type CellReading, NO_ISSUES, narrowed, tidy } from './cell-reading.ts'

export interface DateReading extends CellReading<CalendarDate> {
  /** The cell named a month and no day. */
  precision?: 'month'
  /** What a date of digits says about the order of day and month. */
  order?: 'day first' | 'either' | 'month first'
}

const FIRST_YEAR = 1990
const LAST_YEAR = 2079
/** Excel serials of 1990-01-01 and 2079-12-31. */
const FIRST_SERIAL = 32_874
const LAST_SERIAL = 65_745
const SENTINELS = new Set(['9999-12-31', '2099-12-31'])
const WORDS = new Set(
  'tbc|tba|tbd|to be confirmed|to be agreed|to be determined|n/a|n.a.|na|not applicable|none|-|--|–|—|ongoing|on-going|on going|rolling|rolling contract|perpetual|in perpetuity|expired|until terminated|open ended|open-ended|openended|no end date|no fixed end date|indefinite'.split(
    '|',
  ),
)
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const DIGITS = /^(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/
const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})$/
const EIGHT = /^(\d{4})(\d{2})(\d{2})$/
const NAMED =
  /^(?:([a-z]{3,9})\.?,? )?(\d{1,2})(?:st|nd|rd|th)?[ \-/.]{0,2}(?:of )?([a-z]{3,9})\.?,?[ \-/.]{0,2}['’]?(\d{4}|\d{2})$/i
const MONTH_NAMED_FIRST =
  /^(?:([a-z]{3,9})\.?,? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? ['’]?(\d{4}|\d{2})$/i
const YEAR_NAMED = /^(\d{4})[ \-/.]([a-z]{3,9})[ \-/.](\d{1,2})$/i
const MONTH_AND_YEAR = /^([a-z]{3,9})\.?,?[ \-/.]{1,2}['’]?(\d{4}|\d{2})$/i
const YEAR_AND_MONTH = /^(\d{4})[/-](\d{1,2})$/
const MONTH_SLASH_YEAR = /^(\d{1,2})[/-](\d{4})$/
const TIME =
  /[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d{1,9})?)? ?(?:am|pm)? ?(?:Z|UTC|GMT|BST|[+-]\d{2}:?\d{2})?$/i
const LONGEST = 60

/**
 * Reads one date, day first (rules: `day first; month names; ISO; eight digits; Excel serials 1990 to 2079; two-digit
 * years 00–79 → 2000s`). `side` settles which day a bare month means. A cell with anything besides one date is an error.
 */
export function readDate(text: string, side: 'start' | 'end'): DateReading {
  const typed = tidy(text)
  if (typed === '') return BLANK
  if (WORDS.has(typed.toLowerCase())) return token(typed)
  const narrow = narrowed(typed)
  const reading = typed.length > LONGEST ? unrecognised(typed) : readTidy(narrow ?? typed, side)
  return narrow === null
    ? reading
    : { ...reading, issues: [...reading.issues, { code: 'full_width_digits' }] }
}

function readTidy(typed: string, side: 'start' | 'end'): DateReading {
  const day = TIME.test(typed) ? typed.replace(TIME, '') : typed
  const digits = DIGITS.exec(day)
  if (digits) return dayFirst(Number(digits[1]), Number(digits[3]), digits[4] ?? '', typed)
  const iso = YEAR_FIRST.exec(day) ?? EIGHT.exec(day)
  if (iso) return iso.length === 5 ? dated(iso[1], iso[3], iso[4], typed) : eightDigits(iso, typed)
  const named = NAMED.exec(day)
  if (named) return withNames(named[1], named[2], named[3], named[4], typed)
  const monthFirst = MONTH_NAMED_FIRST.exec(day)
  if (monthFirst) return withNames(monthFirst[1], monthFirst[3], monthFirst[2], monthFirst[4], typed)
  const yearFirst = YEAR_NAMED.exec(day)
  if (yearFirst) return withNames(undefined, yearFirst[3], yearFirst[2], yearFirst[1], typed)
  return monthOnly(day, side, typed) ?? serial(day) ?? unrecognised(typed)
}

function dayFirst(day: number, month: number, yearText: string, typed: string): DateReading {
  if (month > 12 && day <= 12 && calendarDate(fullYear(yearText), day, month) !== null)
    return {
      value: null,
      issues: [{ code: 'date_invalid', detail: 'has no such month when read day first.' }],
      order: 'month first',
    }
  const reading = dated(yearText, String(month), String(day), typed)
  if (reading.value === null) return reading
  const order = day > 12 ? 'day first' : day === month ? undefined : 'either'
  return order ? { ...reading, order } : reading
}

function withNames(
  weekday: string | undefined,
  day: string | undefined,
  month: string | undefined,
  year: string | undefined,
  typed: string,
): DateReading {
  const number = monthNumber(month ?? '')
  const expected = weekday === undefined ? 0 : WEEKDAYS.indexOf(weekday.slice(0, 3).toLowerCase()) + 1
  if (number === null || (weekday !== undefined && expected === 0)) return unrecognised(typed)
  const reading = dated(year, String(number), day, typed)
  if (reading.value === null || expected === 0 || weekdayOf(reading.value) === expected) return reading
  return { ...reading, issues: [...reading.issues, { code: 'weekday_mismatch' }] }
}

function eightDigits(match: RegExpExecArray, typed: string): DateReading {
  const year = Number(match[1])
  return year < 1900 || year > 2200
    ? year === 9999
      ? dated(match[1], match[2], match[3], typed)
      : unrecognised(typed)
    : dated(match[1], match[2], match[3], typed)
}

/** A day from its parts; the calendar is asked before the range. */
function dated(yearText = '', month = '', day = '', typed = ''): DateReading {
  const year = fullYear(yearText)
  const date = calendarDate(year, Number(month), Number(day))
  if (date === null) return invalid(year, Number(month), Number(day))
  if (SENTINELS.has(date)) return token(typed)
  const issues: CellIssue[] = yearText.length === 2 ? [{ code: 'two_digit_year', suggestion: date }] : []
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return { value: null, issues: [...issues, { code: 'date_out_of_range' }] }
  return { value: date, issues: issues.length === 0 ? NO_ISSUES : issues }
}

function invalid(year: number, month: number, day: number): DateReading {
  // Excel counts a 29 February 1900 that never was; day number 60 shows as it.
  if (year === 1900 && month === 2 && day === 29)
    return { value: null, issues: [{ code: 'date_out_of_range' }] }
  const last = calendarDate(year, month, daysInMonth(year, month))
  const suggestion = last !== null && day > 28 && day <= 31 ? last : undefined
  return {
    value: null,
    issues: [suggestion === undefined ? { code: 'date_invalid' } : { code: 'date_invalid', suggestion }],
  }
}

/** Two digits: 00–79 → 2000s, 80–99 → 1900s. */
function fullYear(text: string): number {
  const year = Number(text)
  if (text.length !== 2) return year
  return year < 80 ? 2000 + year : 1900 + year
}

function monthNumber(name: string): number | null {
  const lower = name.toLowerCase()
  const at = MONTHS.indexOf(lower.slice(0, 3))
  if (at === -1) return null
  const full = MONTH_NAMES[at] as string
  return lower.length === 3 || lower === full || (lower === 'sept' && at === 8) ? at + 1 : null
}

function monthOnly(day: string, side: 'start' | 'end', typed: string): DateReading | null {
  const named = MONTH_AND_YEAR.exec(day)
  const yearFirst = named ? null : YEAR_AND_MONTH.exec(day)
  const slashed = named || yearFirst ? null : MONTH_SLASH_YEAR.exec(day)
  const month = named ? monthNumber(named[1] ?? '') : Number(yearFirst?.[2] ?? slashed?.[1])
  const yearText = named?.[2] ?? yearFirst?.[1] ?? slashed?.[2] ?? ''
  if (month === null || yearText === '' || !(month >= 1 && month <= 12)) return null
  const year = fullYear(yearText)
  const reading = dated(
    yearText,
    String(month),
    side === 'start' ? '1' : String(daysInMonth(year, month)),
    typed,
  )
  if (reading.value === null) return reading
  return { ...reading, precision: 'month', issues: [...reading.issues, { code: 'month_precision' }] }
}

function serial(text: string): DateReading | null {
  if (!/^\d{5}(\.\d{1,15})?$/.test(text)) return null
  const number = Math.floor(Number(text))
  if (number < FIRST_SERIAL || number > LAST_SERIAL) return null
  const value = serialDate(number)
  return { value, issues: [{ code: 'excel_serial', suggestion: value }] }
}

/** The day an Excel serial of the 1900 system stands for. From 61 on; 60 is the day that never was, below it one off. */
export function serialDate(serialNumber: number): CalendarDate {
  const whole = Math.floor(serialNumber)
  if (whole === 60) return '1900-02-29'
  const days = whole > 60 ? whole - 25_569 : whole - 25_568
  return new Date(days * 86_400_000).toISOString().slice(0, 10)
}

/** 1 Monday … 7 Sunday. */
function weekdayOf(date: CalendarDate): number {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay()
  return day === 0 ? 7 : day
}

function token(typed: string): DateReading {
  return { value: null, word: typed, issues: [{ code: 'date_token' }] }
}

function unrecognised(typed: string): DateReading {
  const run = /^(\d{2})(\d{2})(\d{4})$/.exec(typed)
  const found = run
    ? `${run[1]}/${run[2]}/${run[3]}`
    : /\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2}/.exec(typed.slice(0, 200))?.[0]
  const inside = found === undefined || found === typed ? null : readTidy(found, 'end').value
  return {
    value: null,
    issues: [
      inside === null ? { code: 'date_unrecognised' } : { code: 'date_unrecognised', suggestion: inside },
    ],
  }
}
