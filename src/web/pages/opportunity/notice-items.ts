// Which notices may fall due around a contract, as a list to tick off?
import type { Opportunity } from '../../../opportunities/derive-opportunity.ts'
import type { NoticeDue } from '../../../opportunities/notice-due.ts'
import { formatDay } from '../../filters.ts'

const NAMES: Record<string, string> = {
  UK1: 'Pipeline notice',
  UK2: 'Preliminary market engagement notice',
  UK3: 'Planned procurement notice',
  UK4: 'Tender notice',
  UK5: 'Transparency notice',
  UK6: 'Contract award notice',
  UK7: 'Contract details notice',
  UK8: 'Contract payment notice',
  UK9: 'Contract performance notice',
  UK10: 'Contract change notice',
  UK11: 'Contract termination notice',
}

/** In the order in which the rules give them: those of what follows first. */
export function noticeItems({ noticesDue }: Opportunity) {
  return noticesDue.map((notice) => ({
    name: NAMES[notice.type] ?? notice.type,
    type: notice.type,
    about: notice.for === 'next' ? 'what follows' : 'this contract',
    due: dueWords(notice),
    condition: notice.condition === null ? '' : `If ${notice.condition}.`,
    requirement: `${notice.requirement}.`,
    source: notice.source,
    missing: notice.missing.join(', '),
  }))
}

function dueWords({ dueBy, overdue, obligation }: NoticeDue): string {
  const what = obligation === 'owed' ? 'Owed' : obligation === 'optional' ? 'Optional' : 'May be owed'
  if (dueBy === null) return `${what}, no day set`
  return overdue ? `${what}, was due by ${formatDay(dueBy)}` : `${what} by ${formatDay(dueBy)}`
}
