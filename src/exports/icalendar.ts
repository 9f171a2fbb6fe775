// How is a calendar written that every calendar program reads (RFC 5545)?
import { addDays, type CalendarDate } from '../lib/calendar-date.ts'

const LINE_OCTETS = 75

/** One property; a text is escaped by `calendarText` before. Ends with CRLF, folded so that no line is longer than 75 octets. */
function calendarLine(name: string, value: string): string {
  const lines: string[] = []
  let line = ''
  let octets = 0
  for (const character of `${name}:${value}`) {
    const size = Buffer.byteLength(character)
    if (octets + size > LINE_OCTETS) {
      lines.push(line)
      line = ' '
      octets = 1
    }
    line += character
    octets += size
  }
  return `${[...lines, line].join('\r\n')}\r\n`
}

/** A TEXT (§3.3.11): line breaks, commas, semicolons and backslashes escaped, control characters as spaces. */
function calendarText(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/[;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n|\n|\r|\u2028|\u2029/g, '\\n')
    .replace(/\p{Cc}/gu, ' ')
}

const compact = (day: CalendarDate) => day.replaceAll('-', '')

export interface CalendarEvent {
  /** Unique in the world and the same for good. */
  uid: string
  /** When what is said of it last changed. */
  changedOn: CalendarDate
  first: CalendarDate
  /** The last day of it, itself included. */
  last: CalendarDate
  summary: string
  description: string
  url: string
}

/** Whole days that keep nobody busy; `DTEND` is the day after the last (§3.6.1). */
export function calendarEvent(event: CalendarEvent): string {
  const stamp = `${compact(event.changedOn)}T000000Z`
  return [
    calendarLine('BEGIN', 'VEVENT'),
    calendarLine('UID', event.uid),
    calendarLine('DTSTAMP', stamp),
    calendarLine('LAST-MODIFIED', stamp),
    calendarLine('DTSTART;VALUE=DATE', compact(event.first)),
    calendarLine('DTEND;VALUE=DATE', compact(addDays(event.last, 1))),
    calendarLine('SUMMARY', calendarText(event.summary)),
    calendarLine('DESCRIPTION', calendarText(event.description)),
    calendarLine('URL', event.url),
    calendarLine('TRANSP', 'TRANSPARENT'),
    calendarLine('END', 'VEVENT'),
  ].join('')
}

/** Begins the calendar; programs are told to look again after twelve hours. */
export function calendarHead(name: string, description: string): string {
  return [
    calendarLine('BEGIN', 'VCALENDAR'),
    calendarLine('VERSION', '2.0'),
    calendarLine('PRODID', '-//Thirty3//Upcoming tenders//EN'),
    calendarLine('CALSCALE', 'GREGORIAN'),
    calendarLine('METHOD', 'PUBLISH'),
    calendarLine('NAME', calendarText(name)),
    calendarLine('X-WR-CALNAME', calendarText(name)),
    calendarLine('DESCRIPTION', calendarText(description)),
    calendarLine('X-WR-CALDESC', calendarText(description)),
    calendarLine('REFRESH-INTERVAL;VALUE=DURATION', 'PT12H'),
    calendarLine('X-PUBLISHED-TTL', 'PT12H'),
  ].join('')
}

export const calendarFoot = calendarLine('END', 'VCALENDAR')
