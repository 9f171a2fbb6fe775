// How are the terms of many contracts drawn on one line of time: what is agreed, what may be added?
import { addMonths, type CalendarDate } from '../../lib/calendar-date.ts'
import { dayWords } from '../withheld-words.ts'
import { shortened } from './bar-chart.ts'
import { percent, type Tick, tick, timeScale, yearTicks } from './time-scale.ts'

export interface TimelineContract {
  title: string
  authority: string
  start_on: CalendarDate | null
  current_end_on: CalendarDate | null
  max_end_on: CalendarDate | null
  /** Where they are less exact than a day. */
  day_precision?:
    | Partial<Record<'start_on' | 'current_end_on' | 'max_end_on', string | undefined>>
    | undefined
}

export interface TermTimeline {
  id: string
  title: string
  description: string
  height: number
  ticks: Tick[]
  today: Tick
  /** A day that all of them could have in common. */
  aim: Tick | false
  rows: {
    y: number
    label: string
    parts: { kind: 'solid' | 'hatched'; x: string; width: string; said: string }[]
  }[]
}

const ROW = 38
const LONGEST = 44
const YEARS_BEFORE = 3
const YEARS_AFTER = 7

/**
 * A row for each contract with an end, in the order given, from three years ago to seven years on, cut to what is needed;
 * what lies beyond is cut off and stands in the table. Options are hatched. `id` must be its own on the page;
 * `aim` is a day to be marked.
 */
export function termTimeline(
  { id, title, description }: Pick<TermTimeline, 'id' | 'title' | 'description'>,
  contracts: readonly TimelineContract[],
  today: CalendarDate,
  aim: CalendarDate | null = null,
): TermTimeline {
  const drawn = contracts.filter(({ current_end_on: end }) => end !== null)
  const [left, right] = edges(drawn, today)
  const place = timeScale(left, right)
  return {
    id,
    title,
    description,
    height: drawn.length * ROW,
    ticks: yearTicks(left, right, 6),
    today: tick(place(today), 'Today'),
    aim: aim !== null && aim <= right && tick(place(aim), dayWords(aim, undefined)),
    rows: drawn.map((contract, at) => ({
      y: at * ROW,
      label: shortened(`${contract.authority}: ${contract.title}`, LONGEST),
      parts: partsOf(contract, left).flatMap(({ kind, from, to, fromIs, toIs }) => {
        const [start, stop] = [Math.max(0, place(from)), Math.min(1, place(to))]
        if (stop <= start) return []
        const said = `${kind === 'solid' ? 'Agreed' : 'May be extended'}: ${dayWords(from, fromIs)} to ${dayWords(to, toIs)}`
        return [{ kind, x: percent(start), width: percent(stop - start), said }]
      }),
    })),
  }
}

interface Part {
  kind: 'solid' | 'hatched'
  from: CalendarDate
  to: CalendarDate
  /** How exact they are, where less than a day. */
  fromIs: string | undefined
  toIs: string | undefined
}

/** Without a start the term reaches from the edge. */
function partsOf(
  { start_on: start, current_end_on: end, max_end_on: latest, day_precision: precision }: TimelineContract,
  left: CalendarDate,
): Part[] {
  if (end === null) return []
  const endIs = precision?.current_end_on
  const agreed: Part = {
    kind: 'solid',
    from: start ?? left,
    to: end,
    fromIs: precision?.start_on,
    toIs: endIs,
  }
  const latestIs = precision?.max_end_on
  return latest !== null && latest > end
    ? [agreed, { kind: 'hatched', from: end, to: latest, fromIs: endIs, toIs: latestIs }]
    : [agreed]
}

function edges(contracts: readonly TimelineContract[], today: CalendarDate): [CalendarDate, CalendarDate] {
  const starts = contracts.flatMap(({ start_on: start }) => start ?? [])
  const ends = contracts.flatMap(({ current_end_on: end, max_end_on: latest }) => [
    end ?? today,
    latest ?? today,
  ])
  const [earliest, most] = [addMonths(today, -12 * YEARS_BEFORE), addMonths(today, 12 * YEARS_AFTER)]
  const first = [...starts, today].toSorted()[0] ?? today
  const last = [...ends, addMonths(today, 12)].toSorted().at(-1) ?? today
  return [[first, earliest].toSorted()[1] ?? earliest, addMonths([last, most].toSorted()[0] ?? most, 1)]
}
