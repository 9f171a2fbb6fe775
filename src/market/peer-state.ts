// Does an authority use it, not use it, or has it not said?
import type { CalendarDate } from '../lib/calendar-date.ts'

export type PeerState = 'uses' | 'does_not' | 'not_reported'

export interface PeerFacts {
  /** The day on which its latest systems return was published; null where there is none. */
  returnedOn: CalendarDate | null
  /** Statuses of what it reports of the kind asked for; null where a row states none. */
  statuses: readonly (string | null)[]
  /** Systems it reports for a service area that is none of our list, where a service area is asked for. */
  unplaced: number
}

/**
 * `does_not` only where its systems return says so: by listing other systems and not this, or this as retired or planned.
 * `why` is a clause with no full stop.
 */
export function peerState({ returnedOn, statuses, unplaced }: PeerFacts): { state: PeerState; why: string } {
  if (statuses.some(isInUse)) return { state: 'uses', why: '' }
  if (returnedOn === null) return { state: 'not_reported', why: 'no systems return published' }
  if (statuses.includes('planned')) return { state: 'does_not', why: 'planned, not yet in use' }
  if (statuses.length > 0) return { state: 'does_not', why: 'listed as retired' }
  if (unplaced > 0)
    return { state: 'not_reported', why: 'some of its systems name a service area that is not in our list' }
  return { state: 'does_not', why: 'not in its systems return' }
}

/** What is retired or only planned is not in use; what states no status is. */
export function isInUse(status: string | null): boolean {
  return status !== 'retired' && status !== 'planned'
}
