// What does an authority pay for one system, and what of that can be compared?
import { decimalPounds, type Pence } from '../lib/money.ts'
import { type AnnualSource, isDerived, type VatBasis, vatOf } from './annual-value.ts'

/** What is known of the price of one row: of its contract, and of the systems return itself. */
export interface PriceFacts {
  contract: {
    annual: Pence | null
    source: AnnualSource | null
    others: number
  } | null
  /** Fields that the authority keeps from the public. */
  withheld: readonly string[]
  ownAnnual: Pence | null
  /** A row before it stands under the same contract. */
  isCounted: boolean
  population: number | null
  users: number | null
  /** Rows under the same contract, this one included. */
  sharing: number
}

export interface PeerPrice {
  annual: Pence | null
  vat: VatBasis | null
  derived: boolean
  whyNot: 'withheld' | 'not stated' | 'counted above' | 'covers other systems too' | null
  per1000Residents: Pence | null
  perUser: Pence | null
}

const NONE = { annual: null, vat: null, derived: false, per1000Residents: null, perUser: null }

/**
 * The contract's price before that of the systems return. Where the authority withholds an amount there is
 * none at all; where the contract covers other systems the price is told and compared with nothing.
 */
export function peerPrice(facts: PriceFacts): PeerPrice {
  const { contract, ownAnnual, isCounted, sharing, withheld } = facts
  if (withheld.some((field) => field.startsWith('value'))) return { ...NONE, whyNot: 'withheld' }
  if (isCounted) return { ...NONE, whyNot: 'counted above' }
  const ofContract = contract !== null && contract.annual !== null && contract.source !== null
  const annual = ofContract ? contract.annual : ownAnnual
  if (annual === null) return { ...NONE, whyNot: 'not stated' }
  const vat = ofContract && contract.source ? vatOf(contract.source) : 'not_stated'
  const derived = ofContract && contract.source !== null && isDerived(contract.source)
  const price = { ...NONE, annual, vat, derived }
  if (ofContract && contract.others > 0) return { ...price, whyNot: 'covers other systems too' }
  return {
    ...price,
    whyNot: null,
    per1000Residents: shareOf(annual * 1000, facts.population),
    perUser: sharing > 1 ? null : shareOf(annual, facts.users),
  }
}

const shareOf = (pence: Pence, by: number | null) => (by === null || by <= 0 ? null : Math.round(pence / by))

/** Pounds with two decimals, null where not known. */
export const poundsOf = (pence: Pence | null) => (pence === null ? null : decimalPounds(pence))
