// What does the checklist of the notices of a contract look like as plain text?
import { formatDay } from '../lib/long-day.ts'
import type { PreparedNotices } from '../market/prepared-notice-schemas.ts'

const OBLIGATIONS = { owed: 'Owed', depends: 'May be owed', optional: 'Optional' }

/** UTF-8 text with a section a notice: what it asks, the fields to copy, and boxes for what must be typed. */
export function noticesText(prepared: PreparedNotices): string {
  const { contract, authority, on, notices, linked, not_due } = prepared
  return [
    `Notices for: ${contract.title}`,
    `Authority: ${authority.name}`,
    `As of ${formatDay(on)}, from ${prepared.basis}.`,
    prepared.legal_advice,
    '',
    ...notices.flatMap(section),
    ...(linked.length > 0 ? [`Published and linked: ${linked.join(', ')}`] : []),
    ...(not_due.length > 0 ? [`Not asked for, from what is known: ${not_due.join(', ')}`] : []),
    '',
  ].join('\r\n')
}

function section(notice: PreparedNotices['notices'][number]): string[] {
  const due =
    notice.due_by === null ? 'no day set' : `by ${formatDay(notice.due_by)}${notice.overdue ? ', past' : ''}`
  return [
    `${notice.type}, for ${notice.for === 'next' ? 'what follows' : 'this contract'}`,
    `${OBLIGATIONS[notice.obligation]}, ${due}.${notice.condition === null ? '' : ` If ${notice.condition}.`}`,
    `${notice.requirement} (${notice.source}).`,
    ...notice.fields.map(({ label, value }) => `  ${label}: ${value.replace(/\s+/g, ' ')}`),
    ...notice.missing.map((missing) => `  [ ] ${missing}`),
    '',
  ]
}
