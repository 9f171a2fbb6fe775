// What do a supplier's contracts come to, and where do suppliers meet?
import { addMonths, type CalendarDate, daysBetween } from '../lib/calendar-date.ts'
import { decimalPounds, type Pence } from '../lib/money.ts'
import { type AnnualSource, vatOf } from './annual-value.ts'

/** A supplier's part in a contract; amounts are its own part, in pence. */
export interface PartInContract {
  id: string
  authority: { slug: string; name: string }
  start_on: CalendarDate | null
  current_end_on: CalendarDate | null
  max_end_on: CalendarDate | null
  ended_on: CalendarDate | null
  is_sub_contractor: boolean
  holders: number
  annual: Pence | null
  annual_from: AnnualSource | null
  whole: Pence | null
  whole_field: string | null
  service_areas: readonly string[]
  is_sme: boolean | null
  is_vcse: boolean | null
  moved_later: boolean
}

const SOON_MONTHS = 24

/** Begun, and neither over nor said to have ended; what states no day is kept. */
export function isRunning({ start_on: start, ...one }: PartInContract, today: CalendarDate): boolean {
  return (start === null || start <= today) && !isOver(one, today)
}

function isOver(
  { current_end_on: end, ended_on: ended }: Pick<PartInContract, 'current_end_on' | 'ended_on'>,
  today: CalendarDate,
): boolean {
  return (end !== null && end < today) || (ended !== null && ended < today)
}

/** Everything that is counted and added up of one supplier. What it only sub-contracts for counts apart and nowhere else. */
export function figuresOf(all: readonly PartInContract[], today: CalendarDate) {
  const held = all.filter((one) => !one.is_sub_contractor)
  const running = held.filter((one) => isRunning(one, today))
  const lengths = held.flatMap(monthsOf).toSorted((a, b) => a - b)
  const soon = addMonths(today, SOON_MONTHS)
  return {
    contracts: {
      running: running.length,
      over: held.filter((one) => isOver(one, today)).length,
      to_come: held.filter((one) => one.start_on !== null && one.start_on > today && !isOver(one, today))
        .length,
      held_with_others: running.filter(({ holders }) => holders > 1).length,
      as_sub_contractor: all.length - held.length,
    },
    authorities: authoritiesOf(running),
    service_areas: areasOf(running),
    service_area_not_stated: running.filter((one) => one.service_areas.length === 0).length,
    annual: sumsOf(running, ({ annual, annual_from: from }) =>
      annual === null || from === null ? null : [annual, vatOf(from)],
    ),
    whole_term: sumsOf(running, ({ whole, whole_field: field }) =>
      whole === null ? null : [whole, field === 'value_whole_term_gross' ? 'gross' : 'net'],
    ),
    median_months: median(lengths),
    lengths_known: lengths.length,
    with_options: running.filter(
      ({ current_end_on: end, max_end_on: latest }) => end !== null && latest !== null && latest > end,
    ).length,
    end_moved_later: held.filter((one) => one.moved_later).length,
    ends_in_24_months: running.filter(({ current_end_on: end }) => end !== null && end <= soon).length,
    sme: flagsOf(held, (one) => one.is_sme),
    vcse: flagsOf(held, (one) => one.is_vcse),
  }
}

function authoritiesOf(parts: readonly PartInContract[]) {
  const counts = new Map<string, { slug: string; name: string; contracts: number }>()
  for (const { authority } of parts) {
    const before = counts.get(authority.slug)
    counts.set(authority.slug, { ...authority, contracts: (before?.contracts ?? 0) + 1 })
  }
  return [...counts.values()].toSorted((a, b) => b.contracts - a.contracts || (a.name < b.name ? -1 : 1))
}

function areasOf(parts: readonly PartInContract[]) {
  const counts = new Map<string, number>()
  for (const label of parts.flatMap((one) => one.service_areas))
    counts.set(label, (counts.get(label) ?? 0) + 1)
  return Array.from(counts, ([label, contracts]) => ({ label, contracts })).toSorted(
    (a, b) => b.contracts - a.contracts || (a.label < b.label ? -1 : 1),
  )
}

type Basis = 'net' | 'gross' | 'not_stated'

function sumsOf(parts: readonly PartInContract[], read: (one: PartInContract) => [Pence, Basis] | null) {
  const known = parts.flatMap((one) => {
    const amount = read(one)
    return amount === null ? [] : [amount]
  })
  const of = (basis: Basis) =>
    decimalPounds(known.reduce((sum, [pence, its]) => sum + (its === basis ? pence : 0), 0))
  return {
    contracts: known.length,
    coverage: parts.length === 0 ? 0 : known.length / parts.length,
    net: of('net'),
    gross: of('gross'),
    not_stated: of('not_stated'),
  }
}

function flagsOf(parts: readonly PartInContract[], read: (one: PartInContract) => boolean | null) {
  const count = (answer: boolean | null) => parts.filter((one) => read(one) === answer).length
  return { yes: count(true), no: count(false), not_stated: count(null) }
}

/** Months of 30.4375 days from start to current end, to the nearest. */
function monthsOf({ start_on: start, current_end_on: end }: PartInContract): number[] {
  if (start === null || end === null || end < start) return []
  return [Math.round((daysBetween(start, end) + 1) / 30.4375)]
}

function median(sorted: readonly number[]): number | null {
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** What two or more of them share, by key, with who shares it, in the order first met. */
export function sharedBy<Thing>(
  lists: readonly { supplier: string; things: readonly Thing[] }[],
  keyOf: (thing: Thing) => string,
): { thing: Thing; suppliers: string[] }[] {
  const met = new Map<string, { thing: Thing; suppliers: string[] }>()
  for (const { supplier, things } of lists)
    for (const thing of things) {
      const before = met.get(keyOf(thing))
      if (before === undefined) met.set(keyOf(thing), { thing, suppliers: [supplier] })
      else if (!before.suppliers.includes(supplier)) before.suppliers.push(supplier)
    }
  return [...met.values()].filter(({ suppliers }) => suppliers.length > 1)
}
