// How does a return move from one state to the next, when several workers may try at once?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { ColumnMapping, ReadCounts, ReadFileFacts, ReturnKind } from './read-types.ts'

export interface NewReturn {
  authorityId: number
  fileId: string
  receivedBy: string
  publishWhenRead: boolean
  isSample: boolean
}

/** Makes the return unless one of the same file is alive; then answers with that one. */
export async function insertReturn(
  tx: Queryable,
  asked: NewReturn,
): Promise<{ id: string; receivedAt: string; isNew: boolean }> {
  const rows = await tx.execute<{ id: string; received_at: string; is_new: boolean }>(sql`
    with made as (
      insert into returns (authority_id, file_id, kind, received_by, publish_when_read, is_sample)
      values (${asked.authorityId}, ${asked.fileId}, 'contracts', ${asked.receivedBy}, ${asked.publishWhenRead}, ${asked.isSample})
      on conflict (authority_id, file_id) where state not in ('withdrawn', 'refused', 'failed') do nothing
      returning id, received_at
    )
    select id, ${isoInstant('received_at')} as received_at, true as is_new from made`)
  const made = rows[0] ?? (await liveReturn(tx, asked))
  return { id: made.id, receivedAt: made.received_at, isNew: made.is_new }
}

async function liveReturn(tx: Queryable, asked: NewReturn) {
  const rows = await tx.execute<{ id: string; received_at: string; is_new: boolean }>(sql`
    select id, ${isoInstant('received_at')} as received_at, false as is_new from returns
    where authority_id = ${asked.authorityId} and file_id = ${asked.fileId}
      and state not in ('withdrawn', 'refused', 'failed')`)
  if (rows[0] === undefined) throw new Error('A return that stood in the way is gone.')
  return rows[0]
}

/** After this many seconds without a sign of life a reading is taken over. */
const STALE_SECONDS = 5

export interface Claim {
  attempt: number
  fileId: string
  fileName: string
  authorityId: number
}

/**
 * Takes the return for reading; null when it is being read, was read, or is gone. Every later write names the attempt,
 * so that a worker that was thought dead and comes back changes nothing.
 */
export async function claimForReading(db: Queryable, returnId: string): Promise<Claim | null> {
  const rows = await db.execute<{ attempt: number; file_id: string; name: string; authority_id: number }>(sql`
    update returns r set state = 'reading', attempt = r.attempt + 1, heartbeat_at = clock_timestamp(), rows_so_far = 0
    from files f
    where r.id = ${returnId} and f.id = r.file_id
      and (r.state = 'received' or (r.state = 'reading'
        and r.heartbeat_at < clock_timestamp() - make_interval(secs => ${STALE_SECONDS})))
    returning r.attempt, r.file_id, f.name, r.authority_id`)
  const row = rows[0]
  if (row === undefined) return null
  return { attempt: row.attempt, fileId: row.file_id, fileName: row.name, authorityId: row.authority_id }
}

/** A sign of life and of progress; false when the attempt is no longer the one that counts. */
export async function reportProgress(
  db: Queryable,
  returnId: string,
  attempt: number,
  rows: number,
): Promise<boolean> {
  const touched = await db.execute(sql`
    update returns set heartbeat_at = clock_timestamp(), rows_so_far = ${rows}
    where id = ${returnId} and attempt = ${attempt} and state = 'reading' returning 1`)
  return touched.length === 1
}

export interface ReadResult {
  kind: ReturnKind
  file: ReadFileFacts
  mapping: ColumnMapping[]
  counts: ReadCounts
}

/** Written as text for the connection that loads the rows, so that rows and counts are kept together or not at all. */
export const FINISH_READING = `
  update returns set state = 'read', read_at = clock_timestamp(), kind = $3, file_facts = $4, mapping = $5,
    rows_read = $6, rows_good = $7, rows_bad = $8, rows_ignored = $9, rows_blank = $10, rows_so_far = $6
  where id = $1 and attempt = $2 and state = 'reading'`

export function finishReadingValues(returnId: string, attempt: number, result: ReadResult): unknown[] {
  const { kind, file, mapping, counts } = result
  const sums = [counts.read, counts.good, counts.bad, counts.ignored, counts.blank]
  return [returnId, attempt, kind, JSON.stringify(file), JSON.stringify(mapping), ...sums]
}

