// How are days, amounts and counts written for people?
import type { ContractSummary } from '../contracts/contract-schemas.ts'
import { type CalendarDate, daysBetween, londonDay } from '../lib/calendar-date.ts'
import { formatDay } from '../lib/long-day.ts'
import { formatPounds } from '../lib/money.ts'

export { formatDay }

/** The day in London of an instant written as ISO 8601. */
export function dayOf(instant: string): CalendarDate {
  return londonDay(Date.parse(instant))
}

/** `dayOf` for a page of rows, which mostly share a few instants: a tenth of the time. */
export function dayReader(): (instant: string) => CalendarDate {
  const known = new Map<string, CalendarDate>()
  return (instant) => {
    const day = known.get(instant) ?? dayOf(instant)
    known.set(instant, day)
    return day
  }
}

/** `12345` → `12,345`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 contract`, `1,234 contracts`; an irregular plural is given. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** `A, B and C`, or with another last word. */
export function joinWords(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (words.length < 2) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

type Amount = NonNullable<ContractSummary['value']>

const BASIS: Record<Amount['field'], string> = {
  value_whole_term_net: 'over the whole term, without VAT',
  value_whole_term_gross: 'over the whole term, with VAT',
  value_annual: 'a year',
  value: 'basis not stated',
}

/** Pounds with two decimals, `1234.50`, as `£1,234.50`. */
export function formatDecimalPounds(pounds: string): string {
  return formatPounds(Number(pounds.replace('.', '')))
}

/** What the amount stands for: the whole term or a year, with or without VAT. */
export function amountBasis(amount: Amount): string {
  return BASIS[amount.field]
}

/** How long a number of days is, in the largest unit that still says something: `3 weeks`, `5 months`, `2 years`. */
function duration(days: number): string {
  if (days < 14) return plural(days, 'day')
  if (days < 60) return plural(Math.floor(days / 7), 'week')
  if (days < 730) return plural(Math.floor(days / 30.44), 'month')
  return plural(Math.floor(days / 365.25), 'year')
}

/** `today`, `yesterday`, `3 weeks ago`; a day to come is `in 3 weeks`. */
export function relativeDay(day: CalendarDate, today: CalendarDate): string {
  const days = daysBetween(today, day)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days === -1) return 'yesterday'
  return days > 0 ? `in ${duration(days)}` : `${duration(-days)} ago`
}

/** Spreadsheet letters of a column: 1 → `A`, 28 → `AB`. */
export function columnLetters(column: number): string {
  const before = Math.floor((column - 1) / 26)
  return `${before > 0 ? columnLetters(before) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`
}

/** What templates may call by name. */
export const filters = { day: formatDay, count: formatCount, plural, columnLetters }
