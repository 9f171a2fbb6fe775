// How does a test get a return that carries on what an earlier one stated?
import type { Sql } from '../../src/db/client.ts'

/** Which rows of `source` stand at which rows of the return: pairs of the row there and the row here. */
export interface CarriedOn {
  source: string
  rows: readonly (readonly [from: number, to: number])[]
}

/** Puts rows of `source` in the place of what the return stated at these rows, with the lines and states it stated. */
export async function carryOn(sql: Sql, returnId: string, { source, rows }: CarriedOn): Promise<void> {
  await sql`insert into return_sources (return_id, source_return_id) values (${returnId}, ${source})`
  const places = rows.map(([, to]) => to)
  await sql`
    insert into carried_rows (return_id, data_row, line, last_line, state, source_return_id, source_data_row)
    select w.return_id, w.data_row, w.line, w.last_line, w.state, ${source}, given.there
    from unnest(${rows.map(([from]) => from)}::int[], ${places}::int[]) as given(there, here)
    join stated_rows w on w.return_id = ${returnId} and w.data_row = given.here`
  await sql`delete from stated_issues where return_id = ${returnId} and data_row = any(${places}::int[])`
  await sql`delete from stated_rows where return_id = ${returnId} and data_row = any(${places}::int[])`
}
