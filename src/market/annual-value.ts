// What is a yearly amount made of, and does it hold VAT?

/** As the column `annual_from` of a contract's version has it. */
export const ANNUAL_SOURCES = ['annual', 'annual_net', 'annual_gross', 'term_net', 'term_gross'] as const
export type AnnualSource = (typeof ANNUAL_SOURCES)[number]

export const VAT_BASES = ['net', 'gross', 'not_stated'] as const
export type VatBasis = (typeof VAT_BASES)[number]

/** Whether the amount is without VAT, with it, or nobody said. */
export function vatOf(source: AnnualSource): VatBasis {
  if (source.endsWith('_net')) return 'net'
  return source.endsWith('_gross') ? 'gross' : 'not_stated'
}

/** Whether the amount was worked out from a whole term and its length, rather than stated a year. */
export function isDerived(source: AnnualSource): boolean {
  return source.startsWith('term_')
}
