// What was decided about a spelling when it came, and why?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { textArray } from './spelling-queries.ts'

export interface StoredDecision {
  nameId: number
  otherNameId: number
  decision: 'merge' | 'review'
  reason: string | null
  rule: string | null
  score: number
  explanation: string
  /** What the score is made of, as JSON. */
  parts: string
}

export interface DecisionVersions {
  normaliser: number
  weights: number
}

/** Keeps decisions; one that was kept about the same two spellings gives way. */
export async function insertDecisions(
  tx: Queryable,
  decisions: readonly StoredDecision[],
  versions: DecisionVersions,
): Promise<void> {
  if (decisions.length === 0) return
  const of = (pick: (decision: StoredDecision) => string | null) => textArray(decisions.map(pick))
  await tx.execute(sql`
    insert into supplier_decisions (name_id, other_name_id, decision, reason, rule, score, explanation, parts,
      normaliser_version, weights_version)
    select distinct on (name_id, other_name_id) name_id::bigint, other_name_id::bigint, decision, reason, rule,
      score::float8, explanation, parts::jsonb, ${versions.normaliser}::int, ${versions.weights}::int
    from unnest(${of((one) => String(one.nameId))}, ${of((one) => String(one.otherNameId))},
      ${of((one) => one.decision)}, ${of((one) => one.reason)}, ${of((one) => one.rule)},
      ${of((one) => String(one.score))}, ${of((one) => one.explanation)}, ${of((one) => one.parts)})
      as d(name_id, other_name_id, decision, reason, rule, score, explanation, parts)
    on conflict (name_id, other_name_id) do update set decision = excluded.decision, reason = excluded.reason,
      rule = excluded.rule, score = excluded.score, explanation = excluded.explanation, parts = excluded.parts,
      normaliser_version = excluded.normaliser_version, weights_version = excluded.weights_version,
      decided_at = excluded.decided_at`)
}

/** Before everything is decided anew. */
export async function deleteDecisions(tx: Queryable): Promise<void> {
  await tx.execute(sql`delete from supplier_decisions`)
}
