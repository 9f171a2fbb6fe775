// By what are the rows of earlier returns known again, and for how long?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { copyBytesOut, literal } from '../db/copy.ts'

/** Prints take some hundred bytes a row; of so many times the rows of the last return most are of rows long gone. */
const MOST_BYTES_A_ROW = 300

/**
 * What is known of the rows of an authority that are public, fetched from now on; asked for it, it is given where they were
 * read on the basis named. Where most of it is of rows long gone nothing is known: the next return begins anew.
 */
export function fetchKnown(
  { db, databaseUrl }: { db: Queryable; databaseUrl: string },
  authorityId: number,
): (basis: string) => Promise<Uint8Array | null> {
  const fetched = knownPrints(db, databaseUrl, authorityId)
  // Looked at when it is asked for; a small file never does.
  fetched.catch(() => {})
  return async (basis) => {
    const known = await fetched
    return known?.basis === basis ? known.prints : null
  }
}

async function knownPrints(
  db: Queryable,
  databaseUrl: string,
  authorityId: number,
): Promise<{ basis: string; prints: Uint8Array } | null> {
  const [last] = await db.execute<{ basis: string; rows: number }>(sql`
    select r.reading_basis as basis, r.rows_read as rows from returns r
    where r.authority_id = ${authorityId} and r.state = 'published' and r.reading_basis is not null
    order by r.publication desc limit 1`)
  if (last === undefined) return null
  const pieces: Uint8Array[] = []
  let bytes = 0
  const prints = `
    select p.prints from returns r join row_prints p on p.return_id = r.id
    where r.authority_id = ${authorityId} and r.state = 'published' and r.reading_basis = ${literal(last.basis)}
    order by r.publication, p.position`
  for await (const piece of copyBytesOut(databaseUrl, prints)) {
    bytes += piece.length
    if (bytes > last.rows * MOST_BYTES_A_ROW) return null
    pieces.push(piece)
  }
  return { basis: last.basis, prints: whole(pieces) }
}

/** In a buffer of their own, which can be given to a thread. */
function whole(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/**
 * Once a return is public: prints of its authority and kind that were read on another basis go, and all of the others where
 * it carries no row on, for it then states all that is public.
 */
export async function forgetOldPrints(tx: Queryable, returnId: string): Promise<void> {
  await tx.execute(sql`
    delete from row_prints p using returns r, returns o
    where r.id = ${returnId} and o.authority_id = r.authority_id and o.kind = r.kind and o.id <> r.id
      and o.state in ('published', 'withdrawn') and p.return_id = o.id
      and (o.reading_basis is distinct from r.reading_basis
        or not exists (select from return_sources s where s.return_id = r.id))`)
}
