// What does a row need to know of a cell?
import type { CellIssue } from '../issues.ts'
import { NO_ISSUES } from './cell-reading.ts'
import type { DateReading } from './date.ts'
import type { NamedSupplier } from './supplier-cell.ts'

/** A cell as the row needs it. */
export interface ColumnCell {
  value: unknown
  issues: readonly CellIssue[]
  isBad: boolean
  /** Hash of what the cell says: equal for two spellings of one date or amount. */
  print: number
  word?: string
  /** Further fields the cell fills, such as the ends of a range. */
  extras?: Record<string, unknown>
  order?: DateReading['order']
  suppliers?: NamedSupplier[]
  redacted?: boolean
}

/** A blank cell. */
export const EMPTY: ColumnCell = { value: null, issues: NO_ISSUES, isBad: false, print: 0 }
