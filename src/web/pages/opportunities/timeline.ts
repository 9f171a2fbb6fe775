// How are the days of upcoming tenders drawn, one under the other on the same line of time?
import { addMonths, type CalendarDate } from '../../../lib/calendar-date.ts'
import type { OpportunitySummary } from '../../../opportunities/opportunity-schemas.ts'
import { percent, quarterTicks, timeScale } from '../../charts/time-scale.ts'
import { formatDay } from '../../filters.ts'
import { paths } from '../../paths.ts'
import { dayWords } from '../../withheld-words.ts'
import { phaseWords } from './opportunity-words.ts'

const MONTHS_BEFORE = 3
const FEWEST_MONTHS = 15
const MOST_MONTHS = 48
const MOST_TICKS = 5

interface Segment {
  kind: 'talk' | 'tender' | 'wait' | 'later'
  x: string
  width: string
  said: string
}

export interface TimelineRow {
  href: string
  title: string
  authority: string
  phase: string
  colour: string
  segments: Segment[]
  /** Where the earliest end is; false where it lies outside the picture. */
  end: string | false
  /** The same in words. */
  description: string
  days: { from: string; by: string; tender: string; end: string; latest: string }
}

/**
 * Rows of bars on one scale, from three months ago to the last day of what is shown, four years at most; what lies beyond
 * is cut off and stands in the table. Contracts without an end have no bar.
 */
export function timelineView(opportunities: readonly OpportunitySummary[], today: CalendarDate) {
  const left = addMonths(`${today.slice(0, 8)}01`, -MONTHS_BEFORE)
  const right = rightEdge(opportunities, left)
  const place = timeScale(left, right)
  return {
    ticks: quarterTicks(left, right, MOST_TICKS),
    today: percent(place(today)),
    rows: opportunities.map((one) => timelineRow(one, place)),
  }
}

function rightEdge(opportunities: readonly OpportunitySummary[], left: CalendarDate): CalendarDate {
  const days = opportunities.flatMap(({ earliest, latest }) => [earliest?.end, latest?.approach_by])
  const last = days.reduce<CalendarDate>((most, day) => (day !== undefined && day > most ? day : most), left)
  const [least, most] = [addMonths(left, FEWEST_MONTHS), addMonths(left, MOST_MONTHS)]
  const padded = addMonths(`${last.slice(0, 8)}01`, 1)
  return [least, padded, most].sort()[1] ?? least
}

function timelineRow(one: OpportunitySummary, place: (day: CalendarDate) => number): TimelineRow {
  const { earliest, latest } = one
  const day = (date: CalendarDate | undefined) => (date === undefined ? 'Not stated' : formatDay(date))
  const endDay = (date: CalendarDate | undefined) =>
    date === undefined ? 'Not stated' : dayWords(date, one.end_precision)
  const pieces =
    earliest === null
      ? []
      : [
          piece('talk', earliest.approach_from, earliest.approach_by, 'Talk', place),
          piece('tender', earliest.approach_by, earliest.tender_latest, 'Tender due', place),
          piece('wait', earliest.tender_latest, earliest.end, 'To the end of the contract', place, endDay),
          ...(latest === null
            ? []
            : [piece('later', latest.approach_from, latest.approach_by, 'Talk, if it is extended', place)]),
        ]
  const end = earliest === null ? 2 : place(earliest.end)
  return {
    href: paths.opportunity(one.id),
    title: one.contract.title,
    authority: one.authority.name,
    phase: phaseWords(one.phase).label,
    colour: phaseWords(one.phase).colour,
    segments: pieces.filter((segment) => segment !== null),
    end: end >= 0 && end <= 1 ? percent(end) : false,
    description:
      earliest === null
        ? 'No end stated.'
        : `Talk from ${day(earliest.approach_from)} to ${day(earliest.approach_by)}; tender out by ${day(earliest.tender_latest)}; ends ${endDay(earliest.end)}.`,
    days: {
      from: day(earliest?.approach_from),
      by: day(earliest?.approach_by),
      tender: day(earliest?.tender_latest),
      end: endDay(earliest?.end),
      latest: latest === null ? '–' : endDay(latest.end),
    },
  }
}

/** Cut to the picture; null where nothing of it is inside. */
function piece(
  kind: Segment['kind'],
  from: CalendarDate,
  to: CalendarDate,
  what: string,
  place: (day: CalendarDate) => number,
  until: (day: CalendarDate) => string = formatDay,
): Segment | null {
  const [start, stop] = [Math.max(0, place(from)), Math.min(1, place(to))]
  if (stop <= start) return null
  return {
    kind,
    x: percent(start),
    width: percent(stop - start),
    said: `${what}: ${formatDay(from)} to ${until(to)}`,
  }
}
