// Which rows does a return carry on from an earlier one, and where are the rows of a return read?
import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'

/** A table or subquery of rows: `return_id`, `data_row`, `state`, `values`, `values_hash`. */
export type RowSource = SQL

/** Every row of every return, stated by it or carried on. */
export const ALL_ROWS: RowSource = sql`return_rows`

/** Rows that a return states itself: all of them where it carries none on. */
export const STATED_ROWS: RowSource = sql`stated_rows`

export async function hasCarriedRows(tx: Tx, returnId: string): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from carried_rows where return_id = ${returnId} limit 1`)
  return rows.length > 0
}

/**
 * Has the return state itself what it carried on so far, of the rows in `touched` that change their contract: a version
 * stands on a stated row always. What is wrong with such a row goes with it, as `return_issues` told it; a jump in its value was one
 * against the register of that day, and does not. What was said of it in this return comes after that, as in any return.
 */
export async function stateCarriedRows(tx: Tx, returnId: string): Promise<void> {
  if (!(await hasCarriedRows(tx, returnId))) return
  await tx.execute(sql`
    with moved as (
      delete from carried_rows c using touched t
      where c.return_id = ${returnId} and t.is_changed and c.data_row = t.data_row
      returning c.*
    ), stated as (
      insert into stated_rows (return_id, data_row, line, last_line, state, cells, values)
      select m.return_id, m.data_row, m.line, m.last_line, m.state, s.cells, s.values
      from moved m join stated_rows s on s.return_id = m.source_return_id and s.data_row = m.source_data_row
    ), own as (
      delete from stated_issues i using moved m where i.return_id = m.return_id and i.data_row = m.data_row
      returning i.*
    )
    insert into stated_issues (return_id, severity, code, line, data_row, column_number, field, value, message, suggestion)
    select return_id, severity, code, line, data_row, column_number, field, value, message, suggestion
    from (
      select m.return_id, s.severity, s.code, m.line, m.data_row, s.column_number, s.field, s.value,
        'Line ' || m.line || substr(s.message, length('Line ' || s.line) + 1) as message, s.suggestion, 1 as part, s.id
      from moved m
      join stated_issues s on s.return_id = m.source_return_id and s.data_row = m.source_data_row and s.code <> 'value_jump'
      union all
      select return_id, severity, code, line, data_row, column_number, field, value, message, suggestion, 2, id from own
    ) told
    order by data_row, part, id`)
}
