// Which day does a person mean who types one into a form?
import { type CalendarDate, calendarDate, endOfMonth, isCalendarDate } from '../lib/calendar-date.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NUMBERS = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})$/
const WORDS = /^(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?([a-z]{3,9})\.?,?[ -](\d{2}|\d{4})$/
const YEAR = /^\d{4}$/
const FULL = [
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

/**
 * `31/3/2027`, `31 March 2027`, `2027-03-31`, day first. A month or a year alone means its first day at the start of a
 * range and its last day at the end of one. Null when no such day is in the calendar.
 */
export function readTypedDay(text: string, edge: 'first' | 'last'): CalendarDate | null {
  const typed = text.trim().toLowerCase().replace(/\s+/g, ' ')
  if (isCalendarDate(typed)) return typed
  if (YEAR.test(typed)) return edge === 'first' ? `${typed}-01-01` : `${typed}-12-31`
  const numbers = NUMBERS.exec(typed)
  if (numbers) return calendarDate(fullYear(numbers[3]), Number(numbers[2]), Number(numbers[1]))
  const words = WORDS.exec(typed)
  const month = words ? monthNumber(words[2] ?? '') : 0
  if (!words || month === 0) return null
  if (words[1] !== undefined) return calendarDate(fullYear(words[3]), month, Number(words[1]))
  const first = calendarDate(fullYear(words[3]), month, 1)
  return first !== null && edge === 'last' ? endOfMonth(first) : first
}

function fullYear(digits = ''): number {
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits)
}

/** 1–12; 0 for a word that is no month. Short forms are `jan` and `sept`. */
function monthNumber(word: string): number {
  const full = FULL.indexOf(word)
  if (full >= 0) return full + 1
  return word === 'sept' ? 9 : MONTHS.indexOf(word) + 1
}
