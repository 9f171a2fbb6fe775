// What does the file of a return look like with its corrections?
import type { Queryable } from '../db/client.ts'
import { correctedRows } from '../returns/corrected-rows-queries.ts'
import type { ReturnDetail } from '../returns/return-schemas.ts'
import { csvFile } from './csv.ts'

/**
 * The file's own headings and columns in its own order, every row that stood under them, blank and ignored ones too, with
 * the corrections that hold. Rows above the headings are not part of it. Null before the file was read.
 */
export function correctedCsv(db: Queryable, detail: ReturnDetail): AsyncGenerator<string> | null {
  const { mapping } = detail
  return mapping === null || detail.counts === null ? null : csvFile(rows(db, detail.id, mapping))
}

async function* rows(
  db: Queryable,
  returnId: string,
  mapping: NonNullable<ReturnDetail['mapping']>,
): AsyncGenerator<string[]> {
  const width = Math.max(0, ...mapping.map(({ column }) => column))
  const headings = Array.from(
    { length: width },
    (_, at) => mapping.find(({ column }) => column === at + 1)?.heading ?? '',
  )
  yield headings
  let after = 0
  for (;;) {
    const batch = await correctedRows(db, returnId, after, ROWS)
    for (const { cells } of batch) yield cells.length < width ? padded(cells, width) : cells
    const last = batch.at(-1)
    if (last === undefined || batch.length < ROWS) return
    after = last.data_row
  }
}

const ROWS = 1_000

function padded(cells: string[], width: number): string[] {
  return [...cells, ...Array.from({ length: width - cells.length }, () => '')]
}
