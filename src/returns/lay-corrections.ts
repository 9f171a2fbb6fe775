// How are an officer's corrections laid over the cells as typed?
import { withoutNul } from '../lib/json-text.ts'
import { fileIssue } from './issues.ts'
import type { CellCorrection, ReadIssue } from './read-types.ts'
import type { RawRow } from './reading/table.ts'

/** Memory: one entry a correction. */
export function correctionLayer(corrections: readonly CellCorrection[]) {
  const byRow = new Map<number, CellCorrection[]>()
  for (const correction of corrections) {
    const list = byRow.get(correction.dataRow)
    if (list) list.push(correction)
    else byRow.set(correction.dataRow, [correction])
  }
  let applied = 0

  /** The row as it should be read: the very same where nothing was corrected. A correction of another text is left out. */
  function lay(raw: RawRow, dataRow: number): RawRow {
    const fitting = byRow
      .get(dataRow)
      ?.filter(({ column, from }) => withoutNul(raw.cells[column - 1] ?? '') === from)
    if (fitting === undefined || fitting.length === 0) return raw
    applied += fitting.length
    const cells = [...raw.cells]
    const marks = new Map(raw.marks)
    for (const { column, to } of fitting) {
      while (cells.length < column) cells.push('')
      cells[column - 1] = to
      marks.delete(column - 1)
    }
    return raw.marks === undefined ? { ...raw, cells } : { ...raw, cells, marks }
  }

  /** What to tell of corrections that found another text in their cell. Ask after the last row. */
  function issues(): ReadIssue[] {
    const left = corrections.length - applied
    return left === 0 ? [] : [fileIssue('correction_not_applied', `${left} of ${corrections.length}.`)]
  }

  return { lay, issues }
}
