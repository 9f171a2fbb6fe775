// What is derived of a segment once, so that counting its contracts is quick?
import { VALUE_BANDS } from '../contracts/contract-filter-schemas.ts'
import { dayNumber, fromDayNumber } from '../lib/calendar-date.ts'
import { placeOf } from './column-members.ts'
import { isBaseless } from './narrowing-members.ts'
import { NO_DAY, type Segment } from './segment.ts'

/** Several things that contracts state as one number below `kinds`, for counting in one pass. */
export interface Kinds {
  codes: Uint16Array
  kinds: number
}

/** Keeps what is made of an object for as long as the object is there. */
function keptBy<Key extends object, Made>(make: (key: Key) => Made): (key: Key) => Made {
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
export const marketKinds = keptBy(({ size, routes, processTypes, maxEnds }: Segment): Kinds => {
  const processes = processTypes.names.length + 1
  const codes = new Uint16Array(size)
  for (let at = 0; at < size; at += 1) {
    const market = (routes.codes[at] as number) * processes + (processTypes.codes[at] as number)
    codes[at] = market * 2 + Number(maxEnds[at] !== NO_DAY)
  }
  return checked({ codes, kinds: (routes.names.length + 1) * processes * 2 })
})

/** Kinds of amount: not stated, then the bands of value from the lowest. */
export const BANDS = VALUE_BANDS.length + 1

/** Sme, vcse, band of value and whether its basis is unknown, as `((sme × 3 + vcse) × BANDS + band) × 2 + baseless`. */
export const supplyKinds = keptBy(({ size, sme, vcse, values, valueFields }: Segment): Kinds => {
  const baseless = Uint8Array.from(['', ...valueFields.names], (field) => Number(isBaseless(field)))
  const codes = new Uint16Array(size)
  for (let at = 0; at < size; at += 1) {
    const supply = ((sme[at] as number) * 3 + (vcse[at] as number)) * BANDS + bandOf(values[at] as number)
    codes[at] = supply * 2 + (baseless[valueFields.codes[at] as number] as number)
  }
  return checked({ codes, kinds: 9 * BANDS * 2 })
})

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

function checked(kinds: Kinds): Kinds {
  if (kinds.kinds > 0x10000) throw new RangeError(`${kinds.kinds} kinds of contract are too many for codes.`)
  return kinds
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

/** How many contracts list each technology; not to be changed. */
export const sumsOfTechnologies = keptBy(({ technologies, technologyIds }: Segment): Uint32Array => {
  const sums = new Uint32Array(technologyIds.length)
  for (const technology of technologies.values) sums[technology] = (sums[technology] as number) + 1
  return sums
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
  const codes = Uint16Array.from(confirmed, (day) => {
    const number = numbers.get(day) ?? numbers.size
    numbers.set(day, number)
    return number
  })
  return { ...checked({ codes, kinds: numbers.size }), days: [...numbers.keys()] }
})
