// In which phase is an upcoming tender on a day?
import { addDays, type CalendarDate } from '../lib/calendar-date.ts'
import type { Intention } from './contract-facts.ts'
import type { Window } from './lead-times.ts'
import type { NextProcurement } from './linked-notices.ts'

export const PHASES = [
  'watch',
  'talk now',
  'tender due',
  'late',
  'published',
  'awarded',
  'closed',
  'lapsed',
  'stopping',
] as const
export type Phase = (typeof PHASES)[number]

/** Everything a phase depends on; `window` and `end` are those of the earliest scenario, null where no end is known. */
export type PhaseFacts = {
  on: CalendarDate
  window: Window | null
  end: CalendarDate | null
  confirmedOn: CalendarDate | null
  intention: Intention | null
  next: NextProcurement
}

const UPCOMING = new Set<Phase>(['watch', 'talk now', 'tender due', 'late', 'published'])

/**
 * The phase on a day, the strongest fact first: what notices say of the next contract, an intention to stop, an end that
 * went by unconfirmed, the day itself. An intention to stop weighs more than a notice only where it was said later.
 * Null where neither a notice nor an end says anything.
 */
export function phaseOn(facts: PhaseFacts): Phase | null {
  const { on, end, next, intention } = facts
  const starts = next.startsOn ?? (end === null ? null : addDays(end, 1))
  if (next.detailed && starts !== null && starts <= on) return 'closed'
  if (intention?.answer === 'stop' && !overtaken(intention, next)) {
    return end !== null && end < on ? 'closed' : 'stopping'
  }
  if (next.stage !== 'none') return next.stage
  if (hasLapsed(facts)) return 'lapsed'
  const phase = phaseOfTheDay(on, facts.window)
  return phase === 'late' && next.engaged ? 'tender due' : phase
}

/** Watch before `approachFrom`; then, each day named still belonging to its phase: talk now to `approachBy`, tender due to `tenderLatest`, late. */
function phaseOfTheDay(on: CalendarDate, window: Window | null): Phase | null {
  if (window === null) return null
  if (on < window.approachFrom) return 'watch'
  if (on <= window.approachBy) return 'talk now'
  return on <= window.tenderLatest ? 'tender due' : 'late'
}

/** Whether it counts as upcoming: never once the end is past, nor awarded, closed, lapsed or stopping. */
export function isUpcoming(phase: Phase | null, end: CalendarDate | null, on: CalendarDate): boolean {
  return phase !== null && UPCOMING.has(phase) && (end === null || on <= end)
}

/** The end is past and nothing was confirmed after it, neither the row nor the authority's intention. */
function hasLapsed({ on, end, confirmedOn, intention }: PhaseFacts): boolean {
  if (end === null || on <= end) return false
  return !(confirmedOn !== null && confirmedOn > end) && !(intention?.saidOn && intention.saidOn > end)
}

function overtaken({ saidOn }: Intention, { stage, since }: NextProcurement): boolean {
  return stage !== 'none' && (saidOn === null || since === null || saidOn <= since)
}
