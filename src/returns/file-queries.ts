// How is a file kept in the database, and read back whole?
import { isUtf8 } from 'node:buffer'
import { and, eq, sql } from 'drizzle-orm'
import { prepared, type Queryable } from '../db/client.ts'
import { copyBytesOut, literal } from '../db/copy.ts'
import { files } from '../db/schema/returns.ts'

export interface NewFile {
  authorityId: number
  name: string
  sha256: string
  bytes: number
}

/** Keeps a file of these bytes once an authority: its id, and whether its content must still be written. */
export async function insertFile(tx: Queryable, file: NewFile): Promise<{ id: string; isNew: boolean }> {
  const made = await tx.insert(files).values(file).onConflictDoNothing().returning({ id: files.id })
  if (made[0]) return { id: made[0].id, isNew: true }
  const same = and(eq(files.authorityId, file.authorityId), eq(files.sha256, file.sha256))
  const [found] = await tx.select({ id: files.id }).from(files).where(same)
  if (found === undefined) throw new Error('A file that stood in the way is gone.')
  return { id: found.id, isNew: false }
}

/**
 * Keeps one piece of a file; positions rise from 0. A piece that is text travels as text: of any other bytes PostgreSQL is
 * sent two letters each, which it must take together again.
 */
export async function insertChunk(
  tx: Queryable,
  fileId: string,
  position: number,
  bytes: Uint8Array,
): Promise<void> {
  const content = isText(bytes) ? sql`convert_to(${textOf(bytes)}::text, 'UTF8')` : sql`${bytes}`
  await tx.execute(sql`${prepared}
    insert into file_chunks (file_id, position, bytes) values (${fileId}, ${position}, ${content})`)
}

/** UTF-8 without NUL, which PostgreSQL takes for no letter. */
function isText(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && !bytes.includes(0)
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
}

/** The whole file from its beginning, in pieces of any size. */
export function fileContent(databaseUrl: string, fileId: string): AsyncIterable<Uint8Array> {
  return copyBytesOut(
    databaseUrl,
    `select bytes from file_chunks where file_id = ${literal(fileId)} order by position`,
  )
}
