// How far apart are the prices that authorities pay?
import type { Pence } from '../lib/money.ts'
import { VAT_BASES, type VatBasis } from './annual-value.ts'

/** What an authority pays in a year under one contract; `annual` is null where it is not stated, withheld, or for other things too. */
export interface Price {
  authority: string
  annual: Pence | null
  vat: VatBasis
}

/** Fewer authorities with a price than this show no spread: one price could be worked out from another. */
const MINIMUM_CELLS = 5

/** `spread` is null where suppressed: then there is no figure at all, only how many authorities have a price. */
export interface PriceSpread {
  vat: VatBasis
  priced: readonly { authority: string; annual: Pence }[]
  spread: {
    lowest: Pence
    lowerQuartile: Pence
    median: Pence
    upperQuartile: Pence
    highest: Pence
  } | null
}

/**
 * Median and quartiles of what authorities pay, apart for prices without VAT, with it, and where nobody said: one price for
 * each authority, its contracts added up; an authority of which a contract has no price, or another basis, has none.
 * Quartiles lie between neighbours in proportion (as `percentile_cont` of PostgreSQL has them), to the nearest penny.
 */
export function priceSpreads(prices: readonly Price[]): PriceSpread[] {
  const totals = totalsByAuthority(prices)
  return VAT_BASES.map((vat) => {
    const priced = totals.filter((one) => one.vat === vat).toSorted((a, b) => a.annual - b.annual)
    return { vat, priced, spread: spreadOf(priced.map(({ annual }) => annual)) }
  }).filter(({ priced }) => priced.length > 0)
}

function spreadOf(sorted: readonly Pence[]): PriceSpread['spread'] {
  const [lowest] = sorted
  const highest = sorted.at(-1)
  if (sorted.length < MINIMUM_CELLS || lowest === undefined || highest === undefined) return null
  return {
    lowest,
    lowerQuartile: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    upperQuartile: quantile(sorted, 0.75),
    highest,
  }
}

function totalsByAuthority(prices: readonly Price[]): { authority: string; annual: Pence; vat: VatBasis }[] {
  const totals = new Map<string, { annual: Pence; vat: VatBasis } | null>()
  for (const { authority, annual, vat } of prices) {
    const before = totals.get(authority)
    const isKnown = annual !== null && before !== null && (before === undefined || before.vat === vat)
    totals.set(authority, isKnown ? { annual: (before?.annual ?? 0) + annual, vat } : null)
  }
  return [...totals].flatMap(([authority, total]) => (total === null ? [] : [{ authority, ...total }]))
}

/** The value a share of the way through a sorted list, which is not empty. */
function quantile(sorted: readonly number[], share: number): Pence {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return Math.round(below + (above - below) * (place - Math.floor(place)))
}
