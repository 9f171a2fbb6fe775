// What does the page of one return show?
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { ReturnDetail } from '../../../returns/return-schemas.ts'
import { columnLetters, dayOf, formatCount, formatDay, plural, relativeDay } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import { progressSentence, stateWords } from '../../return-state.ts'
import { fieldLabel } from '../contract/contract-values.ts'
import type { IssueSection } from './issue-view.ts'

export interface ReturnPageFacts {
  detail: ReturnDetail
  sections: IssueSection[]
  /** Empty when nobody may act from this page. */
  csrfToken: string
  mayPublish: boolean
  notice: string
  /** What is wrong with the reason given for withdrawing. */
  reasonError: string
  today: CalendarDate
}

export function returnView(facts: ReturnPageFacts) {
  const { detail, mayPublish, reasonError } = facts
  const state = stateWords(detail.state)
  return {
    title: `${reasonError ? 'Error: ' : ''}Return ${detail.file.name}, ${detail.authority.name}`,
    section: 'returns' as const,
    sampleNotice: detail.is_sample ? 'page' : '',
    backLink: { text: 'All returns', href: paths.returns },
    heading: detail.file.name,
    authority: detail.authority.name,
    received: `Handed in ${relativeDay(dayOf(detail.received_at), facts.today)}, on ${formatDay(dayOf(detail.received_at))}`,
    size: fileSize(detail.file.bytes),
    state,
    progress: progressSentence(detail),
    watch: state.isSettled ? '' : paths.returnEvents(detail.id),
    here: paths.return(detail.id),
    notice:
      facts.notice === 'same-file'
        ? 'This file has been handed in before. Nothing was changed; this is what became of it.'
        : '',
    refusal: detail.refusal ?? false,
    figures: figures(detail),
    effect: effect(detail),
    sections: facts.sections,
    hasIssues: facts.sections.length > 0,
    mapping: mapping(detail),
    errors: reasonError ? [{ href: '#reason', message: reasonError }] : [],
    reasonError,
    publish: mayPublish && detail.state === 'read' ? action(paths.publishReturn(detail.id), facts) : false,
    withdraw:
      mayPublish && detail.state === 'published' ? action(paths.withdrawReturn(detail.id), facts) : false,
    contracts:
      detail.state === 'published' ? withQuery(paths.contracts, { authority: detail.authority.slug }) : '',
    good: plural(detail.counts?.good ?? 0, 'row'),
    bad: detail.counts?.bad ? plural(detail.counts.bad, 'row') : '',
  }
}

function action(href: string, { csrfToken }: ReturnPageFacts) {
  return { href, csrfToken }
}

function figures({ counts }: ReturnDetail): { figure: string; label: string }[] {
  if (counts === null) return []
  return [
    { figure: formatCount(counts.read), label: 'rows read' },
    { figure: formatCount(counts.good), label: 'can be used' },
    { figure: formatCount(counts.bad), label: 'have errors' },
    { figure: formatCount(counts.ignored), label: 'left out (totals, notes, repeats)' },
    { figure: formatCount(counts.blank), label: 'blank' },
  ]
}

/** What publishing did to the register, a sentence each. */
function effect({ contracts }: ReturnDetail): string[] {
  if (contracts === null) return []
  const missing = plural(contracts.missing, 'contract')
  return [
    `${plural(contracts.new, 'contract')} new`,
    `${plural(contracts.changed, 'contract')} changed`,
    `${plural(contracts.unchanged, 'contract')} unchanged, confirmed once more`,
    ...(contracts.missing > 0
      ? [`${missing} of the register not in this file: kept, with the age of the last return that had them`]
      : []),
  ]
}

function mapping(detail: ReturnDetail) {
  return (detail.mapping ?? []).map(({ column, heading, field, ambiguous }) => ({
    column: columnLetters(column),
    heading: heading === '' ? '(no heading)' : heading,
    field: field === null ? 'Not used; kept as sent' : fieldLabel(field),
    isAmbiguous: ambiguous,
  }))
}

function fileSize(bytes: number): string {
  if (bytes < 1024) return plural(bytes, 'byte')
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
