// How are the figures of contracts that could end together told to people?
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import { formatPounds } from '../../../lib/money.ts'
import type { AlignmentSummary } from '../../../market/alignment-schemas.ts'
import { formatCount, formatDay, joinWords, plural } from '../../filters.ts'

/** `£120,000 to £144,000`, to the pound; one amount where both are the same. */
export function poundsRange({ net_low, net_high }: { net_low: string; net_high: string }): string {
  const [low, high] = [wholePounds(net_low), wholePounds(net_high)]
  return low === high ? high : `${low} to ${high}`
}

const wholePounds = (pounds: string) => formatPounds(Math.round(Number(pounds)) * 100)

/** The combined value and what is not in it, as two sentences. */
export function combinedWords({ combined_annual: combined, contracts }: AlignmentSummary) {
  const { with_value, withheld, not_stated } = combined
  if (with_value === 0) return { amount: 'Not known', basis: outside(withheld, not_stated) }
  const of =
    with_value === contracts ? 'all of them' : `${formatCount(with_value)} of ${formatCount(contracts)}`
  const apart = outside(withheld, not_stated)
  return {
    amount: `${poundsRange(combined)} a year`,
    basis: `Without VAT, from ${of}${apart === '' ? '' : `; ${apart}`}`,
  }
}

function outside(withheld: number, notStated: number): string {
  return joinWords([
    ...(withheld > 0 ? [`${formatCount(withheld)} withheld`] : []),
    ...(notStated > 0 ? [`${formatCount(notStated)} not stated`] : []),
  ])
}

export function extendWords({ extending, months_extended }: AlignmentSummary): string {
  if (extending === 0) return 'Nobody needs to extend'
  return `${formatCount(extending)} must extend, by ${plural(months_extended, 'month')} in all`
}

export function decideWords(
  { decide_by: day, extending }: Pick<AlignmentSummary, 'decide_by' | 'extending'>,
  today: CalendarDate,
): string {
  if (extending === 0) return 'Each would let its contract end'
  if (day === null) return 'No day to decide by is known'
  return day < today
    ? `The first decision was due by ${formatDay(day)}`
    : `First decision by ${formatDay(day)}`
}
