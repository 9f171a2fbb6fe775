// How many cells does the usual row of a text file have?
import { isBlankRow, type Table } from './table.ts'

/** Share of the rows that must have more cells than the headings before that counts as usual. */
const MOSTLY = 0.9

/**
 * As many as the headings, unless nearly all rows have the same greater number (a separator at the end of every row).
 * Null for workbooks, whose rows have no length of their own.
 */
export function usualCells({ cellCounts, head }: Table, headingAt: number): number | null {
  if (cellCounts === null) return null
  const counts = new Map(cellCounts)
  for (const row of head.slice(0, headingAt + 1)) {
    if (!isBlankRow(row.cells)) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) - 1)
  }
  const headed = head[headingAt]?.cells.length ?? 0
  let total = 0
  for (const times of counts.values()) total += times
  for (const [cells, times] of counts)
    if (cells > headed && times > 0 && times >= total * MOSTLY) return cells
  return headed
}
