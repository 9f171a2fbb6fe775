// How far was each service that publishes notices read?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { Imported } from './imported.ts'

export type SourceName = 'find-a-tender' | 'contracts-finder'

/** Where the reading of a service stands. Instants are milliseconds since 1970. */
export interface SourceState {
  nextUrl: string | null
  updatedFrom: number | null
  seenUntil: number | null
  etag: string | null
  lastModified: string | null
  notBefore: number | null
}

interface Row extends Record<string, unknown> {
  next_url: string | null
  updated_from: number | null
  seen_until: number | null
  etag: string | null
  last_modified: string | null
  not_before: number | null
}

const instant = (at: number | null) =>
  at === null ? sql`null::timestamptz` : sql`to_timestamp(${at / 1000}::float8)`

/** Takes the service for one run; null while another run holds it. Held for `seconds`, renewed by `saveSource`. */
export async function claimSource(
  db: Queryable,
  source: SourceName,
  now: number,
  seconds: number,
): Promise<SourceState | null> {
  const until = instant(now + seconds * 1_000)
  const rows = await db.execute<Row>(sql`
    insert into notice_sources as s (source, claimed_until, looked_at) values (${source}, ${until}, ${instant(now)})
    on conflict (source) do update set claimed_until = excluded.claimed_until, looked_at = excluded.looked_at
      where s.claimed_until is null or s.claimed_until < ${instant(now)}
    returning next_url, (extract(epoch from updated_from) * 1000)::float8 as updated_from,
      (extract(epoch from seen_until) * 1000)::float8 as seen_until, etag, last_modified,
      (extract(epoch from not_before) * 1000)::float8 as not_before`)
  const row = rows[0]
  if (row === undefined) return null
  return {
    nextUrl: row.next_url,
    updatedFrom: row.updated_from,
    seenUntil: row.seen_until,
    etag: row.etag,
    lastModified: row.last_modified,
    notBefore: row.not_before,
  }
}

/** Keeps where the reading stands and what the page brought, and goes on holding the service until then. */
export async function saveSource(
  db: Queryable,
  source: SourceName,
  state: SourceState,
  page: Pick<Imported, 'releases' | 'new' | 'changed' | 'ofOthers' | 'refused'> | null,
  claimedUntil: number,
): Promise<void> {
  const brought = page ?? { releases: 0, new: 0, changed: 0, ofOthers: 0, refused: 0 }
  await db.execute(sql`
    update notice_sources set next_url = ${state.nextUrl}, updated_from = ${instant(state.updatedFrom)},
      seen_until = ${instant(state.seenUntil)}, etag = ${state.etag}, last_modified = ${state.lastModified},
      not_before = ${instant(state.notBefore)}, claimed_until = ${instant(claimedUntil)}, last_problem = null,
      pages = pages + ${page === null ? 0 : 1}, releases = releases + ${brought.releases},
      kept = kept + ${brought.new + brought.changed}, of_others = of_others + ${brought.ofOthers},
      refused = refused + ${brought.refused}
    where source = ${source}`)
}

/** Lets others have the service; with what went wrong, if anything did. */
export async function releaseSource(
  db: Queryable,
  source: SourceName,
  problem: string | null,
): Promise<void> {
  await db.execute(sql`
    update notice_sources set claimed_until = null, last_problem = coalesce(${problem}, last_problem) where source = ${source}`)
}
