// How concentrated is a market: who holds which share, and how many suppliers hold most of it?

export type MarketMeasure = 'count' | 'annual_value'

/**
 * What suppliers hold of some contracts, each contract counted once. `amounts` are contracts or pence a year by supplier,
 * a legal entity or a group as the question asks; a contract held by several is shared equally among them before.
 */
export interface Holdings {
  contracts: number
  /** Contracts with a supplier to be named; the others are in nobody's share. */
  attributed: number
  /** Contracts with an annual value. */
  valued: number
  amounts: readonly { supplier: string; amount: number }[]
}

/** `amount` is contracts or pence a year; `share` is of what is attributed to a supplier, 0 to 1. */
export interface SupplierShare {
  supplier: string
  amount: number
  share: number
}

/** Ratios are 0 to 1; `hhi` is 0 to 10,000 (the sum of squared percentages). No bands and no grades: the CMA dropped its own in 2021. */
export interface ConcentrationFigures {
  /** Largest first, ties by id. */
  shares: readonly SupplierShare[]
  total: number
  cr1: number
  cr3: number
  cr5: number
  hhi: number
  suppliersToHalf: number
  suppliersToNineTenths: number
}

export type Suppression =
  | 'fewer than 5 contracts'
  | 'values of fewer than 60 % of contracts'
  | 'no contract to attribute'

export interface Concentration {
  measure: MarketMeasure
  /** Contracts with an annual value ÷ all contracts, 0 to 1; 0 where there are none. */
  coverage: number
  /** null where suppressed, `why` saying so. */
  figures: ConcentrationFigures | null
  why: Suppression | null
}

const MINIMUM_CONTRACTS = 5
const MINIMUM_COVERAGE = 0.6

/** Shares of the suppliers. Shown only from 5 attributed contracts, and by value only where 60 % of contracts have one. */
export function concentration(holdings: Holdings, measure: MarketMeasure): Concentration {
  const { contracts, valued, amounts } = holdings
  const coverage = contracts === 0 ? 0 : valued / contracts
  const why = suppression(holdings, coverage, measure)
  if (why !== null) return { measure, coverage, figures: null, why }
  const held = amounts.filter(({ amount }) => amount > 0)
  const total = sum(held.map(({ amount }) => amount))
  if (total === 0) return { measure, coverage, figures: null, why: 'no contract to attribute' }
  return { measure, coverage, figures: figuresOf(held, total), why: null }
}

/** How much of the whole the so many largest suppliers hold, 0 to 1. */
export function shareOfLargest({ shares, total }: ConcentrationFigures, count: number): number {
  return Math.min(1, sum(shares.slice(0, count).map(({ amount }) => amount)) / total)
}

function figuresOf(amounts: Holdings['amounts'], total: number): ConcentrationFigures {
  const shares = amounts
    .map(({ supplier, amount }) => ({ supplier, amount, share: amount / total }))
    .toSorted((a, b) => b.amount - a.amount || (a.supplier < b.supplier ? -1 : 1))
  const largest = (count: number) =>
    Math.min(1, sum(shares.slice(0, count).map(({ amount }) => amount)) / total)
  return {
    shares,
    total,
    cr1: largest(1),
    cr3: largest(3),
    cr5: largest(5),
    hhi: sum(shares.map(({ share }) => (share * 100) ** 2)),
    suppliersToHalf: suppliersToReach(shares, total * 0.5),
    suppliersToNineTenths: suppliersToReach(shares, total * 0.9),
  }
}

function suppression(
  { contracts, attributed }: Holdings,
  coverage: number,
  measure: MarketMeasure,
): Suppression | null {
  if (contracts < MINIMUM_CONTRACTS || attributed < MINIMUM_CONTRACTS) return 'fewer than 5 contracts'
  return measure === 'annual_value' && coverage < MINIMUM_COVERAGE
    ? 'values of fewer than 60 % of contracts'
    : null
}

/** Tolerates the rounding of fractions of a contract: a sum within a billionth of the aim has reached it. */
function suppliersToReach(shares: readonly SupplierShare[], aim: number): number {
  let reached = 0
  const index = shares.findIndex(({ amount }) => {
    reached += amount
    return reached >= aim * (1 - 1e-9)
  })
  return index + 1
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
