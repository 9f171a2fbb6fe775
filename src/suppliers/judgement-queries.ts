// What did people judge about spellings?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { jsonRows, textArray } from './spelling-queries.ts'
import type { Verdict } from './supplier-components.ts'

export interface JudgementToKeep {
  left: number
  right: number
  evidence: object
}

export interface JudgementAct {
  verdict: Verdict
  actor: string
  reason: string
}

/** Keeps judgements made in one act, which is undone as one. Answers the act. */
export async function insertJudgements(
  tx: Queryable,
  { verdict, actor, reason }: JudgementAct,
  judged: readonly JudgementToKeep[],
): Promise<string> {
  const rows = judged.map(({ left, right, evidence }) => [left, right, evidence])
  const [row] = await tx.execute<{ act: string }>(sql`
    with act as materialized (select gen_random_uuid() as act), kept as (
      insert into supplier_judgements (act, left_name_id, right_name_id, verdict, actor, reason, evidence)
      select act.act, (r->>0)::bigint, (r->>1)::bigint, ${verdict}, ${actor}, ${reason}, (r->2)::jsonb
      from act cross join ${jsonRows(rows)} as r returning act
    )
    select act from kept limit 1`)
  return row?.act ?? ''
}

/** Revokes what stands of an act. Answers the spellings it was about; none where nothing stood. */
export async function revokeAct(tx: Queryable, act: string, actor: string): Promise<number[]> {
  const rows = await tx.execute<{ left: number; right: number }>(sql`
    update supplier_judgements set revoked_at = clock_timestamp(), revoked_by = ${actor}
    where act = ${act} and revoked_at is null
    returning left_name_id::float8 as left, right_name_id::float8 as right`)
  return [...new Set(rows.flatMap(({ left, right }) => [left, right]))]
}

/** The supplier of each of these spellings, for the record. */
export async function suppliersOfNames(
  db: Queryable,
  ids: readonly number[],
): Promise<Record<string, string | null>> {
  const rows = await db.execute<{ id: string; supplier_id: string | null }>(sql`
    select id::text as id, supplier_id from supplier_names
    where id = any(${textArray(ids.map(String))}::bigint[]) order by id`)
  return Object.fromEntries(rows.map((row) => [row.id, row.supplier_id]))
}
