// How is the term of a contract drawn: what has been agreed, what may still be added, and where today is?
import { addMonths, type CalendarDate, dayNumber } from '../../../lib/calendar-date.ts'
import { formatDay } from '../../filters.ts'

export interface ContractTerm {
  start_on: CalendarDate | null
  current_end_on: CalendarDate | null
  max_end_on: CalendarDate | null
}

/** Places and widths are per cent of the bar, as SVG takes them. */
export interface TermBar {
  segments: { kind: 'agreed' | 'option'; x: string; width: string; said: string }[]
  ticks: { x: string; label: string; anchor: 'start' | 'middle' | 'end' }[]
  today: { x: string; anchor: 'start' | 'middle' | 'end' } | false
  hasOptions: boolean
  /** The same in words, for whoever does not see the picture. */
  description: string
}

const MOST_TICKS = 6
const percent = (share: number) => `${(share * 100).toFixed(2)}%`

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
  const place = (day: CalendarDate) =>
    (dayNumber(day) - dayNumber(left)) / (dayNumber(right) - dayNumber(left))
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
    ticks: yearTicks(left, right, place),
    today: { x: percent(place(today)), anchor: anchorAt(place(today)) },
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

function yearTicks(left: CalendarDate, right: CalendarDate, place: (day: CalendarDate) => number) {
  const [first, last] = [Number(left.slice(0, 4)) + 1, Number(right.slice(0, 4))]
  const step = Math.max(1, Math.ceil((last - first + 1) / MOST_TICKS))
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  return years
    .filter((year) => (year - first) % step === 0)
    .map((year) => {
      const share = place(`${year}-01-01`)
      return { x: percent(share), label: String(year), anchor: anchorAt(share) }
    })
}

function anchorAt(share: number): 'start' | 'middle' | 'end' {
  return share < 0.06 ? 'start' : share > 0.94 ? 'end' : 'middle'
}

function describe(pieces: Piece[]): string {
  const words = pieces.map(({ kind, from, to }) =>
    kind === 'agreed'
      ? `Agreed from ${formatDay(from)} to ${formatDay(to)}`
      : `may be extended from ${formatDay(from)} to ${formatDay(to)}`,
  )
  return `${words.join('; ')}.`
}
