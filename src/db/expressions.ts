// How are values of PostgreSQL written in a result, when drizzle does not know the column?
import { type SQL, sql } from 'drizzle-orm'

/** An instant as ISO 8601 text in UTC with milliseconds and `Z`; `column` is a column's name, never what a user typed. */
export function isoInstant(column: string): SQL {
  return sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
}

/** The calendar day in London of an instant, as type date; `column` is a column's name, never what a user typed. */
export function londonDate(column: string): SQL {
  return sql.raw(`(${column} at time zone 'Europe/London')::date`)
}
