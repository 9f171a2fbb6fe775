// Which worker reads a return, and does it still?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { ReturnKind } from './read-types.ts'

/** After this many seconds without a sign of life a reading is taken over. */
const STALE_SECONDS = 3

export interface Claim {
  attempt: number
  fileId: string
  fileBytes: number
  fileName: string
  authorityId: number
  /** The kind an officer named; null: to be recognised. */
  statedKind: ReturnKind | null
}

interface ClaimRow extends Record<string, unknown> {
  attempt: number
  file_id: string
  file_bytes: number
  name: string
  authority_id: number
  stated_kind: ReturnKind | null
}

/**
 * Takes the return for reading; null when it is being read, was read, or is gone. Every later write names the attempt,
 * so that a worker that was thought dead and comes back changes nothing.
 */
export async function claimForReading(db: Queryable, returnId: string): Promise<Claim | null> {
  const rows = await db.execute<ClaimRow>(sql`
    update returns r set state = 'reading', attempt = r.attempt + 1, heartbeat_at = clock_timestamp(), rows_so_far = 0
    from files f
    where r.id = ${returnId} and f.id = r.file_id
      and (r.state = 'received' or (r.state = 'reading'
        and r.heartbeat_at < clock_timestamp() - make_interval(secs => ${STALE_SECONDS})))
    returning r.attempt, r.file_id, f.name, f.bytes::float8 as file_bytes, r.authority_id, r.stated_kind`)
  const row = rows[0]
  if (row === undefined) return null
  const {
    attempt,
    file_id: fileId,
    file_bytes: fileBytes,
    name: fileName,
    authority_id: authorityId,
    stated_kind: statedKind,
  } = row
  return { attempt, fileId, fileBytes, fileName, authorityId, statedKind }
}

/** Lets the return go that could not be read at this attempt: whoever tries next need not wait until the claim is stale. */
export async function releaseClaim(db: Queryable, returnId: string, attempt: number): Promise<void> {
  await db.execute(sql`
    update returns set state = 'received' where id = ${returnId} and attempt = ${attempt} and state = 'reading'`)
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
