// What does the page of one common end show?
import type { CalendarDate } from '../../../lib/calendar-date.ts'
import type { AlignmentDetail, AlignmentMemberJson } from '../../../market/alignment-schemas.ts'
import { termTimeline } from '../../charts/term-timeline.ts'
import { formatCount, formatDay, joinWords, plural } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import { dayWords } from '../../withheld-words.ts'
import { combinedWords, decideWords, extendWords, poundsRange } from '../alignment/alignment-words.ts'

/** Of contracts that cannot end then the page names so many; JSON has all. */
const MOST_NAMED = 100

/** Of those that could the picture shows so many; the table has all. */
const MOST_DRAWN = 40

export function clusterView(found: AlignmentDetail, today: CalendarDate) {
  const { subject, target, members, cannot } = found
  const day = formatDay(target)
  return {
    title: `${subject.name}: contracts that could end about ${day}`,
    section: 'opportunities' as const,
    showsSample: found.is_sample,
    backLink: {
      text: `All common ends for ${subject.name}`,
      href: withQuery(paths.alignment, {
        [subject.kind === 'technology' ? 'technology' : 'service_area']: subject.code,
      }),
    },
    caption: subject.kind === 'technology' ? 'Technology' : 'Service area',
    subjectHref: subject.kind === 'technology' ? paths.technology(subject.code) : '',
    subject: subject.name,
    heading: `${subject.name}: ending together about ${day}`,
    lead: `${plural(members.length, 'contract')} of ${joinWords(found.authorities.map(({ name }) => name))}`,
    facts: [
      ['To do', `${extendWords(found)}. ${decideWords(found, today)}.`],
      ['Together', `${combinedWords(found).amount}. ${combinedWords(found).basis}.`],
    ],
    timeline: timeline(found, today),
    members: members.map((member) => memberRow(member, today)),
    cannot: cannot
      .slice(0, MOST_NAMED)
      .map(({ contract, authority, current_end, latest_end, day_precision, why }) => ({
        href: paths.contract(contract.id),
        title: contract.title,
        authority: authority.name,
        ends: dayWords(current_end, day_precision.current_end_on),
        latest: latest_end === null ? 'Not known' : dayWords(latest_end, latestPrecision(day_precision)),
        why: `${why.charAt(0).toUpperCase()}${why.slice(1)}`,
      })),
    cannotCount: formatCount(cannot.length),
    cannotMore: cannot.length > MOST_NAMED ? formatCount(cannot.length - MOST_NAMED) : '',
    jsonHref: `/api/v1${paths.alignmentCluster(subject.kind, subject.code, target)}`,
  }
}

function timeline({ members, target }: AlignmentDetail, today: CalendarDate) {
  const drawn = members.slice(0, MOST_DRAWN)
  const left = members.length - drawn.length
  return termTimeline(
    {
      id: 'terms',
      title: 'Terms of the contracts that could end together',
      description: `${plural(drawn.length, 'contract')} by their current ends, with what is left of their options hatched; the common day, ${formatDay(target)}, is a broken line.${left > 0 ? ` ${formatCount(left)} more stand in the table.` : ''}`,
    },
    drawn.map(({ contract, authority, start, current_end, latest_end, day_precision }) => ({
      title: contract.title,
      authority: authority.name,
      start_on: start,
      current_end_on: current_end,
      max_end_on: latest_end,
      day_precision,
    })),
    today,
    target,
  )
}

function memberRow(member: AlignmentMemberJson, today: CalendarDate) {
  const { contract, authority, current_end, latest_end, end, options_used, months_extended } = member
  const { day_precision: precision } = member
  return {
    id: contract.id,
    href: paths.contract(contract.id),
    title: contract.title,
    supplier: contract.supplier_name_raw,
    authority: authority.name,
    ends: dayWords(current_end, precision.current_end_on),
    latest: latest_end === null ? 'not known' : dayWords(latest_end, latestPrecision(precision)),
    extend:
      options_used === 0
        ? 'Need not extend'
        : `Extend by ${plural(months_extended, 'month')} (${plural(options_used, 'option')})`,
    end: dayWords(end, precision.current_end_on),
    ...valueCell(member),
    ...decisionCell(member, today),
  }
}

/** The latest end may be reckoned from the current one, and is no more exact. */
function latestPrecision({ current_end_on, max_end_on }: AlignmentMemberJson['day_precision']) {
  return max_end_on ?? current_end_on
}

function valueCell({ annual, annual_is }: AlignmentMemberJson) {
  if (annual === null) return { value: annual_is === 'withheld' ? 'Withheld' : 'Not stated', from: '' }
  const reckoned = annual.from === 'stated a year' ? '' : `reckoned from the ${annual.from}`
  return { value: poundsRange(annual), from: reckoned }
}

function decisionCell({ decide_by: day, decide_by_assumed }: AlignmentMemberJson, today: CalendarDate) {
  if (day === null) return { decide: '–', assumed: '' }
  const notes = [
    ...(day < today ? ['past'] : []),
    ...(decide_by_assumed ? ['six months’ notice assumed'] : []),
  ]
  return { decide: formatDay(day), assumed: notes.join(', ') }
}
