// Which searches are saved, and for whom?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { Frequency } from './frequency.ts'
import type { SavedFilters } from './saved-search-schemas.ts'

/** A saved search; instants as ISO 8601. */
export interface SavedSearch extends Record<string, unknown> {
  id: string
  subscriber_id: string
  email: string
  name: string
  /** As saved: read them with `listFilters`. */
  filters: unknown
  frequency: Frequency
  confirmed_at: string | null
  paused_at: string | null
  mail_stopped_at: string | null
  feed_generation: number
  webhook_url: string | null
  webhook_generation: number
  last_digest_at: string | null
  created_at: string
  link_generation: number
}

const columns = sql`s.id, s.subscriber_id, b.email, s.name, s.filters, s.frequency, ${isoInstant('s.confirmed_at')} as confirmed_at,
  ${isoInstant('s.paused_at')} as paused_at, ${isoInstant('s.mail_stopped_at')} as mail_stopped_at, s.feed_generation,
  s.webhook_url, s.webhook_generation, ${isoInstant('s.last_digest_at')} as last_digest_at,
  ${isoInstant('s.created_at')} as created_at, b.link_generation`
const joined = sql`saved_searches s join subscribers b on b.id = s.subscriber_id`

/** Confirmed and not paused, by id, after the one given. */
export function activeSearches(
  db: Queryable,
  after: string | null,
  limit: number,
): Promise<{ id: string; filters: unknown }[]> {
  return db.execute<{ id: string; filters: unknown }>(sql`
    select id, filters from saved_searches
    where confirmed_at is not null and paused_at is null and id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by id limit ${limit}`)
}

export async function findSearch(db: Queryable, id: string): Promise<SavedSearch | null> {
  const rows = await db.execute<SavedSearch>(sql`select ${columns} from ${joined} where s.id = ${id}::uuid`)
  return rows[0] ?? null
}

/** The same, held to the end of the transaction; null also where somebody else holds it. */
export async function takeSearch(tx: Queryable, id: string): Promise<SavedSearch | null> {
  const rows = await tx.execute<SavedSearch>(
    sql`select ${columns} from ${joined} where s.id = ${id}::uuid for update of s skip locked`,
  )
  return rows[0] ?? null
}

/** The oldest first. */
export function searchesOf(db: Queryable, subscriberId: string): Promise<SavedSearch[]> {
  return db.execute<SavedSearch>(
    sql`select ${columns} from ${joined} where s.subscriber_id = ${subscriberId}::uuid order by s.created_at, s.id`,
  )
}

export interface SearchToKeep {
  name: string
  filters: SavedFilters
  frequency: Frequency
}

/** Its id. */
export async function insertSearch(
  tx: Queryable,
  subscriberId: string,
  { name, filters, frequency }: SearchToKeep,
): Promise<string> {
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into saved_searches (subscriber_id, name, filters, frequency)
    values (${subscriberId}::uuid, ${name}, ${JSON.stringify(filters)}::jsonb, ${frequency}) returning id`)
  if (row === undefined) throw new Error('A row was inserted and not returned.')
  return row.id
}

/** The search of that address that asks for the very same, if it has one. */
export async function sameSearch(
  tx: Queryable,
  subscriberId: string,
  filters: SavedFilters,
): Promise<string | null> {
  const rows = await tx.execute<{ id: string }>(sql`
    select id from saved_searches
    where subscriber_id = ${subscriberId}::uuid and filters = ${JSON.stringify(filters)}::jsonb limit 1`)
  return rows[0]?.id ?? null
}

export async function changeSearch(
  tx: Queryable,
  id: string,
  { name, filters, frequency, webhook_url }: SearchToKeep & { webhook_url: string | null },
): Promise<void> {
  await tx.execute(sql`
    update saved_searches set name = ${name}, filters = ${JSON.stringify(filters)}::jsonb, frequency = ${frequency},
      webhook_url = ${webhook_url} where id = ${id}::uuid`)
}

export async function markConfirmed(tx: Queryable, id: string, at: Date): Promise<void> {
  await tx.execute(sql`
    update saved_searches set confirmed_at = coalesce(confirmed_at, ${at.toISOString()}::timestamptz) where id = ${id}::uuid`)
}

/** Null ends the pause. */
export async function markPaused(tx: Queryable, id: string, at: Date | null): Promise<void> {
  await tx.execute(
    sql`update saved_searches set paused_at = ${at?.toISOString() ?? null}::timestamptz where id = ${id}::uuid`,
  )
}

/** Null has the mail start again. */
export async function markMailStopped(tx: Queryable, id: string, at: Date | null): Promise<void> {
  await tx.execute(
    sql`update saved_searches set mail_stopped_at = ${at?.toISOString() ?? null}::timestamptz where id = ${id}::uuid`,
  )
}

/** Ends the addresses of feed and calendar, or the secret of the webhook, that were handed out. */
export async function raiseGeneration(tx: Queryable, id: string, of: 'feed' | 'webhook'): Promise<void> {
  const column = sql.raw(`${of}_generation`)
  await tx.execute(sql`update saved_searches set ${column} = ${column} + 1 where id = ${id}::uuid`)
}

export async function deleteSearch(tx: Queryable, id: string): Promise<void> {
  await tx.execute(sql`delete from saved_searches where id = ${id}::uuid`)
}

/** Searches that nobody confirmed, so many days after they were saved, and addresses without any; how many searches. */
export async function forgetUnconfirmed(db: Queryable, now: Date, days: number): Promise<number> {
  const gone = await db.execute(sql`
    delete from saved_searches
    where confirmed_at is null and created_at < ${now.toISOString()}::timestamptz - make_interval(days => ${days}) returning id`)
  await db.execute(sql`
    delete from subscribers b where not exists (select from saved_searches s where s.subscriber_id = b.id)
      and coalesce(link_asked_at, created_at) < ${now.toISOString()}::timestamptz - interval '2 days'`)
  return gone.length
}
