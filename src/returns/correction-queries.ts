// Which cells of a return did officers correct, and to what?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { CellCorrection } from './read-types.ts'
import type { ReturnCorrection } from './review-schemas.ts'
import { rowOfReturn } from './row-of-return-queries.ts'

/** Corrections that hold, for the reading. */
export function liveCorrections(db: Queryable, returnId: string): Promise<CellCorrection[]> {
  return db.execute<CellCorrection & Record<string, unknown>>(sql`
    select data_row as "dataRow", column_number as "column", from_text as "from", to_text as "to"
    from return_corrections where return_id = ${returnId} and revoked_at is null order by id`)
}

/** Corrections that hold, the latest first; at most `limit`. */
export function listCorrections(
  db: Queryable,
  returnId: string,
  limit: number,
  beforeId?: number,
): Promise<ReturnCorrection[]> {
  const before = beforeId === undefined ? sql`true` : sql`c.id < ${beforeId}`
  return db.execute<ReturnCorrection & Record<string, unknown>>(sql`
    select c.id::int as id, c.data_row, w.line, c.column_number as column, c.from_text, c.to_text, c.made_by,
      ${isoInstant('c.made_at')} as made_at
    from return_corrections c
    left join ${rowOfReturn(returnId, 'c.data_row')} on true
    where c.return_id = ${returnId} and c.revoked_at is null and ${before} order by c.id desc limit ${limit}`)
}

export async function countCorrections(db: Queryable, returnId: string): Promise<number> {
  const rows = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from return_corrections where return_id = ${returnId} and revoked_at is null`,
  )
  return rows[0]?.n ?? 0
}

/** Which cells are meant, and what they should have held. */
export type WantedCells =
  /** The suggestion of one issue. */
  | { issueId: number }
  /** Every suggestion of this kind in this column; only for cells that say `typed`, where it is given. */
  | { code: string; column: number; typed?: string }
  /** A text for one cell, or for every cell of the column that has the same issue and says the same. */
  | { dataRow: number; column: number; to: string; alsoAlike?: boolean }

const cellText = sql`coalesce(w.cells[i.column_number], '')`

/** `data_row, column_number, code, from_text, to_text` of the cells meant, each once. */
function wantedCells(returnId: string, wanted: WantedCells): SQL {
  if ('issueId' in wanted) return suggestedCells(returnId, sql`i.id = ${wanted.issueId}`)
  if ('code' in wanted) {
    const alike = wanted.typed === undefined ? sql`true` : sql`${cellText} = ${wanted.typed}`
    return suggestedCells(
      returnId,
      sql`i.code = ${wanted.code} and i.column_number = ${wanted.column} and ${alike}`,
    )
  }
  const { dataRow, column, to } = wanted
  const one = sql`
    select w.data_row, ${column}::int as column_number, null::text as code,
      coalesce(w.cells[${column}::int], '') as from_text, ${to}::text as to_text
    from return_rows w where w.return_id = ${returnId} and w.data_row = ${dataRow}`
  if (!wanted.alsoAlike) return one
  return sql`
    ${one}
    union
    select i.data_row, i.column_number, null, ${cellText}, ${to}::text
    from return_issues i join ${rowOfReturn(returnId, 'i.data_row')} on true
    where i.return_id = ${returnId} and i.column_number = ${column}
      and i.code in (select code from return_issues where return_id = ${returnId} and data_row = ${dataRow} and column_number = ${column})
      and ${cellText} = (select coalesce(cells[${column}::int], '') from return_rows where return_id = ${returnId} and data_row = ${dataRow})`
}

function suggestedCells(returnId: string, where: SQL): SQL {
  return sql`
    select distinct on (i.data_row, i.column_number) i.data_row, i.column_number, i.code,
      ${cellText} as from_text, i.suggestion as to_text
    from return_issues i join ${rowOfReturn(returnId, 'i.data_row')} on true
    where i.return_id = ${returnId} and i.suggestion is not null and i.column_number is not null and ${where}
    order by i.data_row, i.column_number, i.id`
}

/**
 * Puts the corrections on record in place of earlier ones of the same cells; a cell that is to hold what was typed loses
 * its correction. How many cells were meant.
 */
export async function correctCells(
  tx: Queryable,
  returnId: string,
  wanted: WantedCells,
  actor: string,
): Promise<number> {
  const cells = wantedCells(returnId, wanted)
  const rows = await tx.execute<{ n: number }>(sql`select count(*)::int as n from (${cells}) as chosen`)
  await tx.execute(sql`
    update return_corrections c set revoked_at = clock_timestamp(), revoked_by = ${actor} from (${cells}) as chosen
    where c.return_id = ${returnId} and c.data_row = chosen.data_row and c.column_number = chosen.column_number
      and c.revoked_at is null`)
  await tx.execute(sql`
    insert into return_corrections (return_id, data_row, column_number, code, from_text, to_text, made_by)
    select ${returnId}, data_row, column_number, code, from_text, to_text, ${actor} from (${cells}) as chosen
    where to_text <> from_text`)
  return rows[0]?.n ?? 0
}

/** Takes back one correction, or all of them; how many. */
export async function revokeCorrections(
  tx: Queryable,
  returnId: string,
  correctionId: number | 'all',
  actor: string,
): Promise<number> {
  const which = correctionId === 'all' ? sql`true` : sql`id = ${correctionId}`
  const rows = await tx.execute(sql`
    update return_corrections set revoked_at = clock_timestamp(), revoked_by = ${actor}
    where return_id = ${returnId} and revoked_at is null and ${which} returning 1`)
  return rows.length
}
