// How are shares, yearly amounts and their basis told in words?
import type { VatBasis } from '../market/annual-value.ts'
import type { ConcentrationAnswer } from '../market/concentration-schemas.ts'
import { formatCount, formatDecimalPounds, joinWords } from './filters.ts'

/** `0.1234` → `12.3 %`; null is a dash. */
export function shareWords(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`
}

/** Whole pounds: no figure of a market is exact to a penny. */
export function wholePounds(pounds: string): string {
  return formatDecimalPounds(`${Math.round(Number(pounds))}.00`)
}

const VAT: Record<VatBasis, string> = {
  net: 'without VAT',
  gross: 'with VAT',
  not_stated: 'VAT not stated',
}

export const vatWords = (basis: VatBasis) => VAT[basis]

/** How much of what is counted has an amount a year, and what the amounts are made of. */
export function coverageWords({
  contracts,
  attributed,
  valued,
  basis,
}: ConcentrationAnswer['coverage']): string[] {
  const named = contracts - attributed
  return [
    `${formatCount(contracts)} running contracts${named > 0 ? `, of which ${formatCount(named)} name no supplier or withhold it: they are in nobody’s share` : ''}.`,
    `${formatCount(valued)} of them (${shareWords(contracts === 0 ? 0 : valued / contracts)}) have an amount a year that can be shown${basisWords(basis)}.`,
  ]
}

function basisWords({ stated, net, gross, derived }: ConcentrationAnswer['coverage']['basis']): string {
  const parts = [
    net > 0 ? `${formatCount(net)} without VAT` : '',
    gross > 0 ? `${formatCount(gross)} with VAT` : '',
    stated > 0 ? `${formatCount(stated)} that do not say` : '',
  ].filter((part) => part !== '')
  if (parts.length === 0) return ''
  return `: ${joinWords(parts)}; ${formatCount(derived)} worked out from the whole term and its length`
}
