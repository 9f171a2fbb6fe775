// How concentrated is a market: who holds which share, and how many suppliers hold most of it?
import type { Pence } from '../lib/money.ts'

/** `sub_contractor` has no share of its own: the value is counted once, with those who hold the contract. */
export type SupplierRole = 'prime' | 'reseller' | 'consortium' | 'sub_contractor'

/**
 * A contract as the market counts it. `suppliers` are ids of legal entities or of their groups, as the question asks;
 * empty where the supplier is withheld or not stated. `annual` is pence a year, null where not stated or withheld.
 */
export type MarketContract = {
  id: string
  suppliers: readonly { id: string; role: SupplierRole }[]
  annual: Pence | null
}

export type MarketMeasure = 'count' | 'annual value'

/** `amount` is contracts or pence a year; `share` is of what is attributed to a supplier, 0 to 1. */
export type SupplierShare = { supplier: string; amount: number; share: number }

/** Ratios are 0 to 1; `hhi` is 0 to 10,000 (the sum of squared percentages). No bands and no grades: the CMA dropped its own in 2021. */
export type ConcentrationFigures = {
  shares: readonly SupplierShare[]
  total: number
  cr1: number
  cr3: number
  cr5: number
  hhi: number
  suppliersToHalf: number
  suppliersToNineTenths: number
}

export type Concentration = {
  measure: MarketMeasure
  contracts: number
  /** Contracts with no supplier to be named: in `contracts`, in nobody's share. */
  unattributed: number
  /** Contracts with an annual value ÷ all contracts, 0 to 1; 0 where there are none. */
  coverage: number
  /** null where suppressed, `why` saying so. */
  figures: ConcentrationFigures | null
  why: 'fewer than 5 contracts' | 'values of fewer than 60 % of contracts' | 'no contract to attribute' | null
}

const MINIMUM_CONTRACTS = 5
const MINIMUM_COVERAGE = 0.6

/**
 * Shares of the suppliers of some contracts. Each contract is counted once, by its id; one held by several suppliers
 * is shared equally among them. Shown only from 5 attributed contracts, and by value only where 60 % of contracts have one.
 */
export function concentration(contracts: readonly MarketContract[], measure: MarketMeasure): Concentration {
  const unique = [...new Map(contracts.map((contract) => [contract.id, contract])).values()]
  const valued = unique.filter(({ annual }) => annual !== null).length
  const coverage = unique.length === 0 ? 0 : valued / unique.length
  const attributed = unique.filter((contract) => holders(contract).length > 0)
  const counts = {
    measure,
    contracts: unique.length,
    unattributed: unique.length - attributed.length,
    coverage,
  }
  const why = suppression(unique.length, attributed.length, coverage, measure)
  if (why !== null) return { ...counts, figures: null, why }
  const amounts = amountsBySupplier(attributed, measure)
  const total = sum([...amounts.values()])
  if (total === 0) return { ...counts, figures: null, why: 'no contract to attribute' }
  return { ...counts, figures: figuresOf(amounts, total), why: null }
}

/** Shares and their summaries of amounts that add up to a total above 0, largest first, ties by id. */
function figuresOf(amounts: ReadonlyMap<string, number>, total: number): ConcentrationFigures {
  const shares = Array.from(amounts, ([supplier, amount]) => ({
    supplier,
    amount,
    share: amount / total,
  })).toSorted((a, b) => b.amount - a.amount || (a.supplier < b.supplier ? -1 : 1))
  const largest = (count: number) => sum(shares.slice(0, count).map(({ amount }) => amount)) / total
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
  contracts: number,
  attributed: number,
  coverage: number,
  measure: MarketMeasure,
): Concentration['why'] {
  if (contracts < MINIMUM_CONTRACTS || attributed < MINIMUM_CONTRACTS) return 'fewer than 5 contracts'
  return measure === 'annual value' && coverage < MINIMUM_COVERAGE
    ? 'values of fewer than 60 % of contracts'
    : null
}

function amountsBySupplier(
  contracts: readonly MarketContract[],
  measure: MarketMeasure,
): Map<string, number> {
  const amounts = new Map<string, number>()
  for (const contract of contracts) {
    const amount = measure === 'count' ? 1 : contract.annual
    if (amount === null) continue
    const held = holders(contract)
    for (const [index, part] of parts(amount, held.length, measure).entries()) {
      const supplier = held[index] ?? ''
      amounts.set(supplier, (amounts.get(supplier) ?? 0) + part)
    }
  }
  return amounts
}

/** Equal parts that add up to the whole: pence stay whole, the first parts taking the odd ones. */
function parts(amount: number, count: number, measure: MarketMeasure): number[] {
  if (measure === 'count') return new Array<number>(count).fill(amount / count)
  const odd = amount % count
  return Array.from({ length: count }, (_, index) => Math.floor(amount / count) + (index < odd ? 1 : 0))
}

/** Those who hold a contract, each once, in the order of their ids. */
function holders({ suppliers }: MarketContract): string[] {
  return [
    ...new Set(suppliers.filter(({ role }) => role !== 'sub_contractor').map(({ id }) => id)),
  ].toSorted()
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
