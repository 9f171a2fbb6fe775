// What is derived of a segment once, so that counting its contracts is quick?

import { dayNumber, fromDayNumber } from '../../lib/calendar-date.ts'
import { foldKey } from '../../lib/text.ts'
import { VALUE_BANDS } from '../contract-filters.ts'
import { membersWithDays, membersWithoutAmount } from './column-members.ts'
import { placeOf } from './find-place.ts'
import { type Members, NO_DAY, type Segment } from './segment.ts'

/** The field of an amount whose basis is not stated. */
export const isBaseless = (field: string) => field === 'value'

/** Several things that contracts state as one number below `kinds`, for counting in one pass. */
export interface Kinds {
  codes: Uint16Array | Uint32Array
  kinds: number
}

/** Room for the kinds of so many contracts; all are of the first as yet. */
export function kindsOf(size: number, kinds: number): Kinds {
  return { codes: kinds > 0x10000 ? new Uint32Array(size) : new Uint16Array(size), kinds }
}

/** Keeps what is made of an object for as long as the object is there. */
export function keptBy<Key extends object, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const kept = new WeakMap<Key, { made: Made }>()
  return (key) => {
    const known = kept.get(key) ?? { made: make(key) }
    kept.set(key, known)
    return known.made
  }
}

/**
 * Route, process type and whether a latest end is stated, as `(route × processes + process) × 2 + stated`, where `processes` is one
 * more than the names of process types.
 */
function marketKinds({ size, routes, processTypes, maxEnds }: Segment): Kinds {
  const processes = processTypes.names.length + 1
  const kinds = kindsOf(size, (routes.names.length + 1) * processes * 2)
  for (let at = 0; at < size; at += 1) {
    const market = (routes.codes[at] as number) * processes + (processTypes.codes[at] as number)
    kinds.codes[at] = market * 2 + Number(maxEnds[at] !== NO_DAY)
  }
  return kinds
}

/** Kinds of amount: not stated, then the bands of value from the lowest. */
export const BANDS = VALUE_BANDS.length + 1

/** Sme, vcse, band of value and whether its basis is unknown, as `((sme × 3 + vcse) × BANDS + band) × 2 + baseless`. */
export function supplyKinds({ size, sme, vcse, values, valueFields }: Segment): Kinds {
  const baseless = Uint8Array.from(['', ...valueFields.names], (field) => Number(isBaseless(field)))
  const kinds = kindsOf(size, 9 * BANDS * 2)
  for (let at = 0; at < size; at += 1) {
    const supply = ((sme[at] as number) * 3 + (vcse[at] as number)) * BANDS + bandOf(values[at] as number)
    kinds.codes[at] = supply * 2 + (baseless[valueFields.codes[at] as number] as number)
  }
  return kinds
}

/** An amount below nothing is of the lowest band. */
function bandOf(pence: number): number {
  if (Number.isNaN(pence)) return 0
  return (
    1 +
    Math.max(
      0,
      VALUE_BANDS.findLastIndex((pounds) => pence >= pounds * 100),
    )
  )
}

export const areaKinds = keptBy(
  ({ serviceAreas: { codes, names } }: Segment): Kinds => ({ codes, kinds: names.length + 1 }),
)

/** How many contracts there are of each kind; not to be changed. */
export const sumsOfKinds = keptBy(({ codes, kinds }: Kinds): Uint32Array => {
  const sums = new Uint32Array(kinds)
  for (const code of codes) sums[code] = (sums[code] as number) + 1
  return sums
})

/** What is counted of nearly every question, for counting it in one pass. */
export interface Rows {
  /** Of each contract three kinds, side by side: by `marketKinds`, by `supplyKinds`, by `areaKinds`. */
  codes: Kinds['codes']
  /** Of each of the three how many contracts there are of each kind; not to be changed. */
  sums: readonly [market: Uint32Array, supply: Uint32Array, areas: Uint32Array]
}

export const ROW = 3

export const rowsOfKinds = keptBy((segment: Segment): Rows => {
  const [market, supply, areas] = [marketKinds(segment), supplyKinds(segment), areaKinds(segment)]
  const { codes } = kindsOf(segment.size * ROW, Math.max(market.kinds, supply.kinds, areas.kinds))
  for (let at = 0; at < segment.size; at += 1) {
    codes[at * ROW] = market.codes[at] as number
    codes[at * ROW + 1] = supply.codes[at] as number
    codes[at * ROW + 2] = areas.codes[at] as number
  }
  return { codes, sums: [sumsOfKinds(market), sumsOfKinds(supply), sumsOfKinds(areas)] }
})

/** The years in which contracts currently end, each with the first contract that ends in it. */
export const endYears = keptBy(({ currentEnds }: Segment): { year: number; from: number }[] => {
  const years: { year: number; from: number }[] = []
  const stated = placeOf(currentEnds, NO_DAY)
  for (let from = 0; from < stated; ) {
    const year = Number(fromDayNumber(currentEnds[from] as number).slice(0, 4))
    years.push({ year, from })
    from = placeOf(currentEnds, dayNumber(`${String(year).padStart(4, '0')}-12-31`) + 1)
  }
  return years
})

/** Days on which contracts were confirmed, each a kind. */
export const confirmedKinds = keptBy(({ confirmed }: Segment): Kinds & { days: number[] } => {
  const numbers = new Map<number, number>()
  for (const day of confirmed) if (!numbers.has(day)) numbers.set(day, numbers.size)
  const kinds = kindsOf(confirmed.length, numbers.size)
  for (let at = 0; at < confirmed.length; at += 1)
    kinds.codes[at] = numbers.get(confirmed[at] as number) as number
  return { ...kinds, days: [...numbers.keys()] }
})

/** The service areas by which contracts are found: case and spacing do not tell two apart. */
export const foldedAreas = keptBy(({ serviceAreas }: Segment): string[] => serviceAreas.names.map(foldKey))

/** Contracts that state no amount, and no latest end; not to be changed. */
export const withoutAmount = keptBy(({ values }: Segment): Members => membersWithoutAmount(values))
export const withoutMaxEnd = keptBy(
  ({ maxEnds }: Segment): Members => membersWithDays(maxEnds, NO_DAY, NO_DAY),
)
