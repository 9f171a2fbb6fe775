// Which value counts, and does it reach the threshold of the law?
import { addDays, type CalendarDate, daysInMonth } from '../lib/calendar-date.ts'
import type { ContractFacts, ContractValue, PenceRange, VatBasis } from './contract-facts.ts'
import type { PlanBand, RulesInForce, ThresholdKind } from './rule-book.ts'

export type Answer = 'yes' | 'no' | 'unknown'

/** The value of the whole term in pence, read with and without VAT; low and high differ where a range or no VAT basis was stated. */
export type ValueUsed = {
  net: PenceRange
  gross: PenceRange
  from: 'whole term with all options' | 'whole term' | 'annual value over the term'
  vatBasis: VatBasis
}

/**
 * The value that counts: the whole term with all options where stated, else the whole term, else the annual value over
 * the term where both its ends are known; null where none is. With VAT basis unknown the amount is read both ways.
 */
export function valueUsed(
  value: ContractValue,
  startOn: CalendarDate | null,
  endOn: CalendarDate | null,
  rules: RulesInForce,
): ValueUsed | null {
  const vat = rules.assumptions.vat
  const { wholeTermNet, wholeTermGross, maximumWithOptions, annual } = value
  if (maximumWithOptions) {
    return { ...read(maximumWithOptions, besideBasis(value), vat), from: 'whole term with all options' }
  }
  if (wholeTermNet && wholeTermGross) {
    return { net: wholeTermNet, gross: wholeTermGross, from: 'whole term', vatBasis: 'net' }
  }
  if (wholeTermNet) return { ...read(wholeTermNet, value.vatBasis ?? 'net', vat), from: 'whole term' }
  if (wholeTermGross) return { ...read(wholeTermGross, 'gross', vat), from: 'whole term' }
  if (!annual || !startOn || !endOn || endOn < startOn) return null
  const whole = overTerm(annual, startOn, endOn)
  return { ...read(whole, besideBasis(value), vat), from: 'annual value over the term' }
}

/** What a contract costs a year in pence without VAT, and from which stated value that is reckoned. */
export type AnnualValue = {
  net: PenceRange
  from: 'stated a year' | 'whole term over its years' | 'with all options over its years'
}

/**
 * The annual value where one is stated; else the whole term over the years from the start to the current end; else the
 * value with all options over those to the maximum end. Null where no value or no such term is stated. With VAT basis
 * unknown the amount is read both ways.
 */
export function annualValue(
  value: ContractValue,
  startOn: CalendarDate | null,
  currentEnd: CalendarDate | null,
  maximumEnd: CalendarDate | null,
  rules: RulesInForce,
): AnnualValue | null {
  const net = (stated: PenceRange, basis: VatBasis) => read(stated, basis, rules.assumptions.vat).net
  const { annual, wholeTermNet, wholeTermGross, maximumWithOptions, vatBasis } = value
  if (annual) return { net: net(annual, besideBasis(value)), from: 'stated a year' }
  const whole = wholeTermNet
    ? net(wholeTermNet, vatBasis ?? 'net')
    : wholeTermGross && net(wholeTermGross, 'gross')
  const spread = whole && aYear(whole, startOn, currentEnd)
  if (spread) return { net: spread, from: 'whole term over its years' }
  const most = maximumWithOptions && net(maximumWithOptions, besideBasis(value))
  const reckoned = most && aYear(most, startOn, maximumEnd)
  return reckoned ? { net: reckoned, from: 'with all options over its years' } : null
}

/** Null for a term that is not known; one shorter than a year counts as a year, so that no year costs more than all of it. */
function aYear(
  whole: PenceRange,
  startOn: CalendarDate | null,
  endOn: CalendarDate | null,
): PenceRange | null {
  if (startOn === null || endOn === null || endOn < startOn) return null
  const months = Math.max(12, monthsOfTerm(startOn, endOn))
  return { low: Math.round((whole.low * 12) / months), high: Math.round((whole.high * 12) / months) }
}

/** The threshold a contract is measured by: a concession's, else light touch, else works, else goods and services. */
export function thresholdKind({ contractType, regime }: ContractFacts): ThresholdKind {
  if (contractType === 'concession') return 'concession'
  if (regime === 'light_touch') return 'light_touch'
  return contractType === 'works' ? 'works' : 'goods_and_services'
}

/** Whether a value including VAT is not less than an amount; unknown where it can be read both ways, or is not stated. */
export function reaches(value: ValueUsed | null, amount: number): Answer {
  if (value === null) return 'unknown'
  if (value.gross.low >= amount) return 'yes'
  return value.gross.high < amount ? 'no' : 'unknown'
}

/** Whether a value including VAT is more than an amount. */
export function exceeds(value: ValueUsed | null, amount: number): Answer {
  return reaches(value, amount + 1)
}

/** The plan a value asks for; where it can be read two ways the longer plan, and above the threshold where it is not stated. */
export function planBand(value: ValueUsed | null, kind: ThresholdKind, rules: RulesInForce): PlanBand {
  if (value === null) return 'above threshold'
  const { high } = value.gross
  if (high > rules.assumptions.large_contract * 100) return 'over £5m'
  if (high >= rules.thresholds[kind].amount) return 'above threshold'
  return high >= rules.thresholds.notifiable_below_threshold.amount ? 'below threshold' : 'quotes'
}

/** An amount stands in the basis stated; with none stated, in that of the one whole-term amount beside it. */
function besideBasis({ vatBasis, wholeTermNet, wholeTermGross }: ContractValue): VatBasis {
  if (vatBasis) return vatBasis
  if (wholeTermNet && !wholeTermGross) return 'net'
  return wholeTermGross && !wholeTermNet ? 'gross' : 'unknown'
}

/** Pence are rounded down, so that an amount rounded never reaches a whole-pound threshold it does not reach exactly. */
function read(stated: PenceRange, vatBasis: VatBasis, vat: number) {
  const withVat = (pence: number) => Math.floor((pence * (100 + vat)) / 100)
  const withoutVat = (pence: number) => Math.floor((pence * 100) / (100 + vat))
  const net = { low: vatBasis === 'net' ? stated.low : withoutVat(stated.low), high: stated.high }
  const gross = { low: stated.low, high: vatBasis === 'gross' ? stated.high : withVat(stated.high) }
  if (vatBasis === 'net') gross.low = withVat(stated.low)
  if (vatBasis === 'gross') net.high = withoutVat(stated.high)
  return { net, gross, vatBasis }
}

function overTerm({ low, high }: PenceRange, startOn: CalendarDate, endOn: CalendarDate): PenceRange {
  const months = monthsOfTerm(startOn, endOn)
  return { low: Math.round((low * months) / 12), high: Math.round((high * months) / 12) }
}

/** Months from the first day to the last, both included: 1 April 2026 to 31 March 2028 is 24; a part month counts by its days. */
export function monthsOfTerm(startOn: CalendarDate, endOn: CalendarDate): number {
  const after = addDays(endOn, 1)
  const whole = monthIndex(after) - monthIndex(startOn)
  const days = dayOfMonth(after) - dayOfMonth(startOn)
  if (days === 0) return whole
  const year = Number(after.slice(0, 4))
  return whole + days / daysInMonth(year, Number(after.slice(5, 7)))
}

const monthIndex = (date: CalendarDate) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
const dayOfMonth = (date: CalendarDate) => Number(date.slice(8, 10))
