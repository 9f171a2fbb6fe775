// How is a file kept in the database, and read back piece by piece?
import { and, eq } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { fileChunks, files } from '../db/schema/returns.ts'

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

export async function insertChunk(
  tx: Queryable,
  fileId: string,
  position: number,
  bytes: Uint8Array,
): Promise<void> {
  await tx.insert(fileChunks).values({ fileId, position, bytes })
}

/** The piece at `position` (0 = first), or null behind the last. */
export async function readChunk(db: Queryable, fileId: string, position: number): Promise<Uint8Array | null> {
  const here = and(eq(fileChunks.fileId, fileId), eq(fileChunks.position, position))
  const [row] = await db.select({ bytes: fileChunks.bytes }).from(fileChunks).where(here)
  return row?.bytes ?? null
}
