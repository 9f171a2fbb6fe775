// By what are the rows of the last return known again, and for how long?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { copyBytesOut, literal } from '../db/copy.ts'
import type { KnownReturn } from './carry-rows.ts'

/**
 * The prints of the authority's latest public return that has some, fetched from now on; asked for them, they are given where
 * that return was read on the basis named.
 */
export function fetchKnown(
  { db, databaseUrl }: { db: Queryable; databaseUrl: string },
  authorityId: number,
): (basis: string) => Promise<KnownReturn | null> {
  const fetched = latestPrints(db, databaseUrl, authorityId)
  // Looked at when it is asked for; a small file never does.
  fetched.catch(() => {})
  return async (basis) => {
    const found = await fetched
    return found?.basis === basis ? found.known : null
  }
}

async function latestPrints(
  db: Queryable,
  databaseUrl: string,
  authorityId: number,
): Promise<{ basis: string; known: KnownReturn } | null> {
  const [found] = await db.execute<{ id: string; basis: string }>(sql`
    select r.id, r.reading_basis as basis from returns r
    where r.authority_id = ${authorityId} and r.state = 'published' and r.reading_basis is not null
      and exists (select from row_prints p where p.return_id = r.id)
    order by r.published_at desc limit 1`)
  if (found === undefined) return null
  const pieces: Uint8Array[] = []
  const prints = `select prints from row_prints where return_id = ${literal(found.id)} order by position`
  for await (const piece of copyBytesOut(databaseUrl, prints)) pieces.push(piece)
  return { basis: found.basis, known: { returnId: found.id, prints: whole(pieces) } }
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

/** Once a return is public only its own prints are asked for: those of the others of its authority and kind go. */
export async function forgetOtherPrints(tx: Queryable, returnId: string): Promise<void> {
  await tx.execute(sql`
    delete from row_prints p using returns r, returns o
    where r.id = ${returnId} and o.authority_id = r.authority_id and o.kind = r.kind and o.id <> r.id
      and o.state in ('published', 'withdrawn') and p.return_id = o.id`)
}
