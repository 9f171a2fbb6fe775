// How is it said that something is withheld, and how a date of which only the quarter or year is given?
import type { ContractDetail } from '../contracts/contract-schemas.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { formatDay } from './filters.ts'

type Withheld = ContractDetail['withheld'][number]

/** `Withheld: commercial; section 94 Procurement Act 2023; review 1 March 2027`. */
export function withheldWords({ reason, ground, review_on, precision }: Withheld): string {
  const what = precision === 'full' ? 'Withheld' : `Given to the ${precision} only`
  const why = ground ?? 'marked so by the authority in its return'
  const review = review_on === null ? '' : `; review ${formatDay(review_on)}`
  return `${what}: ${reason}; ${why}${review}`
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