export interface Refusal {
  code: string
  message: string
  file?: ReadFileFacts
  mapping?: ColumnMapping[]
}

/** The file cannot be used; what was found out about it is kept. */
export async function refuseReturn(
  db: Queryable,
  returnId: string,
  attempt: number,
  refusal: Refusal,
): Promise<boolean> {
  const touched = await db.execute(sql`
    update returns set state = 'refused', read_at = clock_timestamp(), refusal_code = ${refusal.code},
      refusal_message = ${refusal.message}, file_facts = ${json(refusal.file)}, mapping = ${json(refusal.mapping)}
    where id = ${returnId} and attempt = ${attempt} and state = 'reading' returning 1`)
  return touched.length === 1
}

function json(value: unknown) {
  return value === undefined ? sql`null` : sql`${JSON.stringify(value)}::jsonb`
}

/** The program could not do it, in spite of trying again. The officer is told; the same file may be sent again. */
export async function failReturn(
  db: Queryable,
  returnId: string,
  code: string,
  message: string,
): Promise<boolean> {
  const touched = await db.execute(sql`
    update returns set state = 'failed', refusal_code = ${code}, refusal_message = ${message}
    where id = ${returnId} and state in ('received', 'reading', 'read') returning 1`)
  return touched.length === 1
}

export interface PublishableReturn extends Record<string, unknown> {
  id: string
  authority_id: number
  kind: ReturnKind
  state: string
  publish_when_read: boolean
  received_by: string
}

/** The return, held against every other change until the transaction ends. */
export async function lockReturn(tx: Queryable, returnId: string): Promise<PublishableReturn | null> {
  const rows = await tx.execute<PublishableReturn>(sql`
    select id, authority_id, kind, state, publish_when_read, received_by from returns where id = ${returnId} for update`)
  return rows[0] ?? null
}

export interface PublicationCounts {
  created: number
  changed: number
  unchanged: number
  missing: number
}

/** Gives the return the next place in the order of its authority's publications of that kind. */
export async function markPublished(tx: Queryable, returnId: string, actor: string): Promise<void> {
  await tx.execute(sql`
    update returns r set state = 'published', published_at = clock_timestamp(), published_by = ${actor},
      publication = 1 + coalesce((
        select max(publication) from returns p where p.authority_id = r.authority_id and p.kind = r.kind), 0)
    where id = ${returnId}`)
}

export async function recordPublicationCounts(
  tx: Queryable,
  returnId: string,
  counts: PublicationCounts,
): Promise<void> {
  await tx.execute(sql`
    update returns set contracts_new = ${counts.created}, contracts_changed = ${counts.changed},
      contracts_unchanged = ${counts.unchanged}, contracts_missing = ${counts.missing}
    where id = ${returnId}`)
}

export async function markWithdrawn(tx: Queryable, returnId: string, actor: string): Promise<void> {
  await tx.execute(sql`
    update returns set state = 'withdrawn', withdrawn_at = clock_timestamp(), withdrawn_by = ${actor} where id = ${returnId}`)
}

/** The publication of the same authority and kind that counts now: the latest not withdrawn. */
export async function latestPublication(
  tx: Queryable,
  authorityId: number,
  kind: ReturnKind,
): Promise<string | null> {
  const rows = await tx.execute<{ id: string }>(sql`
    select id from returns where authority_id = ${authorityId} and kind = ${kind} and state = 'published'
    order by publication desc limit 1`)
  return rows[0]?.id ?? null
}

export interface Unfinished extends Record<string, unknown> {
  id: string
  state: 'received' | 'reading' | 'read'
}

/** Returns that wait for a job, have shown no sign of life for `seconds`, and of which no entry waits in the outbox. */
export function listUnfinished(db: Queryable, seconds: number): Promise<Unfinished[]> {
  return db.execute<Unfinished>(sql`
    select id, state from returns r
    where (state in ('received', 'reading') or (state = 'read' and publish_when_read))
      and greatest(received_at, heartbeat_at, read_at) < clock_timestamp() - make_interval(secs => ${seconds})
      and not exists (
        select from outbox o where o.payload->>'returnId' = r.id::text
          and (o.sent_at is null or o.sent_at > clock_timestamp() - make_interval(secs => ${seconds})))
    order by received_at limit 100`)
}
