// How is it said that something is withheld, and how a date of which only the quarter or year is given?
import type { ContractDetail } from '../contracts/contract-schemas.ts'
import { formatDay } from './filters.ts'

type Withheld = ContractDetail['withheld'][number]

/** `Withheld: commercial; section 94 Procurement Act 2023; review 1 March 2027`. */
export function withheldWords({ reason, ground, review_on, precision }: Withheld): string {
  const what = precision === 'full' ? 'Withheld' : `Given to the ${precision} only`
  const why = ground ?? 'marked so by the authority in its return'
  const review = review_on === null ? '' : `; review ${formatDay(review_on)}`
  return `${what}: ${reason}; ${why}${review}`
}

export { coarseWords, dayWords } from '../lib/long-day.ts'
