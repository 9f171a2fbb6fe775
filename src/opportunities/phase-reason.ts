// Why is an upcoming tender in its phase, in plain words?
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Opportunity } from './derive-opportunity.ts'

/** What the reason is made of. */
export type PhaseOf = Pick<Opportunity, 'phase' | 'scenarios' | 'directAward' | 'engagementUnderWay'>

type Written = (day: CalendarDate) => string

/** One or two sentences; `written` says how days are written for the reader. */
export function phaseReason(opportunity: PhaseOf, on: CalendarDate, written: Written): string {
  const { phase, directAward } = opportunity
  if (phase === 'published')
    return directAward
      ? 'A transparency notice says that it will be awarded directly.'
      : 'The tender notice is out.'
  if (phase === 'awarded') return 'An award notice says who has won.'
  if (phase === 'closed') return 'What follows has begun, or the authority stopped it as it said.'
  if (phase === 'stopping') return 'The authority says that nothing will follow this contract.'
  return reasonOfTheDay(opportunity, on, written)
}

function reasonOfTheDay(
  { phase, scenarios, engagementUnderWay }: PhaseOf,
  on: CalendarDate,
  written: Written,
) {
  const [first] = scenarios
  if (phase === null || first === undefined) return 'No end is stated, so nothing can be said of when.'
  const [end, from, by, tender] = [first.end, first.approachFrom, first.approachBy, first.tenderLatest].map(
    written,
  )
  const engaged = engagementUnderWay ? ' A notice says that suppliers are being heard.' : ''
  if (phase === 'watch')
    return `Too early: the time to talk begins on ${from}, before the contract ends on ${end}.${engaged}`
  if (phase === 'talk now')
    return `Until ${by} the authority can still be told what the market offers; the contract ends on ${end}.${engaged}`
  if (phase === 'tender due')
    return `The time to talk ended on ${by}. A tender must be out by ${tender} for a new contract to be ready when this one ends on ${end}.${engaged}`
  if (phase === 'lapsed') return `It ended on ${end}, and nothing was confirmed after that.`
  return first.end < on
    ? `It ended on ${end} by what is stated, yet was confirmed after that: it goes on without a new end.`
    : `A tender should have been out by ${tender}, and none is known here. The contract may be extended, let without a notice, or be late; it ends on ${end}.`
}
