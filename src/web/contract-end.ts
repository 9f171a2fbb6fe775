// When does a contract end, told with both its ends?
import { addMonths, type CalendarDate } from '../lib/calendar-date.ts'
import { formatDay, relativeDay } from './filters.ts'

export interface ContractEnds {
  current_end_on: CalendarDate | null
  max_end_on: CalendarDate | null
}

/** `soon`: within six months; `later`; `past`: the current end is over; `open`: no current end stated. */
export type EndState = 'soon' | 'later' | 'past' | 'open'

export interface EndView {
  state: EndState
  /** `Ends` or `Ended` */
  verb: string
  /** `31 March 2027` or `not stated` */
  day: string
  /** `in 4 months`; empty when no end is stated. */
  when: string
  /** `may be extended to 31 March 2029`; empty when there is nothing to add. */
  extension: string
}

const SOON_MONTHS = 6

/** The end that holds now, how far off it is, and how far the contract may be extended. */
export function endOfContract(
  { current_end_on: end, max_end_on: latest }: ContractEnds,
  today: CalendarDate,
): EndView {
  const extension = latest !== null && latest !== end ? extensionWords(end, latest, today) : ''
  if (end === null) return { state: 'open', verb: 'Ends', day: 'not stated', when: '', extension }
  const state = end < today ? 'past' : end <= addMonths(today, SOON_MONTHS) ? 'soon' : 'later'
  const verb = state === 'past' ? 'Ended' : 'Ends'
  return { state, verb, day: formatDay(end), when: relativeDay(end, today), extension }
}

function extensionWords(end: CalendarDate | null, latest: CalendarDate, today: CalendarDate): string {
  const day = formatDay(latest)
  if (end === null) return `latest end ${day}`
  if (latest < end) return `latest end given as ${day}, before that`
  if (end >= today) return `may be extended to ${day}`
  return latest < today ? `could be extended to ${day}` : `may have been extended, to ${day} at the latest`
}
