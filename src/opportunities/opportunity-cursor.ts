// Where does the next page of upcoming tenders begin?
import { type CalendarDate, isCalendarDate } from '../lib/calendar-date.ts'

/** The last row shown, and the day for which the list was put in order, so that midnight does not move it. */
export interface OpportunityCursor {
  rank: number
  days: number
  id: string
  on: CalendarDate
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function writeOpportunityCursor({ rank, days, id, on }: OpportunityCursor): string {
  return Buffer.from(JSON.stringify([rank, days, id, on])).toString('base64url')
}

/** Null when the text was not made by `writeOpportunityCursor`. */
export function readOpportunityCursor(text: string): OpportunityCursor | null {
  const parsed = parsedJson(Buffer.from(text, 'base64url').toString('utf8'))
  if (!Array.isArray(parsed) || parsed.length !== 4) return null
  const [rank, days, id, on]: unknown[] = parsed
  if (typeof rank !== 'number' || typeof days !== 'number' || !Number.isSafeInteger(days)) return null
  if (typeof id !== 'string' || !UUID.test(id)) return null
  return typeof on === 'string' && isCalendarDate(on) ? { rank, days, id, on } : null
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
