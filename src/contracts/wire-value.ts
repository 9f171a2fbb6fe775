// How is a value of a contract written on the wire?
import { decimalPounds } from '../lib/money.ts'

const MONEY = /^(value|irrecoverable_vat)(?!_basis)/

/** Amounts, kept in pence, as pounds with two decimals (`1234.50`); every other value as it is kept. */
export function wireValue(field: string, value: unknown): unknown {
  return MONEY.test(field) && typeof value === 'number' ? decimalPounds(value) : value
}
