// How did the estimate of an upcoming tender change?
import { isCalendarDate } from '../../../lib/calendar-date.ts'
import type { OpportunityDetail } from '../../../opportunities/opportunity-detail-schemas.ts'
import { formatDay } from '../../filters.ts'

const LABELS: Record<string, string> = {
  phase: 'Phase',
  approach_from: 'Talk from',
  approach_by: 'Talk until',
  tender_latest: 'Tender out by',
  decide_by: 'Decision by',
  earliest_end: 'Ends',
  latest_end: 'Latest end',
  later_approach_from: 'Talk from, if extended',
  later_approach_by: 'Talk until, if extended',
  later_tender_latest: 'Tender out by, if extended',
}

/** The latest first; each day with what it was before and after. */
export function historyItems({ history }: OpportunityDetail) {
  return history.toReversed().map(({ derived_on, before, after }) => ({
    day: formatDay(derived_on),
    changes: Object.keys(LABELS)
      .filter((field) => field in before || field in after)
      .map((field) => ({
        label: LABELS[field] ?? field,
        before: written(before[field]),
        after: written(after[field]),
        isKept: before[field] === after[field],
      })),
  }))
}

function written(value: string | null | undefined): string {
  if (value == null) return 'not stated'
  return isCalendarDate(value) ? formatDay(value) : value
}
