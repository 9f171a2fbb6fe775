// How far apart are the prices that authorities pay?
import type { Pence } from '../lib/money.ts'

/** What one authority pays in a year, in pence; null where it is not stated or withheld. */
export type Price = { authority: string; annual: Pence | null }

/** Fewer authorities with a price than this show no spread: one price could be worked out from another. */
export const MINIMUM_CELLS = 5

/** `suppressed` gives no figure at all, only how many authorities stated a price. */
export type PriceSpread =
  | { suppressed: true; authorities: number; priced: number }
  | {
      suppressed: false
      authorities: number
      priced: number
      lowest: Pence
      lowerQuartile: Pence
      median: Pence
      upperQuartile: Pence
      highest: Pence
    }

/**
 * Median and quartiles of what authorities pay: one price for each authority, its prices added up, an authority of
 * which any price is not stated left out. Quartiles lie between neighbours in proportion (as `percentile_cont` of
 * PostgreSQL has them), to the nearest penny.
 */
export function priceSpread(prices: readonly Price[], minimumCells: number = MINIMUM_CELLS): PriceSpread {
  const totals = totalsByAuthority(prices)
  const known = [...totals.values()].filter((total) => total !== null).toSorted((a, b) => a - b)
  const counts = { authorities: totals.size, priced: known.length }
  const [lowest] = known
  const highest = known.at(-1)
  if (known.length < minimumCells || lowest === undefined || highest === undefined)
    return { suppressed: true, ...counts }
  return {
    suppressed: false,
    ...counts,
    lowest,
    lowerQuartile: quantile(known, 0.25),
    median: quantile(known, 0.5),
    upperQuartile: quantile(known, 0.75),
    highest,
  }
}

function totalsByAuthority(prices: readonly Price[]): Map<string, Pence | null> {
  const totals = new Map<string, Pence | null>()
  for (const { authority, annual } of prices) {
    const before = totals.get(authority)
    totals.set(authority, before === null || annual === null ? null : (before ?? 0) + annual)
  }
  return totals
}

/** The value a share of the way through a sorted list, which is not empty. */
function quantile(sorted: readonly number[], share: number): Pence {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return Math.round(below + (above - below) * (place - Math.floor(place)))
}
