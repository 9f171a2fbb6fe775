// By what are the rows of earlier returns known again, and for how long?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { copyBytesOut, literal } from '../db/copy.ts'

/** Prints take some hundred bytes a row; of so many times the rows of the last return most are of rows long gone. */
const MOST_BYTES_A_ROW = 300
/** They are held in memory beside what is being read: of a larger register rows are read and stored as if nothing was known. */
const MOST_BYTES = 64 * 1024 * 1024

/** What is known of rows on a basis: their prints; null where nothing is. */
export type AskKnown = (basis: string) => Promise<Uint8Array | null>

/**
 * What is known of the rows of an authority that are public: fetched when it is asked for, or beforehand where `isLikely`,
 * and given where they were read on the basis named. Where most of it is of rows long gone nothing is known: the next return
 * begins anew.
 */
export function fetchKnown(
  { db, databaseUrl }: { db: Queryable; databaseUrl: string },
  authorityId: number,
  { isLikely }: { isLikely: boolean },
): AskKnown {
  const fetch = () => knownPrints(db, databaseUrl, authorityId)
  const begun = isLikely ? fetch() : null
  // Looked at when it is asked for, which may be never.
  begun?.catch(() => {})
  return async (basis) => {
    const known = await (begun ?? fetch())
    return known?.basis === basis ? known.prints : null
  }
}

interface LastReading extends Record<string, unknown> {
  basis: string
  rows: number
  bytes: number
}

async function knownPrints(
  db: Queryable,
  databaseUrl: string,
  authorityId: number,
): Promise<{ basis: string; prints: Uint8Array } | null> {
  const [last] = await db.execute<LastReading>(sql`
    with last as (
      select reading_basis as basis, rows_read as rows from returns
      where authority_id = ${authorityId} and state = 'published' and reading_basis is not null
      order by publication desc limit 1)
    select last.basis, last.rows, (
      select coalesce(sum(octet_length(p.prints)), 0) from row_prints p join returns r on r.id = p.return_id
      where r.authority_id = ${authorityId} and r.state = 'published' and r.reading_basis = last.basis)::float8 as bytes
    from last`)
  if (last === undefined || last.bytes > Math.min(last.rows * MOST_BYTES_A_ROW, MOST_BYTES)) return null
  const prints = `
    select p.prints from returns r join row_prints p on p.return_id = r.id
    where r.authority_id = ${Number(authorityId)} and r.state = 'published' and r.reading_basis = ${literal(last.basis)}
    order by r.publication, p.position`
  return { basis: last.basis, prints: await filled(last.bytes, copyBytesOut(databaseUrl, prints)) }
}

/** In a buffer of their own, which can be given to a thread. What has come meanwhile beyond its size is left out. */
async function filled(size: number, pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const bytes = new Uint8Array(size)
  let at = 0
  for await (const piece of pieces) {
    const fitting = piece.subarray(0, size - at)
    bytes.set(fitting, at)
    at += fitting.length
  }
  return bytes.subarray(0, at)
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
