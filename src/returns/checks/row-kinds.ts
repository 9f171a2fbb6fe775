// Is a row data, or a total, a note, the headings once more?
import { foldText } from '../../lib/text.ts'
import type { RowIssueCode } from '../issue-catalogue.ts'
import type { ColumnMapping } from '../read-types.ts'

const TOTAL = /^(sub[\s-]*total|grand[\s-]*total|totals?)(?![a-z])/i
/** A cell that says nothing but that: no title and no supplier. */
const ONLY_TOTAL = /^(sub[\s-]*total|grand[\s-]*total|totals?)[^\p{L}\p{N}]*$/iu

/** Tells rows that are not data; `null` means data. `needed` are the places of title and supplier (or technology). */
export function rowKinds(mapping: readonly ColumnMapping[], needed: readonly number[][]) {
  const headings = mapping.map((column) => foldText(column.heading))
  const headed = headings.filter((heading) => heading !== '').length

  return (cells: readonly string[]): RowIssueCode | null => {
    let filled = 0
    let first = -1
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at] as string
      if (cell === '' || cell.trim() === '') continue
      filled += 1
      if (first === -1) first = at
    }
    const firstCell = (cells[first] ?? '').trim()
    if (isTotal(firstCell) && lacks(cells, needed)) return 'totals_row_ignored'
    if (filled === 1 && headed > 1) return 'note_row_ignored'
    if (filled >= 2 && repeats(cells, headings, filled)) return 'repeated_heading_ignored'
    return null
  }
}

function isTotal(text: string): boolean {
  const code = text.charCodeAt(0) | 32
  return (code === 116 || code === 115 || code === 103) && TOTAL.test(text)
}

function lacks(cells: readonly string[], needed: readonly number[][]): boolean {
  return needed.some((places) =>
    places.every((at) => {
      const cell = (cells[at] ?? '').trim()
      return cell === '' || ONLY_TOTAL.test(cell)
    }),
  )
}

/** Whether every filled cell says what its heading says. */
function repeats(cells: readonly string[], headings: readonly string[], filled: number): boolean {
  let same = 0
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] as string
    if (cell === '' || cell.trim() === '') continue
    const heading = headings[at]
    if (heading === undefined || heading === '' || Math.abs(heading.length - cell.trim().length) > 20)
      return false
    if (foldText(cell) !== heading) return false
    same += 1
  }
  return same === filled
}
