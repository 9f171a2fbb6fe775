// Which jobs have been asked for, and which of them has the queue not got yet?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { JobDefinition } from './define-job.ts'

/** Asks for a job as part of the caller's transaction: committed with it, or not at all. */
export async function enqueue<Payload>(
  tx: Queryable,
  job: JobDefinition<string, Payload>,
  payload: Payload,
): Promise<void> {
  const checked = job.payload.parse(payload)
  await tx.execute(
    sql`insert into outbox (job, payload) values (${job.name}, ${JSON.stringify(checked)}::jsonb)`,
  )
}

export interface OutboxEntry extends Record<string, unknown> {
  id: number
  job: string
  payload: unknown
  sends: number
}

/** Takes up to `limit` unsent entries, oldest first, each for one relay only; they stay taken until the transaction ends. */
export async function takeUnsent(tx: Queryable, limit: number): Promise<OutboxEntry[]> {
  return tx.execute<OutboxEntry>(sql`
    select id::int as id, job, payload, sends from outbox where sent_at is null
    order by id limit ${limit} for update skip locked`)
}

export async function markSent(tx: Queryable, ids: number[]): Promise<void> {
  await tx.execute(sql`update outbox set sent_at = clock_timestamp(), sends = sends + 1 where id in ${ids}`)
}

/** Entries that the queue has had for a while serve no one; how many went. */
export async function forgetSent(db: Queryable, olderThanDays: number): Promise<number> {
  const rows = await db.execute(sql`
    delete from outbox where sent_at < clock_timestamp() - make_interval(days => ${olderThanDays}) returning id`)
  return rows.length
}

/** How much waits to be handed to the queue, and for how many seconds the oldest of it. */
export async function waitingJobs(db: Queryable): Promise<{ waiting: number; oldest_seconds: number }> {
  const [row] = await db.execute<{ waiting: number; oldest_seconds: number }>(sql`
    select count(*)::int as waiting,
      coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::int as oldest_seconds
    from outbox where sent_at is null`)
  return row ?? { waiting: 0, oldest_seconds: 0 }
}
