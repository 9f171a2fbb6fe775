// When is it time to tell somebody what their search matched?
import { addDays, dayOfWeek, londonDay, londonHour } from '../lib/calendar-date.ts'

export const FREQUENCIES = ['at once', 'daily', 'weekly'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** Digests of the day and the week are made from this hour on, on the clock of London. */
const MORNING = 7

/**
 * Whether what waits may be told now; instants in milliseconds since 1970, null where nothing was told yet, which is
 * due at once. Daily: once a London day from seven in the morning. Weekly: on Mondays, or after seven days at the latest.
 */
export function isDue(frequency: Frequency, lastDigestAt: number | null, now: number): boolean {
  if (frequency === 'at once' || lastDigestAt === null) return true
  const today = londonDay(now)
  const last = londonDay(lastDigestAt)
  if (last >= today || londonHour(now) < MORNING) return false
  return frequency === 'daily' || dayOfWeek(today) === 1 || addDays(last, 7) <= today
}
