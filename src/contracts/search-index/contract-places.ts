// Where does a contract of a segment stand among those of others?
import { type CalendarDate, fromDayNumber } from '../../lib/calendar-date.ts'
import { NO_DAY, type Segment } from './segment.ts'

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The id of a contract as text. */
export function idOf({ ids }: Segment, contract: number): string {
  let text = ''
  for (let at = 0; at < 16; at += 1) {
    if (at === 4 || at === 6 || at === 8 || at === 10) text += '-'
    text += HEX[ids[contract * 16 + at] as number]
  }
  return text
}

/** The current end of a contract; null where none is stated. */
export function endOf({ currentEnds }: Segment, contract: number): CalendarDate | null {
  const end = currentEnds[contract] as number
  return end === NO_DAY ? null : fromDayNumber(end)
}

/** The sixteen bytes of an id. */
export function bytesOf(id: string): Uint8Array {
  const digits = id.replaceAll('-', '')
  return Uint8Array.from({ length: 16 }, (_, at) => Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16))
}

/** Below 0 where the id at a place of `ids` comes before that at a place of `others`. */
export function compareIds(ids: Uint8Array, at: number, others: Uint8Array, place: number): number {
  for (let byte = 0; byte < 16; byte += 1) {
    const difference = (ids[at * 16 + byte] as number) - (others[place * 16 + byte] as number)
    if (difference !== 0) return difference
  }
  return 0
}

/** How many contracts of the segment come before an end and an id, by end and then by id. */
export function placeBefore({ currentEnds, ids, size }: Segment, end: number, id: Uint8Array): number {
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    const isBefore = (currentEnds[middle] as number) - end || compareIds(ids, middle, id, 0)
    if (isBefore < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** As `placeBefore`, that very contract included. */
export function placeAfter(segment: Segment, end: number, id: Uint8Array): number {
  const place = placeBefore(segment, end, id)
  const isThere =
    place < segment.size && segment.currentEnds[place] === end && compareIds(segment.ids, place, id, 0) === 0
  return isThere ? place + 1 : place
}
