// Have the workers done what was asked of them?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'

/** Whether no job waits or is being done, where the queue is kept in PostgreSQL. */
export async function isAtRest(db: Queryable): Promise<boolean> {
  const [row] = await db.execute<{ is_at_rest: boolean }>(sql`
    select not exists (select from outbox where sent_at is null)
      and not exists (select from bullmq.job where state in ('waiting', 'active')) as is_at_rest`)
  return row?.is_at_rest === true
}
