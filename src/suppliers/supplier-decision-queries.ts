// What was decided about a spelling when it came, and why?
import { sql } from 'drizzle-orm'
import { preparedForFew, type Queryable } from '../db/client.ts'
import { textRows } from '../db/text-rows.ts'

export interface StoredDecision {
  nameId: number
  otherNameId: number
  decision: 'merge' | 'review'
  reason: string | null
  rule: string | null
  score: number
  explanation: string
  /** What it rests on: numbers, bars, words and the parts of the score. */
  parts: object
}

export interface DecisionVersions {
  normaliser: number
  weights: number
}

const COLUMNS = 'name_id,other_id,decision,reason,rule,score,explanation,parts'.split(',')

/** Keeps decisions; one that was kept about the same two spellings gives way. */
export async function insertDecisions(
  tx: Queryable,
  decisions: readonly StoredDecision[],
  versions: DecisionVersions,
): Promise<void> {
  if (decisions.length === 0) return
  const each = new Map(decisions.map((one) => [`${one.nameId} ${one.otherNameId}`, one]))
  const rows = [...each.values()].map((one) => [
    one.nameId,
    one.otherNameId,
    one.decision,
    one.reason,
    one.rule,
    one.score,
    one.explanation,
    JSON.stringify(one.parts),
  ])
  await tx.execute(sql`${preparedForFew(rows.length)}
    insert into supplier_decisions (name_id, other_name_id, decision, reason, rule, score, explanation, parts,
      normaliser_version, weights_version)
    select name_id::bigint, other_id::bigint, decision, reason, rule, score::float8, explanation, parts::jsonb,
      ${versions.normaliser}::int, ${versions.weights}::int
    from ${textRows('r', COLUMNS, rows)}
    on conflict (name_id, other_name_id) do update set decision = excluded.decision, reason = excluded.reason,
      rule = excluded.rule, score = excluded.score, explanation = excluded.explanation, parts = excluded.parts,
      normaliser_version = excluded.normaliser_version, weights_version = excluded.weights_version,
      decided_at = excluded.decided_at`)
}

/** Before everything is decided anew. */
export async function deleteDecisions(tx: Queryable): Promise<void> {
  await tx.execute(sql`delete from supplier_decisions`)
}
