// Which rows of the rule tables are kept, and how do those that come with the program get there?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { RULE_TABLES, type RuleCells, type RuleTable } from './rule-tables.ts'

/** A row of a rule table; the days are null where it holds without limit. */
export interface RuleRow {
  table: RuleTable
  subject: string
  from: string | null
  to: string | null
  source: string
  /** The other columns. */
  cells: RuleCells
}

/** Every row of every period by table, with all its columns, in the order in which it was first kept. */
export async function storedRuleCells(db: Queryable): Promise<Record<RuleTable, RuleCells[]>> {
  const rows = await db.execute<{ rule_table: RuleTable; cells: RuleCells }>(sql`
    select rule_table, cells || jsonb_build_object('source', source, 'effective_from', coalesce(effective_from::text, ''),
      'effective_to', coalesce(effective_to::text, '')) as cells
    from rule_rows order by id`)
  const of = (table: RuleTable) => rows.filter((row) => row.rule_table === table).map((row) => row.cells)
  return Object.fromEntries(RULE_TABLES.map((table) => [table, of(table)])) as Record<RuleTable, RuleCells[]>
}

/**
 * Brings the rows that come with the program to these; those that an admin changed are left alone. How many were new,
 * other, or gone.
 */
export async function storeKeptRules(tx: Queryable, rows: readonly RuleRow[]): Promise<number> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as g("table" text, subject text, "from" date, "to" date, source text, cells jsonb)`
  const stored = await tx.execute(sql`
    insert into rule_rows as r (rule_table, subject, effective_from, effective_to, source, cells)
    select g."table", g.subject, g."from", g."to", g.source, g.cells from ${given}
    on conflict (rule_table, subject, effective_from) do update
      set effective_to = excluded.effective_to, source = excluded.source, cells = excluded.cells
      where r.origin = 'kept' and (r.effective_to, r.source, r.cells)
        is distinct from (excluded.effective_to, excluded.source, excluded.cells)
    returning 1`)
  const gone = await tx.execute(sql`
    delete from rule_rows r where r.origin = 'kept' and not exists (
      select from ${given} where g."table" = r.rule_table and g.subject = r.subject
        and g."from" is not distinct from r.effective_from)
    returning 1`)
  return stored.length + gone.length
}
