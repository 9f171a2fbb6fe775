// How far has the procurement of what follows a contract come, by the notices linked to it?
import { addDays, type CalendarDate } from '../lib/calendar-date.ts'
import type { ContractFacts, LinkedNotice, NoticeType } from './contract-facts.ts'

/** What the notices say of the next contract, and which are linked to the current one. Notices of a later day are not yet known. */
export type NextProcurement = {
  stage: 'none' | 'published' | 'awarded'
  /** Published as a direct award (UK5), with no tender notice. */
  directAward: boolean
  /** A UK2 or UK3 is linked. */
  engaged: boolean
  /** A UK1, UK2 or UK3 is linked. */
  announced: boolean
  plannedOn: readonly CalendarDate[]
  /** A details notice (UK7) of the next contract is linked, and this is the day it starts where a notice says so. */
  detailed: boolean
  startsOn: CalendarDate | null
  /** The day of the notice that made the stage. */
  since: CalendarDate | null
  terminated: boolean
  linked: ReadonlySet<NoticeType>
  linkedToCurrent: ReadonlySet<NoticeType>
}

/** Days after start or signing in which an award or details notice is still that of the current contract: 120 for light touch and some grace. */
const OWN_NOTICE_DAYS = 180

const NONE: NextProcurement = {
  stage: 'none',
  directAward: false,
  engaged: false,
  announced: false,
  plannedOn: [],
  detailed: false,
  startsOn: null,
  since: null,
  terminated: false,
  linked: new Set(),
  linkedToCurrent: new Set(),
}

/** A procurement termination notice (UK12) puts aside every notice up to its day; a tender notice after it starts anew. */
export function nextProcurement(facts: ContractFacts, on: CalendarDate): NextProcurement {
  if (facts.notices.length === 0) return NONE
  const known = facts.notices.filter(({ publishedOn }) => publishedOn === null || publishedOn <= on)
  const next = known.filter((notice) => isForNext(notice, facts))
  const linkedToCurrent = new Set(known.filter((notice) => !next.includes(notice)).map(({ type }) => type))
  const terminations = next.filter(({ type }) => type === 'UK12')
  const live = next.filter(({ type, publishedOn }) => type !== 'UK12' && outlives(publishedOn, terminations))
  const linked = new Set(live.map(({ type }) => type))
  const awarded = live.filter(({ type }) => type === 'UK6' || type === 'UK7')
  const published = live.filter(({ type }) => type === 'UK4' || type === 'UK5')
  const making = awarded.length > 0 ? awarded : published
  return {
    stage: awarded.length > 0 ? 'awarded' : published.length > 0 ? 'published' : 'none',
    directAward: linked.has('UK5') && !linked.has('UK4'),
    engaged: linked.has('UK2') || linked.has('UK3'),
    announced: linked.has('UK1') || linked.has('UK2') || linked.has('UK3'),
    plannedOn: live.flatMap(({ type, publishedOn }) => (type === 'UK3' && publishedOn ? [publishedOn] : [])),
    detailed: linked.has('UK7'),
    startsOn: latest(awarded.map(({ startOn }) => startOn)),
    since: latest(making.map(({ publishedOn }) => publishedOn)),
    terminated: terminations.length > 0 && making.length === 0,
    linked,
    linkedToCurrent,
  }
}

/**
 * Where a link does not say which contract it is for: notices of a running contract (UK8 to UK11) are the current
 * one's; so is a notice published before the current contract started, and an award or details notice within 180 days
 * of its start or signing; every other is for what follows.
 */
export function isForNext(
  notice: Pick<LinkedNotice, 'for' | 'type' | 'publishedOn'>,
  { startOn, signedOn }: Pick<ContractFacts, 'startOn' | 'signedOn'>,
): boolean {
  if (notice.for !== null) return notice.for === 'next'
  if (['UK8', 'UK9', 'UK10', 'UK11'].includes(notice.type)) return false
  const began = startOn ?? signedOn
  if (began === null || notice.publishedOn === null) return true
  const own = notice.type === 'UK6' || notice.type === 'UK7' ? addDays(began, OWN_NOTICE_DAYS) : began
  return notice.publishedOn > own || (notice.publishedOn === began && own === began)
}

function outlives(publishedOn: CalendarDate | null, terminations: readonly LinkedNotice[]): boolean {
  return terminations.every(
    ({ publishedOn: ended }) => ended !== null && publishedOn !== null && publishedOn > ended,
  )
}

function latest(days: readonly (CalendarDate | null)[]): CalendarDate | null {
  return days.reduce((last, day) => (day !== null && (last === null || day > last) ? day : last), null)
}
