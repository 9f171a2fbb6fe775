// How does a return move from one state to the next, when several workers may try at once?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import { storableJson, withoutNul } from '../lib/json-text.ts'
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

/** Whether the return itself says that it is to be published by a worker, whatever the job says. */
export async function isPublicationAsked(db: Queryable, returnId: string): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from returns where id = ${returnId} and publish_when_read`)
  return rows.length > 0
}

export interface ReadResult {
  kind: ReturnKind
  file: ReadFileFacts
  mapping: ColumnMapping[]
  counts: ReadCounts
  /** See `readingBasis`; null where rows were not told by their bytes. */
  basis: string | null
  /** Questions about headings that nobody has answered, and those among them that must be answered first. */
  openQuestions: number
  mustConfirm: number
}

/**
 * Written as text for the connection that loads the rows, so that rows and counts are kept together or not at all.
 * Publication follows where it was asked for and nothing must be confirmed first; at a first reading also where the
 * authority opted in, no row has an error and no question is open. Asked for and not following: held back.
 */
export const FINISH_READING = `
  update returns r set state = 'read', read_at = clock_timestamp(), kind = $3, file_facts = $4, mapping = $5,
    rows_read = $6, rows_good = $7, rows_bad = $8, rows_ignored = $9, rows_blank = $10, rows_so_far = $6, reading_basis = $13,
    publish_when_read = case when r.publish_when_read then $12::int = 0 else w.asked and $11::int = 0 and $8::int = 0 end,
    held_back = case when r.publish_when_read then $12::int > 0 else w.asked and ($11::int > 0 or $8::int > 0) end
  from returns o join authorities a on a.id = o.authority_id
    cross join lateral (select a.publish_at_once and o.read_at is null as asked) w
  where r.id = $1 and o.id = r.id and r.attempt = $2 and r.state = 'reading'`

export function finishReadingValues(returnId: string, attempt: number, result: ReadResult): unknown[] {
  const { kind, file, mapping, counts } = result
  const sums = [counts.read, counts.good, counts.bad, counts.ignored, counts.blank]
  const questions = [result.openQuestions, result.mustConfirm]
  return [
    returnId,
    attempt,
    kind,
    storableJson(file),
    storableJson(mapping),
    ...sums,
    ...questions,
    result.basis,
  ]
}

export interface Refusal {
  code: string
  message: string
  kind?: ReturnKind
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
      refusal_message = ${withoutNul(refusal.message)}, kind = coalesce(${refusal.kind ?? null}, kind),
      file_facts = ${json(refusal.file)}, mapping = ${json(refusal.mapping)}
    where id = ${returnId} and attempt = ${attempt} and state = 'reading' returning 1`)
  return touched.length === 1
}

function json(value: unknown) {
  return value === undefined ? sql`null` : sql`${storableJson(value)}::jsonb`
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
  mapping: ColumnMapping[] | null
  refusal_code: string | null
  rows_good: number
}

/** The return, held against every other change until the transaction ends; what refers to it may still be written. */
export async function lockReturn(tx: Queryable, returnId: string): Promise<PublishableReturn | null> {
  const rows = await tx.execute<PublishableReturn>(sql`
    select id, authority_id, kind, state, publish_when_read, received_by, mapping, refusal_code,
      coalesce(rows_good, 0) as rows_good
    from returns where id = ${returnId} for no key update`)
  return rows[0] ?? null
}

/** Whether another transaction holds the return now, as its publication does for as long as it takes. */
export async function isHeld(tx: Queryable, returnId: string): Promise<boolean> {
  const rows = await tx.execute<{ there: boolean; free: boolean }>(sql`
    with free as materialized (select id from returns where id = ${returnId} for no key update skip locked)
    select exists (select from returns where id = ${returnId}) as there, exists (select from free) as free`)
  return rows[0]?.there === true && !rows[0].free
}

/** Publication was asked for beforehand, and cannot be without an answer of an officer. */
export async function holdBack(tx: Queryable, returnId: string): Promise<void> {
  await tx.execute(sql`
    update returns set publish_when_read = false, held_back = true where id = ${returnId} and publish_when_read`)
}

/** Whether the same file has been handed in anew, so that this return must stay as it is. */
export async function hasLiveTwin(tx: Queryable, returnId: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    select from returns r join returns o on o.authority_id = r.authority_id and o.file_id = r.file_id and o.id <> r.id
    where r.id = ${returnId} and o.state not in ('withdrawn', 'refused', 'failed') limit 1`)
  return rows.length > 0
}

/** Sends a return back to be read again, with what the officer said of it; whoever says so publishes it later. */
export async function reopenReturn(
  tx: Queryable,
  returnId: string,
  statedKind: ReturnKind | null,
): Promise<void> {
  await tx.execute(sql`
    update returns set state = 'received', stated_kind = coalesce(${statedKind}, stated_kind), publish_when_read = false,
      held_back = false, refusal_code = null, refusal_message = null, rows_so_far = 0
    where id = ${returnId}`)
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

/** A worker will publish it; until then it is shown as about to be. */
export async function markPublicationAsked(tx: Queryable, returnId: string): Promise<void> {
  await tx.execute(sql`update returns set publish_when_read = true where id = ${returnId}`)
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
