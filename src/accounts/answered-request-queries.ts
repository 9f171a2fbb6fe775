// Has this request been answered before?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'

/** How one sender names one request: the account, the route, and the key it chose. */
export interface RequestName {
  actor: string
  route: string
  key: string
}

export interface GivenAnswer {
  /** Hash of what was sent. */
  fingerprint: string
  status: number
  /** JSON. */
  answer: string
}

export type BegunRequest =
  /** It is the first; end it with `finishRequest` or `releaseRequest`. */
  | { status: 'begun' }
  /** The first one is still being answered. */
  | { status: 'running' }
  | { status: 'answered'; given: GivenAnswer }

const KEPT_HOURS = 24
/** Longer than any request may take: a request begun before that has died with its server. */
const LONGEST_SECONDS = 120

/** Lets one of several requests of one name through. Answers are forgotten after 24 hours. */
export async function beginRequest(db: Queryable, name: RequestName): Promise<BegunRequest> {
  const { actor, route, key } = name
  await db.execute(sql`
    delete from answered_requests where begun_at < clock_timestamp() - make_interval(hours => ${KEPT_HOURS})
      or (actor = ${actor} and route = ${route} and key = ${key} and status is null
        and begun_at < clock_timestamp() - make_interval(secs => ${LONGEST_SECONDS}))`)
  const made = await db.execute(sql`
    insert into answered_requests (actor, route, key) values (${actor}, ${route}, ${key})
    on conflict do nothing returning 1`)
  if (made.length === 1) return { status: 'begun' }
  const rows = await db.execute<{ fingerprint: string; status: number; answer: string }>(sql`
    select fingerprint, status, answer from answered_requests
    where actor = ${actor} and route = ${route} and key = ${key} and status is not null`)
  return rows[0] === undefined ? { status: 'running' } : { status: 'answered', given: rows[0] }
}

export async function finishRequest(db: Queryable, name: RequestName, given: GivenAnswer): Promise<void> {
  await db.execute(sql`
    update answered_requests set fingerprint = ${given.fingerprint}, status = ${given.status}, answer = ${given.answer}
    where actor = ${name.actor} and route = ${name.route} and key = ${name.key}`)
}

/** Nothing was done: the same key may be sent again. */
export async function releaseRequest(db: Queryable, name: RequestName): Promise<void> {
  await db.execute(sql`
    delete from answered_requests
    where actor = ${name.actor} and route = ${name.route} and key = ${name.key} and status is null`)
}
