// Where does the account library keep what it needs, and which secret signs it?
import { randomBytes } from 'node:crypto'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { eq } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import {
  keptSecrets,
  sessions,
  signInMethods,
  twoFactors,
  users,
  verifications,
} from '../db/schema/accounts.ts'

/** The library's own names for our tables. */
export function authStore(db: Db) {
  return drizzleAdapter(db, {
    provider: 'pg',
    transaction: true,
    schema: {
      user: users,
      session: sessions,
      account: signInMethods,
      verification: verifications,
      twoFactor: twoFactors,
    },
  })
}

/** The secret of that name: 32 random bytes in base64url, made by whichever process asks first and the same for all. */
export async function keptSecret(db: Db, name: string): Promise<string> {
  const value = randomBytes(32).toString('base64url')
  await db.insert(keptSecrets).values({ name, value }).onConflictDoNothing()
  const [row] = await db
    .select({ value: keptSecrets.value })
    .from(keptSecrets)
    .where(eq(keptSecrets.name, name))
  if (row === undefined) throw new Error(`The secret ${name} is gone.`)
  return row.value
}
