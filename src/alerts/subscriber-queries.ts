// For which addresses are searches saved, and which of them wait for a link?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'

export interface Subscriber extends Record<string, unknown> {
  id: string
  email: string
  link_generation: number
  /** Milliseconds since 1970. */
  link_asked_at: number | null
  searches: number
  unconfirmed: number
}

const columns = sql`b.id, b.email, b.link_generation, extract(epoch from b.link_asked_at)::float8 * 1000 as link_asked_at,
  (select count(*)::int from saved_searches where subscriber_id = b.id) as searches,
  (select count(*)::int from saved_searches where subscriber_id = b.id and confirmed_at is null) as unconfirmed`

/** The address, made known if it was not, and held to the end of the transaction. */
export async function takeSubscriber(tx: Queryable, email: string): Promise<Subscriber> {
  await tx.execute(sql`insert into subscribers (email) values (${email}) on conflict do nothing`)
  const [row] = await tx.execute<Subscriber>(
    sql`select ${columns} from subscribers b where email = ${email} for update of b`,
  )
  if (row === undefined) throw new Error('An address was inserted and is not there.')
  return row
}

export async function findSubscriber(db: Queryable, id: string): Promise<Subscriber | null> {
  const rows = await db.execute<Subscriber>(sql`select ${columns} from subscribers b where id = ${id}::uuid`)
  return rows[0] ?? null
}

export async function subscriberOf(db: Queryable, email: string): Promise<Subscriber | null> {
  const rows = await db.execute<Subscriber>(sql`select ${columns} from subscribers b where email = ${email}`)
  return rows[0] ?? null
}

export async function markLinkAsked(tx: Queryable, id: string, at: Date): Promise<void> {
  await tx.execute(
    sql`update subscribers set link_asked_at = ${at.toISOString()}::timestamptz where id = ${id}::uuid`,
  )
}

export async function raiseLinkGeneration(tx: Queryable, id: string): Promise<void> {
  await tx.execute(sql`update subscribers set link_generation = link_generation + 1 where id = ${id}::uuid`)
}

/** The next address that asked for a link and was sent none since, held to the end of the transaction. */
export async function takeWaitingForLink(tx: Queryable): Promise<Subscriber | null> {
  const rows = await tx.execute<Subscriber>(sql`
    select ${columns} from subscribers b
    where link_asked_at is not null and (link_sent_at is null or link_sent_at < link_asked_at)
    order by link_asked_at limit 1 for update of b skip locked`)
  return rows[0] ?? null
}

export async function markLinkSent(tx: Queryable, id: string): Promise<void> {
  await tx.execute(sql`update subscribers set link_sent_at = link_asked_at where id = ${id}::uuid`)
}
