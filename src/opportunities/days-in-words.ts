// What is to be done about an upcoming tender and by when, in one sentence each?
import type { CalendarDate } from '../lib/calendar-date.ts'
import { coarseWords, formatDay } from '../lib/long-day.ts'

interface Days {
  end: CalendarDate
  approach_from: CalendarDate
  approach_by: CalendarDate
  tender_latest: CalendarDate
}

interface Tender {
  earliest: Days | null
  latest: Pick<Days, 'end'> | null
  /** Of the ends: `quarter` and `year` are said as such. */
  end_precision?: string | undefined
}

/** When to talk, by when a tender must be out and when the contract ends; that nothing can be said where no end is stated. */
export function daysInWords({ earliest, latest, end_precision: precision }: Tender): string[] {
  if (earliest === null) return ['Its end is not stated, so nothing can be said of when.']
  const { end, approach_from, approach_by, tender_latest } = earliest
  const ends = (day: CalendarDate) => {
    const coarse = coarseWords(day, precision)
    return coarse === null
      ? `on ${formatDay(day)}`
      : `some time in ${precision === 'year' ? '' : 'the '}${coarse}`
  }
  const later = latest === null ? '' : `, or ${ends(latest.end)} if every option is used`
  return [
    `Talk to them from ${formatDay(approach_from)} to ${formatDay(approach_by)}.`,
    `A tender must be out by ${formatDay(tender_latest)}.`,
    `The contract ends ${ends(end)}${later}.`,
  ]
}
