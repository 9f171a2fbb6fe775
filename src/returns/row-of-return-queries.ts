// How is a row of a return found by its place beside each row of another query?
import { type SQL, sql } from 'drizzle-orm'

/**
 * The row of the return at a place of the query, stated or carried on, as the lateral table `w`; to be joined `on` what
 * else decides. PostgreSQL looks it up in both places by index: joined plainly, all that the return carries on is gone
 * through. `dataRow` is an expression over the query's columns, never what a user typed.
 */
export function rowOfReturn(returnId: string, dataRow: string): SQL {
  return sql`lateral (
      select * from return_rows where return_id = ${returnId} and data_row = ${sql.raw(dataRow)} limit 1) w`
}
