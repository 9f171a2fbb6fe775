// Who is interested in an upcoming tender, and for how long is that kept?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'

export interface NewInterest {
  opportunityId: string
  authorityId: number
  email: string
  organisation: string
  /** For the authority; may be empty. */
  message: string
  consents: boolean
  tokenHash: string
  addressHash: string
  at: Date
  isConfirmed: boolean
}

/** The opportunity of a public contract that may still be talked about; null for others. */
export async function openOpportunity(
  db: Queryable,
  id: string,
): Promise<{ authorityId: number; authority: string; title: string } | null> {
  const rows = await db.execute<{ authority_id: number; authority: string; title: string }>(sql`
    select o.authority_id, a.name as authority, c.title from opportunities o
    join contracts c on c.id = o.contract_id join authorities a on a.id = o.authority_id
    where o.id = ${id}::uuid and c.is_public`)
  const row = rows[0]
  return row === undefined
    ? null
    : { authorityId: row.authority_id, authority: row.authority, title: row.title }
}

/** How often an e-mail address, and a network address, asked since an instant. */
export async function askedSince(
  db: Queryable,
  asked: { email: string; addressHash: string; since: Date },
): Promise<{ byEmail: number; byAddress: number }> {
  const since = asked.since.toISOString()
  const [row] = await db.execute<{ by_email: number; by_address: number }>(sql`
    select (select count(*)::int from interests where email = ${asked.email} and asked_at > ${since}::timestamptz) as by_email,
      (select count(*)::int from interests where address_hash = ${asked.addressHash} and asked_at > ${since}::timestamptz) as by_address`)
  return { byEmail: row?.by_email ?? 0, byAddress: row?.by_address ?? 0 }
}

/** One at a time of a network address, to the end of the transaction. */
export async function lockInterestOf(tx: Queryable, addressHash: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(330034, hashtext(${addressHash}))`)
}

/**
 * Keeps an interest; one that was not confirmed within ten minutes is replaced, with its token. False where it is
 * confirmed already or younger: nothing is changed then, and no further mail is due.
 */
export async function keepInterest(tx: Queryable, made: NewInterest): Promise<boolean> {
  const at = made.at.toISOString()
  const rows = await tx.execute(sql`
    insert into interests as i (opportunity_id, authority_id, email, organisation, message, consents, token_hash,
      address_hash, asked_at, confirmed_at)
    values (${made.opportunityId}::uuid, ${made.authorityId}, ${made.email}, ${made.organisation}, ${made.message},
      ${made.consents}, ${made.tokenHash}, ${made.addressHash}, ${at}::timestamptz,
      case when ${made.isConfirmed} then ${at}::timestamptz end)
    on conflict (opportunity_id, email) do update set organisation = excluded.organisation, message = excluded.message,
      consents = excluded.consents, token_hash = excluded.token_hash, address_hash = excluded.address_hash,
      asked_at = excluded.asked_at, confirmed_at = excluded.confirmed_at
      where i.confirmed_at is null and i.asked_at < excluded.asked_at - interval '10 minutes'
    returning 1`)
  return rows.length === 1
}

export interface InterestOfToken extends Record<string, unknown> {
  id: string
  opportunity_id: string
  title: string
  authority: string
  consents: boolean
  is_confirmed: boolean
}

/** What the token of a mail is about; null for one that is unknown, withdrawn or forgotten. */
export async function interestOfToken(db: Queryable, tokenHash: string): Promise<InterestOfToken | null> {
  const rows = await db.execute<InterestOfToken>(sql`
    select i.id, i.opportunity_id, c.title, a.name as authority, i.consents, i.confirmed_at is not null as is_confirmed
    from interests i join opportunities o on o.id = i.opportunity_id join contracts c on c.id = o.contract_id
    join authorities a on a.id = i.authority_id where i.token_hash = ${tokenHash}`)
  return rows[0] ?? null
}

/** Confirms once; the same answer again changes nothing. False for an unknown token. */
export async function confirmInterest(db: Queryable, tokenHash: string, at: Date): Promise<boolean> {
  const rows = await db.execute(sql`
    update interests set confirmed_at = coalesce(confirmed_at, ${at.toISOString()}::timestamptz)
    where token_hash = ${tokenHash} returning 1`)
  return rows.length === 1
}

/** Takes the interest away with everything known of who had it. False for an unknown token. */
export async function deleteInterest(db: Queryable, tokenHash: string): Promise<boolean> {
  const rows = await db.execute(sql`delete from interests where token_hash = ${tokenHash} returning 1`)
  return rows.length === 1
}

/** How many confirmed their interest, whether they may be known or not. */
export async function countInterests(db: Queryable, opportunityId: string): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from interests where opportunity_id = ${opportunityId}::uuid and confirmed_at is not null`)
  return row?.count ?? 0
}

export interface SeenInterest extends Record<string, unknown> {
  id: string
  email: string
  organisation: string
  message: string
  confirmed_at: string
  answer: string | null
  answered_at: string | null
}

/** Those who may be known, to be asked behind the walls; the latest first. */
export function seenInterests(tx: Queryable, opportunityId: string): Promise<SeenInterest[]> {
  return tx.execute<SeenInterest>(sql`
    select id, email, organisation, message, ${isoInstant('confirmed_at')} as confirmed_at, answer,
      case when answered_at is not null then ${isoInstant('answered_at')} end as answered_at
    from interests where opportunity_id = ${opportunityId}::uuid and consents and confirmed_at is not null
    order by confirmed_at desc, id limit 200`)
}

/** Keeps the answer, once; whom to send it to, or null for what is not there, behind a wall or answered. */
export async function keepAnswer(
  tx: Queryable,
  made: { interestId: string; opportunityId: string; answer: string; actor: string; at: Date },
): Promise<{ email: string; organisation: string; authorityId: number } | null> {
  const rows = await tx.execute<{ email: string; organisation: string; authority_id: number }>(sql`
    update interests set answer = ${made.answer}, answered_at = ${made.at.toISOString()}::timestamptz, answered_by = ${made.actor}
    where id = ${made.interestId}::uuid and opportunity_id = ${made.opportunityId}::uuid and answer is null
    returning email, organisation, authority_id`)
  const row = rows[0]
  return row === undefined
    ? null
    : { email: row.email, organisation: row.organisation, authorityId: row.authority_id }
}

/** Days that an interest nobody confirmed is kept; months that a confirmed one outlives the contract; most months in all. */
export const INTEREST_KEPT = { unconfirmedDays: 7, monthsAfterEnd: 6, mostMonths: 24 } as const

/** Forgets what was kept long enough: see `INTEREST_KEPT`. How many went. */
export async function forgetInterests(db: Queryable, now: Date): Promise<number> {
  const at = now.toISOString()
  const { unconfirmedDays, monthsAfterEnd, mostMonths } = INTEREST_KEPT
  const rows = await db.execute(sql`
    delete from interests i using opportunities o where o.id = i.opportunity_id and (
      (i.confirmed_at is null and i.asked_at < ${at}::timestamptz - make_interval(days => ${unconfirmedDays}))
      or i.confirmed_at < ${at}::timestamptz - make_interval(months => ${mostMonths})
      or o.earliest_end < (${at}::timestamptz - make_interval(months => ${monthsAfterEnd}))::date)
    returning i.id`)
  return rows.length
}
