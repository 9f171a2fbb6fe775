// Which people have an account, and what are they allowed?
import { and, asc, count, eq, isNull, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { signInMethods, users } from '../db/schema/accounts.ts'
import { authorities } from '../db/schema/authorities.ts'
import type { Permission, Role } from './account.ts'

export interface User {
  id: string
  name: string
  email: string
  role: Role
  authorityId: number | null
  authoritySlug: string | null
  authorityName: string | null
  permissions: Permission[]
  twoFactorEnabled: boolean
  emailVerified: boolean
  hasPassword: boolean
  disabledAt: Date | null
  createdAt: Date
}

const hasPassword = sql<boolean>`exists (
  select from ${signInMethods}
  where ${signInMethods.userId} = ${users.id} and ${signInMethods.providerId} = 'credential'
)`

function selectUsers(db: Queryable) {
  return db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: sql<Role>`${users.role}`,
      authorityId: users.authorityId,
      authoritySlug: authorities.slug,
      authorityName: authorities.name,
      permissions: sql<Permission[]>`${users.permissions}`,
      twoFactorEnabled: users.twoFactorEnabled,
      emailVerified: users.emailVerified,
      hasPassword,
      disabledAt: users.disabledAt,
      createdAt: users.createdAt,
    })
    .from(users)
    .leftJoin(authorities, eq(authorities.id, users.authorityId))
}

export async function findUser(db: Queryable, id: string): Promise<User | null> {
  const rows = await selectUsers(db).where(eq(users.id, id))
  return rows[0] ?? null
}

/** Officers of these authorities who may edit, unless their account is disabled. */
export async function editorsOf(db: Queryable, authorityIds: readonly number[]): Promise<User[]> {
  const ids = sql`any(${sql.param([...authorityIds])}::int[])`
  return selectUsers(db)
    .where(
      sql`${users.role} = 'officer' and ${users.disabledAt} is null and ${users.authorityId} = ${ids}
        and 'edit' = any(${users.permissions})`,
    )
    .orderBy(asc(users.email))
}

/** The address as kept: in lower case. */
export async function findUserByEmail(db: Queryable, email: string): Promise<User | null> {
  const rows = await selectUsers(db).where(eq(users.email, email.toLowerCase()))
  return rows[0] ?? null
}

export function listUsers(db: Queryable): Promise<User[]> {
  return selectUsers(db).orderBy(asc(users.email))
}

export async function isUserDisabled(db: Queryable, id: string): Promise<boolean> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, id), isNull(users.disabledAt)))
  return rows.length === 0
}

export interface NewUser {
  email: string
  name: string
  role: Role
  authorityId: number | null
  permissions: readonly Permission[]
  invitedBy: string
}

/** The id of the new account, or null when the address has one already. */
export async function insertUser(db: Queryable, user: NewUser): Promise<string | null> {
  const [row] = await db
    .insert(users)
    .values({ ...user, email: user.email.toLowerCase(), permissions: [...user.permissions] })
    .onConflictDoNothing()
    .returning({ id: users.id })
  return row?.id ?? null
}

export interface Standing {
  role: Role
  authorityId: number | null
  permissions: readonly Permission[]
}

export async function updateStanding(db: Queryable, id: string, standing: Standing): Promise<void> {
  await db
    .update(users)
    .set({ ...standing, permissions: [...standing.permissions], updatedAt: sql`now()` })
    .where(eq(users.id, id))
}

export async function updateName(db: Queryable, id: string, name: string): Promise<void> {
  await db.update(users).set({ name, updatedAt: sql`now()` }).where(eq(users.id, id))
}

export async function setDisabled(db: Queryable, id: string, disabledAt: Date | null): Promise<void> {
  await db.update(users).set({ disabledAt, updatedAt: sql`now()` }).where(eq(users.id, id))
}

export async function countActiveAdmins(db: Queryable): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(users)
    .where(and(eq(users.role, 'admin'), isNull(users.disabledAt)))
  return row?.n ?? 0
}

/** One change to who the admins are at a time, to the end of the transaction. */
export async function lockAdmins(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(330002)`)
}

/** One thing done to a person at a time, to the end of the transaction. */
export async function lockUser(tx: Queryable, id: string): Promise<void> {
  await tx.execute(sql`select 1 from users where id = ${id} for no key update`)
}

/** Gives the account this password, kept as its hash, in place of any other. */
export async function savePassword(db: Queryable, userId: string, hash: string): Promise<void> {
  const kept = and(eq(signInMethods.userId, userId), eq(signInMethods.providerId, 'credential'))
  const changed = await db
    .update(signInMethods)
    .set({ password: hash, updatedAt: sql`now()` })
    .where(kept)
    .returning({ id: signInMethods.id })
  if (changed.length > 0) return
  await db
    .insert(signInMethods)
    .values({ userId, providerId: 'credential', accountId: userId, password: hash })
}

export async function findPasswordHash(db: Queryable, userId: string): Promise<string | null> {
  const [row] = await db
    .select({ password: signInMethods.password })
    .from(signInMethods)
    .where(and(eq(signInMethods.userId, userId), eq(signInMethods.providerId, 'credential')))
  return row?.password ?? null
}
