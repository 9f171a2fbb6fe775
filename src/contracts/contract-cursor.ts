// Where does the next page of contracts begin?
import { isCalendarDate } from '../lib/calendar-date.ts'

/**
 * The last row shown, in the order of the list on the day of its first page: `match`, the best match first, or `end`, in
 * the groups running (0), no end stated (1) and ended (2).
 */
export interface ContractCursor {
  order: 'match' | 'end'
  /** The day that the first page was asked on; later pages keep its order. */
  asOf: string
  rank: number
  group: number
  /** The current end; null where none is stated. */
  end: string | null
  id: string
}

/** A contract and where it stands in the order. */
export type Place = Pick<ContractCursor, 'rank' | 'group' | 'end' | 'id'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function writeCursor({ order, asOf, rank, group, end, id }: ContractCursor): string {
  return Buffer.from(JSON.stringify([order, asOf, rank, group, end, id])).toString('base64url')
}

/** Null when the text was not made by `writeCursor`. */
export function readCursor(text: string): ContractCursor | null {
  const parsed = parsedJson(Buffer.from(text, 'base64url').toString('utf8'))
  if (!Array.isArray(parsed) || parsed.length !== 6) return null
  const [order, asOf, rank, group, end, id]: unknown[] = parsed
  if (order !== 'match' && order !== 'end') return null
  if (!isDay(asOf) || typeof rank !== 'number' || (group !== 0 && group !== 1 && group !== 2)) return null
  if (end !== null && !isDay(end)) return null
  if ((group === 1) !== (end === null) || typeof id !== 'string' || !UUID.test(id)) return null
  return { order, asOf, rank, group, end, id }
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && isCalendarDate(value)
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
