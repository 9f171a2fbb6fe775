// Why did a search match an upcoming tender, and what changed?
import type { CalendarDate } from '../lib/calendar-date.ts'
import { formatDay } from '../lib/long-day.ts'
import type { Asked } from './search-in-words.ts'

type Days = Record<string, string | number | boolean | null>

/** A change that a search was matched by; days and phase before and after it where it is one of those. */
export interface Change {
  kind: 'present' | 'new' | 'ending soon' | 'opened' | 'published' | 'moved'
  before: Days | null
  after: Days | null
}

/** What is told of the tender. */
export interface Matched {
  phase: string | null
  authority: { name: string }
  service_area: { label: string } | null
  value_band: string
  sme_fit: string
  earliest: { end: CalendarDate; approach_from: CalendarDate; approach_by: CalendarDate } | null
  /** Whether the words of the search all stand in the title. */
  in_title: boolean
}

const DAYS: readonly (readonly [string, string])[] = [
  ['earliest_end', 'The end of the contract'],
  ['latest_end', 'Its latest end'],
  ['approach_from', 'The first day to talk'],
  ['approach_by', 'The last day to talk'],
  ['tender_latest', 'The last day for a tender'],
]

/** One sentence for what happened, and one for each day that moved with it. */
export function changeInWords({ kind, before, after }: Change, matched: Matched): string[] {
  const { earliest } = matched
  const moves = DAYS.flatMap(([name, label]) => moveInWords(label, before?.[name], after?.[name]))
  if (kind === 'published') return ['A notice was published.', ...moves]
  if (kind === 'opened') {
    const since = earliest === null ? '' : `, on ${formatDay(earliest.approach_from)}`
    return [`The time to talk has opened${since}.`, ...moves]
  }
  if (kind === 'moved') return moves
  if (kind === 'new') return ['New in the register.']
  if (kind === 'ending soon') return ['It has come within the months you chose.']
  return ['It was in the register when you saved this search.']
}

function moveInWords(label: string, from: Days[string] | undefined, to: Days[string] | undefined): string[] {
  if (from === to || (from === undefined && to === undefined)) return []
  const said = (day: typeof from) => (typeof day === 'string' ? formatDay(day) : 'not stated')
  return [`${label} moved from ${said(from)} to ${said(to)}.`]
}

/** One sentence for each part of the search, saying what of the tender meets it. */
export function whyMatched(asked: Asked, matched: Matched): string[] {
  const { q, authority, service_area, value_band, sme_fit, phase } = asked
  const where = matched.in_title
    ? 'in its title'
    : 'in its title, supplier, reference, description or department'
  const why = [
    q ? `The words ${quoted(q)} are met ${where}.` : '',
    authority?.length ? `It is with ${matched.authority.name}.` : '',
    service_area?.length ? areaWords(matched) : '',
    value_band?.length ? valueWords(matched) : '',
    sme_fit?.length ? fitWords(matched) : '',
    phase?.length && matched.phase !== null ? `Its phase is ${matched.phase}.` : '',
    windowWords(asked, matched),
    endWords(asked, matched),
  ].filter((sentence) => sentence !== '')
  return why.length === 0 ? ['You asked for every upcoming tender.'] : why
}

const quoted = (q: string) => (q.includes('"') ? q : `“${q}”`)

function areaWords({ service_area }: Matched): string {
  return service_area === null
    ? 'It states no service area, and you keep those.'
    : `Its service area is ${service_area.label}.`
}

function valueWords({ value_band }: Matched): string {
  return value_band === 'value not stated'
    ? 'It states no value, and you keep those.'
    : `Its value is ${value_band}.`
}

function fitWords({ sme_fit }: Matched): string {
  if (sme_fit === 'not known') return 'Whether it is below the threshold is not known, and you keep those.'
  const said = { good: 'below the threshold', possible: 'above the threshold', hard: 'over £5m' }[sme_fit]
  return `For a small supplier it is ${sme_fit}${said ? `: ${said}` : ''}.`
}

function windowWords({ approach_from, approach_to }: Asked, { earliest }: Matched): string {
  if (!approach_from && !approach_to) return ''
  if (earliest === null) return 'It states no end, and you keep those.'
  return `The time to talk is ${formatDay(earliest.approach_from)} to ${formatDay(earliest.approach_by)}.`
}

function endWords({ ends_within }: Asked, { earliest }: Matched): string {
  if (!ends_within) return ''
  if (earliest === null) return 'It states no end, and you keep those.'
  return `It ends on ${formatDay(earliest.end)}, within your ${ends_within} ${ends_within === 1 ? 'month' : 'months'}.`
}
