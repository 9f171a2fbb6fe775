// What does the page of one return show?
import type { Refusal } from '../../../accounts/permissions.ts'
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { IssueGroup, ReturnDetail } from '../../../returns/return-schemas.ts'
import { dayOf, formatCount, formatDay, plural, relativeDay } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import { progressSentence, stateWords } from '../../return-state.ts'
import { issueKindHeading } from '../return-issues/issue-view.ts'
import { reviewSteps } from './review-head.ts'

export interface ReturnPageFacts {
  detail: ReturnDetail
  groups: IssueGroup[]
  /** Questions about headings, a sentence each. */
  questions: { sentence: string; mustConfirm: boolean }[]
  /** An answer about the headings would be taken now. */
  canAnswer: boolean
  /** Empty when nobody may act from this page. */
  csrfToken: string
  /** Why the account may not publish; null when it may. */
  publishRefused: Refusal | null
  notice: string
  /** What is wrong with the reason given for withdrawing. */
  reasonError: string
  today: CalendarDate
}

export function returnView(facts: ReturnPageFacts) {
  const { detail, publishRefused, reasonError } = facts
  const mayPublish = publishRefused === null
  const isReady = detail.state === 'read' && detail.must_confirm === 0
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
    steps: reviewSteps(detail, facts.canAnswer),
    found: found(facts),
    heldBack: detail.held_back && detail.state === 'read',
    asked: onceEach(facts.questions.filter((question) => question.mustConfirm === detail.must_confirm > 0)),
    mustAnswer: detail.must_confirm > 0,
    mappingHref: paths.returnMapping(detail.id),
    errors: reasonError ? [{ href: '#reason', message: reasonError }] : [],
    reasonError,
    publish: mayPublish && isReady ? action(paths.publishReturn(detail.id), facts) : false,
    secondFactor:
      isReady && publishRefused === 'second-factor'
        ? withQuery(paths.ownSecondFactor, { next: paths.return(detail.id) })
        : '',
    othersPublish: isReady && publishRefused === 'forbidden',
    things: detail.kind === 'systems' ? 'Systems' : 'Contracts',
    withdraw:
      mayPublish && detail.state === 'published' ? action(paths.withdrawReturn(detail.id), facts) : false,
    register: detail.state === 'published' ? registerOf(detail) : false,
    downloads: downloads(detail),
    good: plural(detail.counts?.good ?? 0, 'row'),
    bad: detail.counts?.bad ? plural(detail.counts.bad, 'row') : '',
  }
}

/** Columns that rival each other ask the same question, each beginning with its own heading. */
function onceEach(questions: ReturnPageFacts['questions']): ReturnPageFacts['questions'] {
  const named = (sentence: string) => (sentence.match(/“[^”]*”/g) ?? [sentence]).sort().join(' ')
  const seen = new Map(questions.toReversed().map((question) => [named(question.sentence), question]))
  return questions.filter((question) => seen.get(named(question.sentence)) === question)
}

/** Where the public sees what was published. */
function registerOf({ kind, authority }: ReturnDetail): { text: string; href: string } {
  const asked = { authority: authority.slug }
  return kind === 'systems'
    ? { text: `See the technologies of ${authority.name}`, href: withQuery(paths.technologies, asked) }
    : { text: `See the contracts of ${authority.name}`, href: withQuery(paths.contracts, asked) }
}

/** What an officer can take away to work through elsewhere. */
function downloads({ id, counts, state }: ReturnDetail): { text: string; href: string }[] {
  if (counts === null || state === 'refused') return []
  return [
    { text: 'The file with its corrections (CSV)', href: paths.correctedCsv(id) },
    { text: 'Everything found, a line each (CSV)', href: paths.issuesCsv(id) },
  ]
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
function effect({ contracts, kind }: ReturnDetail): string[] {
  if (contracts === null) return []
  const thing = kind === 'systems' ? 'system' : 'contract'
  const missing = plural(contracts.missing, thing)
  return [
    `${plural(contracts.new, thing)} new`,
    `${plural(contracts.changed, thing)} changed`,
    `${plural(contracts.unchanged, thing)} unchanged, confirmed once more`,
    ...(contracts.missing > 0
      ? [`${missing} of the register not in this file: kept, with the age of the last return that had them`]
      : []),
  ]
}

/** Each kind of issue with its number, errors first. */
function found({ detail, groups }: ReturnPageFacts) {
  const words = { error: ['Error', 'red'], warning: ['Warning', 'yellow'], note: ['Note', 'grey'] } as const
  return groups.map(({ severity, code, count }) => ({
    severity: words[severity][0],
    colour: words[severity][1],
    heading: issueKindHeading(code),
    href: withQuery(paths.returnIssues(detail.id), { code }),
    count: formatCount(count),
  }))
}

function fileSize(bytes: number): string {
  if (bytes < 1024) return plural(bytes, 'byte')
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
