// Which amounts of a return are more than ten times what is published, or less than a tenth?
import { sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import { formatPounds } from '../lib/money.ts'
import { rowIssue } from './issues.ts'
import { FIELDS } from './mapping/fields.ts'

/** A digit too many or too few makes an amount ten times another. */
const JUMP = 10

const AMOUNTS = Object.entries(FIELDS.contracts).flatMap(([field, { type }]) =>
  type === 'money' ? field : [],
)

interface Jump extends Record<string, unknown> {
  line: number
  data_row: number
  field: string
  column: number | null
  heading: string | null
  cell: string | null
  before: number
  after: number
}

/**
 * Notes an issue at each row whose amount changed more than tenfold against the register, in the place of what an earlier
 * comparison noted. Reads the changes kept of the return; amounts of nought or below are no measure.
 */
export async function noteValueJumps(tx: Tx, returnId: string): Promise<void> {
  await tx.execute(sql`delete from return_issues where return_id = ${returnId} and code = 'value_jump'`)
  const jumps = await tx.execute<Jump>(sql`
    select w.line, w.data_row, c.field, m."column", m.heading, w.cells[m."column"] as cell,
      c.before::text::float8 as before, c.after::text::float8 as after
    from return_changes x
    join returns r on r.id = x.return_id
    join return_rows w on w.return_id = x.return_id and w.data_row = x.data_row
    cross join jsonb_to_recordset(x.changes) as c(field text, before jsonb, after jsonb)
    left join lateral (
      select * from jsonb_to_recordset(r.mapping) as m(field text, "column" integer, heading text)
      where m.field = c.field order by m."column" limit 1) m on true
    where x.return_id = ${returnId} and x.kind = 'changed' and c.field = any(${sql.param(AMOUNTS)}::text[])
      and jsonb_typeof(c.before) = 'number' and jsonb_typeof(c.after) = 'number'
      and case when jsonb_typeof(c.before) = 'number' and jsonb_typeof(c.after) = 'number' then
        least(c.before::text::float8, c.after::text::float8) > 0
        and greatest(c.before::text::float8, c.after::text::float8) > ${JUMP} * least(c.before::text::float8, c.after::text::float8)
        else false end
    order by w.data_row`)
  if (jumps.length === 0) return
  const issues = jumps.map(toIssue)
  await tx.execute(sql`
    insert into return_issues (return_id, severity, code, line, data_row, column_number, field, value, message)
    select ${returnId}, i.severity, i.code, i.line, i."dataRow", i."column", i.field, i.value, i.message
    from jsonb_to_recordset(${JSON.stringify(issues)}::jsonb) as i(severity text, code text, line integer,
      "dataRow" integer, "column" integer, field text, value text, message text)`)
}

function toIssue({ line, data_row, field, column, heading, cell, before, after }: Jump) {
  const detail = `is more than ten times ${after > before ? 'as much as' : 'less than'} what is published, ${formatPounds(before)}.`
  return rowIssue(
    { code: 'value_jump', detail },
    { line, dataRow: data_row, column, heading, field, value: cell ?? formatPounds(after) },
  )
}
