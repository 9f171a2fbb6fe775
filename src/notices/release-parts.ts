// How are values taken from a release that may lack any of its parts?
import { type CalendarDate, isCalendarDate, londonDay } from '../lib/calendar-date.ts'
import type { Pence } from '../lib/money.ts'

export type Part = Readonly<Record<string, unknown>>

/** The object under a name; an empty one where there is none. */
export function part(of: Part, ...names: string[]): Part {
  let at: unknown = of
  for (const name of names) at = isPart(at) ? at[name] : undefined
  return isPart(at) ? at : {}
}

/** The objects of a list under a name. */
export function parts(of: Part, name: string): Part[] {
  const list = of[name]
  return Array.isArray(list) ? list.filter(isPart) : []
}

export function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Text without the entities that Contracts Finder leaves in it, on one line; empty where there is none. */
export function textOf(of: Part, name: string): string {
  const value = of[name]
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  return decode(text).replace(/\s+/g, ' ').trim()
}

export function wordsOf(of: Part, name: string): string[] {
  const list = of[name]
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : []
}

/** The London day of an instant; the day itself where no hour is given. Null for what is neither. */
export function dayOf(of: Part, name: string): CalendarDate | null {
  const text = textOf(of, name)
  if (isCalendarDate(text)) return text
  const instant = Date.parse(text)
  return Number.isNaN(instant) || text.length < 16 ? null : londonDay(instant)
}

/** Pence of an amount in pounds; null for another currency, a negative amount or none. */
export function amountOf(value: Part, name: string): Pence | null {
  const amount = value[name]
  const currency = value.currency
  if (typeof amount !== 'number' || !Number.isFinite(amount) || amount <= 0) return null
  return currency === undefined || currency === null || currency === 'GBP' ? Math.round(amount * 100) : null
}

const NAMED: Record<string, string> = {
  amp: '&',
  apos: "'",
  quot: '"',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  pound: '£',
}

/** One level of entities. */
function decode(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/gi, (whole, digits, hex, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole
    const code = digits === undefined ? Number.parseInt(hex, 16) : Number(digits)
    return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : ' '
  })
}
