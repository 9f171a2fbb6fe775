// Which notices may fall due around a contract, as a list to tick off?
import type { Opportunity } from '../../../opportunities/derive-opportunity.ts'
import type { NoticeDue } from '../../../opportunities/notice-due.ts'
import { formatDay } from '../../filters.ts'
import { noticeTypeName } from '../../notice-words.ts'

/** In the order in which the rules give them: those of what follows first. */
export function noticeItems({ noticesDue }: Opportunity) {
  return noticesDue.map((notice) => ({
    name: noticeTypeName(notice.type),
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
