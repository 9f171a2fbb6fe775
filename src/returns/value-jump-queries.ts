// Which amounts changed more than tenfold, and where is that noted?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { storableJson } from '../lib/json-text.ts'
import type { ReadIssue } from './read-types.ts'
import { rowOfReturn } from './row-of-return-queries.ts'

export interface Jump extends Record<string, unknown> {
  line: number
  data_row: number
  field: string
  column: number | null
  heading: string | null
  cell: string | null
  /** Pence. */
  before: number
  after: number
}

/** Of the changes kept of the return, the amounts of `fields` that are more than `times` the other; noughts are no measure. */
export function jumpsOf(
  db: Queryable,
  returnId: string,
  fields: readonly string[],
  times: number,
): Promise<Jump[]> {
  return db.execute<Jump>(sql`
    with amounts as (
      select x.data_row, c.field, c.before::text::float8 as before, c.after::text::float8 as after
      from return_changes x
      cross join jsonb_to_recordset(x.changes) as c(field text, before jsonb, after jsonb)
      where x.return_id = ${returnId} and x.kind = 'changed' and c.field = any(${sql.param([...fields])}::text[])
        and jsonb_typeof(c.before) = 'number' and jsonb_typeof(c.after) = 'number'
    )
    select w.line, w.data_row, a.field, m."column", m.heading, w.cells[m."column"] as cell, a.before, a.after
    from amounts a
    join returns r on r.id = ${returnId}
    join ${rowOfReturn(returnId, 'a.data_row')} on true
    left join lateral (
      select * from jsonb_to_recordset(r.mapping) as m(field text, "column" integer, heading text)
      where m.field = a.field order by m."column" limit 1) m on true
    where least(a.before, a.after) > 0 and greatest(a.before, a.after) > ${times} * least(a.before, a.after)
    order by w.data_row, a.field`)
}

/** In the place of the issues of that code that stood before. */
export async function replaceIssues(
  tx: Queryable,
  returnId: string,
  code: string,
  issues: readonly ReadIssue[],
): Promise<void> {
  await tx.execute(sql`delete from stated_issues where return_id = ${returnId} and code = ${code}`)
  if (issues.length === 0) return
  await tx.execute(sql`
    insert into stated_issues (return_id, severity, code, line, data_row, column_number, field, value, message)
    select ${returnId}, i.severity, i.code, i.line, i."dataRow", i."column", i.field, i.value, i.message
    from jsonb_to_recordset(${storableJson(issues)}::jsonb) as i(severity text, code text, line integer,
      "dataRow" integer, "column" integer, field text, value text, message text)`)
}
