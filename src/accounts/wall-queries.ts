// How does PostgreSQL learn on whose behalf a transaction is?
import { sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'

/** The id of the one authority within reach, or all, or none; `shared`: none, and what those that take part share. */
export type Reach = number | 'all' | 'shared' | 'none'

/**
 * From here to its end the transaction acts as `thirty3_app`, which row security binds (migration 0006). Role and reach
 * end with the transaction, so a connection goes back to the pool without them.
 */
export async function raiseWalls(tx: Tx, reach: Reach): Promise<void> {
  const authority = typeof reach === 'number' ? String(reach) : ''
  const words = typeof reach === 'number' ? 'authority' : reach
  await tx.execute(sql`select
    set_config('thirty3.reach', ${words}, true),
    set_config('thirty3.authority', ${authority}, true),
    set_config('role', 'thirty3_app', true)`)
}
