// How is the term of a contract drawn: what has been agreed, what may still be added, and where today is?
import { addMonths, type CalendarDate } from '../../../lib/calendar-date.ts'
import { percent, type Tick, tick, timeScale, yearTicks } from '../../charts/time-scale.ts'
import { formatDay } from '../../filters.ts'

export interface ContractTerm {
  start_on: CalendarDate | null
  current_end_on: CalendarDate | null
  max_end_on: CalendarDate | null
}

/** Places and widths are per cent of the bar, as SVG takes them. */
export interface TermBar {
  segments: { kind: 'agreed' | 'option'; x: string; width: string; said: string }[]
  ticks: Tick[]
  today: Omit<Tick, 'label'> | false
  hasOptions: boolean
  /** The same in words, for whoever does not see the picture. */
  description: string
}

const MOST_TICKS = 6

/**
 * Null without a start and an end to draw between. `optionMonths` are the lengths of the options not yet used, in order;
 * what they leave of the time to the maximum end is one more piece.
 */
export function termBar(
  term: ContractTerm,
  optionMonths: readonly number[],
  today: CalendarDate,
): TermBar | null {
  const { start_on: start, current_end_on: end, max_end_on: latest } = term
  const last = latest !== null && (end === null || latest > end) ? latest : end
  if (start === null || last === null || last <= start) return null
  const left = start < today ? start : today
  const right = last > today ? last : today
  const place = timeScale(left, right)
  const pieces = [
    { kind: 'agreed' as const, from: start, to: end ?? last },
    ...optionPieces(end ?? last, last, optionMonths),
  ]
  return {
    segments: pieces.map(({ kind, from, to }) => ({
      kind,
      x: percent(place(from)),
      width: percent(place(to) - place(from)),
      said: `${formatDay(from)} to ${formatDay(to)}`,
    })),
    ticks: yearTicks(left, right, MOST_TICKS),
    today: tick(place(today), 'Today'),
    hasOptions: pieces.length > 1,
    description: describe(pieces),
  }
}

interface Piece {
  kind: 'agreed' | 'option'
  from: CalendarDate
  to: CalendarDate
}

function optionPieces(end: CalendarDate, last: CalendarDate, months: readonly number[]): Piece[] {
  const pieces: Piece[] = []
  let from = end
  for (const length of months) {
    const to = addMonths(from, length)
    if (to > last) break
    pieces.push({ kind: 'option', from, to })
    from = to
  }
  if (from < last) pieces.push({ kind: 'option', from, to: last })
  return pieces
}

function describe(pieces: Piece[]): string {
  const words = pieces.map(({ kind, from, to }) =>
    kind === 'agreed'
      ? `Agreed from ${formatDay(from)} to ${formatDay(to)}`
      : `may be extended from ${formatDay(from)} to ${formatDay(to)}`,
  )
  return `${words.join('; ')}.`
}
