// Which keys of machines are there?
import { randomBytes } from 'node:crypto'
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { apiKeys } from '../db/schema/accounts.ts'
import { authorities } from '../db/schema/authorities.ts'
import { sha256 } from '../lib/hash.ts'
import type { Permission } from './account.ts'

/** What every key begins with, so that scanners of leaked secrets can tell it. */
export const KEY_PREFIX = 't33_'

export interface ApiKey {
  id: string
  name: string
  authorityId: number
  authoritySlug: string
  authorityName: string
  /** The first letters, by which a person tells keys apart. */
  beginning: string
  permissions: Permission[]
  createdBy: string
  createdAt: Date
  expiresAt: Date
  revokedAt: Date | null
  lastUsedAt: Date | null
}

function selectKeys(db: Queryable) {
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      authorityId: apiKeys.authorityId,
      authoritySlug: authorities.slug,
      authorityName: authorities.name,
      beginning: apiKeys.beginning,
      permissions: sql<Permission[]>`${apiKeys.permissions}`,
      createdBy: apiKeys.createdBy,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .innerJoin(authorities, eq(authorities.id, apiKeys.authorityId))
}

/** The key itself, once: 256 random bits, so a plain SHA-256 of it is enough to keep. */
export function newKey(): string {
  return KEY_PREFIX + randomBytes(32).toString('base64url')
}

export interface NewKey {
  key: string
  name: string
  authorityId: number
  permissions: readonly Permission[]
  createdBy: string
  createdAt: Date
  expiresAt: Date
}

/** Keeps the hash of the key and answers the id under which it is kept. */
export async function insertKey(db: Queryable, { key, ...rest }: NewKey): Promise<string> {
  const [row] = await db
    .insert(apiKeys)
    .values({
      ...rest,
      permissions: [...rest.permissions],
      keyHash: sha256(key),
      beginning: key.slice(0, KEY_PREFIX.length + 6),
    })
    .returning({ id: apiKeys.id })
  if (row === undefined) throw new Error('The key was not kept.')
  return row.id
}

/** The key as long as it is neither revoked nor too old. */
export async function findLiveKey(db: Queryable, key: string, now: Date): Promise<ApiKey | null> {
  const rows = await selectKeys(db).where(
    and(eq(apiKeys.keyHash, sha256(key)), isNull(apiKeys.revokedAt), gt(apiKeys.expiresAt, now)),
  )
  return rows[0] ?? null
}

export async function findKey(db: Queryable, id: string): Promise<ApiKey | null> {
  const rows = await selectKeys(db).where(eq(apiKeys.id, id))
  return rows[0] ?? null
}

/** The keys of one authority, or of all, newest first. */
export function listKeys(db: Queryable, authorityId: number | null): Promise<ApiKey[]> {
  const own = authorityId === null ? undefined : eq(apiKeys.authorityId, authorityId)
  return selectKeys(db).where(own).orderBy(desc(apiKeys.createdAt))
}

/** False when it was revoked before. */
export async function markRevoked(db: Queryable, id: string, at: Date): Promise<boolean> {
  const rows = await db
    .update(apiKeys)
    .set({ revokedAt: at })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id })
  return rows.length === 1
}

export async function noteKeyUsed(db: Queryable, id: string, at: Date): Promise<void> {
  await db.update(apiKeys).set({ lastUsedAt: at }).where(eq(apiKeys.id, id))
}
