// Which digests are on their way, and how did it go?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { Channel } from './digest-queries.ts'

export interface Delivery extends Record<string, unknown> {
  digest_id: string
  channel: Channel
  tries: number
  search_id: string
  is_test: boolean
  more_matches: number
}

/** The next that is due, held to the end of the transaction; nobody else gets it meanwhile. */
export async function takeDelivery(tx: Queryable, now: Date): Promise<Delivery | null> {
  const rows = await tx.execute<Delivery>(sql`
    select v.digest_id, v.channel, v.tries, d.search_id, d.is_test, d.more_matches
    from digest_deliveries v join digests d on d.id = v.digest_id
    where v.sent_at is null and v.given_up_at is null and v.next_try_at <= ${now.toISOString()}::timestamptz
    order by v.next_try_at limit 1 for update of v skip locked`)
  return rows[0] ?? null
}

export type Outcome =
  | { status: 'sent' }
  | { status: 'failed'; error: string; nextTryAt: Date }
  | { status: 'given up'; error: string }

export async function recordDelivery(
  tx: Queryable,
  { digest_id, channel }: Pick<Delivery, 'digest_id' | 'channel'>,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const at = now.toISOString()
  const set =
    outcome.status === 'sent'
      ? sql`sent_at = ${at}::timestamptz, last_error = null`
      : outcome.status === 'failed'
        ? sql`next_try_at = ${outcome.nextTryAt.toISOString()}::timestamptz, last_error = ${outcome.error}`
        : sql`given_up_at = ${at}::timestamptz, last_error = ${outcome.error}`
  await tx.execute(sql`
    update digest_deliveries set tries = tries + 1, ${set}
    where digest_id = ${digest_id}::uuid and channel = ${channel}`)
}

/** How the last delivery of a search went by each channel. */
export function lastDeliveries(
  db: Queryable,
  searchId: string,
): Promise<{ channel: Channel; sent: boolean; last_error: string | null }[]> {
  return db.execute<{ channel: Channel; sent: boolean; last_error: string | null }>(sql`
    select distinct on (v.channel) v.channel, v.sent_at is not null as sent, v.last_error
    from digest_deliveries v join digests d on d.id = v.digest_id
    where d.search_id = ${searchId}::uuid order by v.channel, d.made_at desc`)
}
