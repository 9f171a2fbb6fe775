// What do the figures of a market come to, worked out from what was stated alone, without the register?
import { addDays } from '../../src/lib/calendar-date.ts'
import type { SceneContract } from './market-scene.ts'

/** Whole months and a rest of days from the first day to the last, by walking the calendar. */
function monthsOf(start: string, end: string): number {
  const [from, to] = [start, addDays(end, 1)].map((day) => day.split('-').map(Number)) as [number[], number[]]
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from
  const [toYear = 0, toMonth = 0, toDay = 0] = to
  if (fromDay !== toDay) throw new Error('the scene has whole months only')
  return (toYear - fromYear) * 12 + toMonth - fromMonth
}

/** Pence a year as anybody may work them out; null where not stated, of no known basis, or withheld. */
export function yearlyPence(one: SceneContract): number | null {
  if (one.withheld?.startsWith('value')) return null
  if (one.value_annual !== undefined) return one.value_annual
  const whole = one.value_whole_term_net ?? one.value_whole_term_gross
  if (whole === undefined || !one.start_on || !one.current_end_on) return null
  return Math.round((whole * 12) / Math.max(12, monthsOf(one.start_on, one.current_end_on)))
}

export function runsOn(day: string, { start_on: start, current_end_on: end }: SceneContract): boolean {
  return (start === undefined || start <= day) && (end === undefined || end >= day)
}

/** Names that hold a contract: no sub-contractor, no redaction, no "Various"; by group where a parent is known. */
export function holdersOf(
  { suppliers, redacted }: SceneContract,
  parent: Record<string, string> = {},
): string[] {
  const named = redacted
    ? []
    : suppliers.filter(({ name, role }) => name !== 'Various' && role !== 'sub_contractor')
  return [...new Set(named.map(({ name }) => parent[name] ?? name))]
}
