// Which rows of the rule tables are kept, how do those that come with the program get there, and how are they changed?
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

/** A row with its number; `isOurs` when it comes with the program as it stands. */
export interface KeptRule extends RuleRow {
  id: number
  isOurs: boolean
}

/** Every row by table and what it is about, the earliest period first. */
export async function listRules(db: Queryable): Promise<KeptRule[]> {
  const rows = await db.execute<KeptRule & Record<string, unknown>>(sql`
    select id::float8 as id, rule_table as "table", subject, effective_from::text as "from", effective_to::text as "to",
      source, cells, origin = 'kept' as "isOurs"
    from rule_rows order by array_position(array['thresholds', 'lead-times', 'plan-days', 'assumptions', 'notice-rules',
      'bank-holidays'], rule_table), first_value(id) over (partition by rule_table, subject order by id), effective_from nulls first`)
  return rows.map((row) => ({ ...row }))
}

/** One change of rules at a time, to the end of the transaction. */
export async function lockRules(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(330033, 8)`)
}

/** From here on the row is an admin's: starting the program anew leaves it alone. */
export async function updateRule(
  tx: Queryable,
  id: number,
  { to, source, cells }: { to: string | null; source: string; cells: RuleCells },
): Promise<void> {
  await tx.execute(sql`
    update rule_rows set effective_to = ${to}::date, source = ${source}, cells = ${JSON.stringify(cells)}::jsonb, origin = 'admin'
    where id = ${id}`)
}

/** Ends the periods of a rule that began by that day and would go on after it. */
export async function endPeriod(tx: Queryable, { table, subject }: RuleRow, last: string): Promise<void> {
  await tx.execute(sql`
    update rule_rows set effective_to = ${last}::date, origin = 'admin'
    where rule_table = ${table} and subject = ${subject} and coalesce(effective_from, '-infinity') <= ${last}::date
      and coalesce(effective_to, 'infinity') > ${last}::date`)
}

/** False where a row about it begins on that day already. */
export async function insertRule(tx: Queryable, row: RuleRow): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into rule_rows (rule_table, subject, effective_from, effective_to, source, cells, origin)
    values (${row.table}, ${row.subject}, ${row.from}::date, ${row.to}::date, ${row.source},
      ${JSON.stringify(row.cells)}::jsonb, 'admin')
    on conflict do nothing returning 1`)
  return rows.length === 1
}

/** First and last days of a rule, the earliest first. */
export async function periodsOf(
  db: Queryable,
  table: RuleTable,
  subject: string,
): Promise<{ from: string | null; to: string | null }[]> {
  const rows = await db.execute<{ from: string | null; to: string | null }>(sql`
    select effective_from::text as "from", effective_to::text as "to" from rule_rows
    where rule_table = ${table} and subject = ${subject} order by effective_from nulls first`)
  return [...rows]
}
