// Is what a row says possible, taken together?
import { addMonths, type CalendarDate } from '../../lib/calendar-date.ts'
import type { CellIssue } from '../issues.ts'

const FAR_MONTHS = 25 * 12

/** Rules over the read values of one contract; `today` null leaves out what depends on the day. */
export function rowChecks(values: Record<string, unknown>, today: CalendarDate | null): CellIssue[] {
  const issues: CellIssue[] = []
  const start = day(values.start_on)
  const end = day(values.current_end_on)
  const maximum = day(values.max_end_on)
  const signed = day(values.signed_on)
  if (start !== null && end !== null) {
    if (end < start)
      issues.push({ code: 'end_before_start', detail: `The end ${end} is before the start ${start}.` })
    else if (isFar(start, end)) issues.push({ code: 'end_far_away' })
  }
  if (maximum !== null && end !== null && maximum < end) issues.push({ code: 'max_end_before_end' })
  else if (maximum !== null && end === null && start !== null && maximum < start)
    issues.push({ code: 'max_end_before_end', detail: 'The maximum end is before the start.' })
  if (signed !== null && start !== null && start < signed) issues.push({ code: 'start_before_signed' })
  if (hasEnded(lastDay(values), today)) issues.push({ code: 'ended_still_reported' })
  return issues
}

/** The day after which a contract counts as ended: the later of its end and its maximum end; null without an end. */
export function lastDay(values: Record<string, unknown>): CalendarDate | null {
  const end = day(values.current_end_on)
  const maximum = day(values.max_end_on)
  return maximum !== null && end !== null && maximum > end ? maximum : end
}

/** False where either is not known. */
export function hasEnded(last: CalendarDate | null, today: CalendarDate | null): boolean {
  return today !== null && last !== null && last < today
}

function isFar(start: CalendarDate, end: CalendarDate): boolean {
  return Number(end.slice(0, 4)) - Number(start.slice(0, 4)) >= 25 && end > addMonths(start, FAR_MONTHS)
}

function day(value: unknown): CalendarDate | null {
  return typeof value === 'string' ? value : null
}
