// How many requests of a caller did all processes count in its window?
import { sql } from 'drizzle-orm'
import { prepared, type Queryable } from '../db/client.ts'

export interface Use {
  caller: string
  /** Requests not told before. */
  uses: number
  /** When the window ends that they are in, in milliseconds since 1970, unless the store knows an earlier one. */
  endsAt: number
}

/** All that were told for the caller in the window that ends then. */
export type Counted = Use

/**
 * Adds what one process counted, begins the window of a caller whose last one is over, and answers with all that is known
 * of those callers: one statement however many they are. `uses` is ordered by caller, each once.
 */
export async function exchangeCounts(db: Queryable, uses: readonly Use[], now: number): Promise<Counted[]> {
  const rows = await db.execute<{ caller: string; uses: number; ends_at: string }>(sql`${prepared}
    insert into request_counts as held (caller, uses, ends_at)
    select * from unnest(${sql.param(uses.map(({ caller }) => caller))}::text[],
      ${sql.param(uses.map((one) => one.uses))}::int[], ${sql.param(uses.map(({ endsAt }) => endsAt))}::bigint[])
    on conflict (caller) do update set
      uses = case when held.ends_at <= ${now}::bigint then excluded.uses else held.uses + excluded.uses end,
      ends_at = case when held.ends_at <= ${now}::bigint then excluded.ends_at else held.ends_at end
    returning caller, uses, ends_at::text`)
  return rows.map((row) => ({ caller: row.caller, uses: row.uses, endsAt: Number(row.ends_at) }))
}

/** Callers whose window is over are not remembered. */
export async function forgetCounts(db: Queryable, now: number): Promise<void> {
  await db.execute(sql`delete from request_counts where ends_at <= ${now}::bigint`)
}
