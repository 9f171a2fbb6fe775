// When does a contract end, told with both its ends?
import { addMonths, type CalendarDate } from '../lib/calendar-date.ts'
import { relativeDay } from './filters.ts'
import { coarseWords, dayWords } from './withheld-words.ts'

export interface ContractEnds {
  current_end_on: CalendarDate | null
  max_end_on: CalendarDate | null
  /** Where they are less exact than a day. */
  day_precision?: { current_end_on?: string | undefined; max_end_on?: string | undefined } | undefined
}

/** `soon`: within six months; `later`; `past`: the current end is over; `open`: no current end stated. */
export type EndState = 'soon' | 'later' | 'past' | 'open'

export interface EndView {
  state: EndState
  /** `Ends` or `Ended` */
  verb: string
  /** `31 March 2027`, `2nd quarter 2027` or `not stated` */
  day: string
  /** `in 4 months`; empty when no end is stated, or not to the day or month. */
  when: string
  /** `may be extended to 31 March 2029`; empty when there is nothing to add. */
  extension: string
}

const SOON_MONTHS = 6

/** The end that holds now, how far off it is, and how far the contract may be extended. */
export function endOfContract(
  { current_end_on: end, max_end_on: latest, day_precision: precision }: ContractEnds,
  today: CalendarDate,
): EndView {
  const latestWords = latest === null ? '' : dayWords(latest, precision?.max_end_on)
  const extension = latest !== null && latest !== end ? extensionWords(end, latest, latestWords, today) : ''
  if (end === null) return { state: 'open', verb: 'Ends', day: 'not stated', when: '', extension }
  const state = end < today ? 'past' : end <= addMonths(today, SOON_MONTHS) ? 'soon' : 'later'
  const verb = state === 'past' ? 'Ended' : 'Ends'
  const isExact = coarseWords(end, precision?.current_end_on) === null
  const when = isExact ? relativeDay(end, today) : ''
  return { state, verb, day: dayWords(end, precision?.current_end_on), when, extension }
}

function extensionWords(
  end: CalendarDate | null,
  latest: CalendarDate,
  day: string,
  today: CalendarDate,
): string {
  if (end === null) return `latest end ${day}`
  if (latest < end) return `latest end given as ${day}, before that`
  if (end >= today) return `may be extended to ${day}`
  return latest < today ? `could be extended to ${day}` : `may have been extended, to ${day} at the latest`
}
