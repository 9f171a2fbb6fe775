// What do the rows of a return say with their corrections?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'

export interface CorrectedRow {
  data_row: number
  cells: string[]
}

interface Row extends Record<string, unknown> {
  data_row: number
  cells: string[]
  corrections: { column: number; from: string; to: string }[]
}

/** The next rows of the file after `after`, in its order, blank and ignored ones too. A correction of a text that is no longer there is passed over. */
export async function correctedRows(
  db: Queryable,
  returnId: string,
  after: number,
  limit: number,
): Promise<CorrectedRow[]> {
  const rows = await db.execute<Row>(sql`
    with page as (
      select data_row from (
        (select data_row from stated_rows where return_id = ${returnId} and data_row > ${after} order by data_row limit ${limit})
        union all
        (select data_row from carried_rows where return_id = ${returnId} and data_row > ${after} order by data_row limit ${limit})
      ) next order by data_row limit ${limit}
    )
    select w.data_row, w.cells, coalesce((
      select json_agg(json_build_object('column', c.column_number, 'from', c.from_text, 'to', c.to_text) order by c.id)
      from return_corrections c
      where c.return_id = w.return_id and c.data_row = w.data_row and c.revoked_at is null), '[]') as corrections
    from return_rows w
    where w.return_id = ${returnId} and w.data_row > ${after} and w.data_row <= (select max(data_row) from page)
    order by w.data_row`)
  return rows.map(corrected)
}

function corrected({ data_row, cells, corrections }: Row): CorrectedRow {
  if (corrections.length === 0) return { data_row, cells }
  const changed = [...cells]
  for (const { column, from, to } of corrections) {
    if ((changed[column - 1] ?? '') !== from) continue
    while (changed.length < column) changed.push('')
    changed[column - 1] = to
  }
  return { data_row, cells: changed }
}
