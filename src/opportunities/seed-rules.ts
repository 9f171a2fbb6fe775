// How do thresholds, lead times and the other rules come into the register, and how are they read there?
import type { Db, Queryable } from '../db/client.ts'
import type { RuleBook } from './rule-book.ts'
import { type RuleRow, storedRuleCells, storeKeptRules } from './rule-queries.ts'
import {
  RULE_TABLES,
  type RuleCells,
  type RuleTable,
  readRuleTable,
  ruleBookOf,
  SUBJECT_COLUMN,
} from './rule-tables.ts'

/**
 * Brings the rule tables to what the texts of the files say; how many rows changed. Safe to call by many at once and
 * again. Rows that an admin changed stay.
 * @throws Error naming table, line and column of the first cell that cannot be read; nothing is stored then.
 */
export function seedRules(db: Db, text: (table: RuleTable) => string): Promise<number> {
  const cells = new Map(RULE_TABLES.map((table) => [table, readRuleTable(table, text(table))]))
  ruleBookOf((table) => cells.get(table) ?? [])
  const rows = [...cells].flatMap(([table, lines]) => lines.map((line) => ruleRow(table, line)))
  return db.transaction((tx) => storeKeptRules(tx, rows))
}

/** Every row ever kept, of all periods. @throws Error where the tables were never filled. */
export async function storedRuleBook(db: Queryable): Promise<RuleBook> {
  const cells = await storedRuleCells(db)
  if (cells.thresholds.length === 0)
    throw new Error('The rule tables are empty: they are filled at start-up.')
  return ruleBookOf((table) => cells[table])
}

function ruleRow(table: RuleTable, line: RuleCells): RuleRow {
  const { source = '', effective_from: from = '', effective_to: to = '', ...cells } = line
  const day = (text: string) => (text === '' ? null : text)
  return { table, subject: line[SUBJECT_COLUMN[table]] ?? '', from: day(from), to: day(to), source, cells }
}
