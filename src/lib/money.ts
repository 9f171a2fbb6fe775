// How is an amount of money written?

/** A whole number of pence. Safe up to £90 trillion, far beyond the £10 billion we accept. */
export type Pence = number

/** `412.5` thousand pounds is `£412,500`; pence are shown only where there are any. */
export function formatPounds(pence: Pence): string {
  const sign = pence < 0 ? '−' : ''
  const [pounds = '0', rest] = decimalPounds(Math.abs(pence)).split('.')
  const grouped = pounds.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${sign}£${grouped}${rest === '00' ? '' : `.${rest}`}`
}

/** Pounds with exactly two decimals and no grouping: `1234.50`, `-0.05`. */
export function decimalPounds(pence: Pence): string {
  const sign = pence < 0 ? '-' : ''
  const digits = String(Math.abs(pence)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
