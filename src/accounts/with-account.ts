// How is something done on behalf of an account, so that the database too stops it at the border of the authority?
import type { Db, Tx } from '../db/client.ts'
import type { Account } from './account.ts'
import { type Reach, raiseWalls } from './wall-queries.ts'

/**
 * One transaction that reads and changes only what the account may: the drafts of its own authority, of every one for an
 * admin, of none for others, and what is public. A foreign row is not found; writing one throws (42501). It does not ask
 * what the account may do to its own: that is for `can`.
 */
export function withAccount<T>(db: Db, account: Account | null, act: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await raiseWalls(tx, reachOf(account))
    return act(tx)
  })
}

/** The same as a database whose every transaction is within the walls, for use cases that open their own. */
export function behindWalls(db: Db, account: Account | null): Pick<Db, 'transaction'> {
  return {
    transaction: (act, config) =>
      db.transaction(async (tx) => {
        await raiseWalls(tx, reachOf(account))
        return act(tx)
      }, config),
  }
}

function reachOf(account: Account | null): Reach {
  if (account?.role === 'admin') return 'all'
  if (account?.role === 'procurement-lead') return 'shared'
  return account?.role === 'officer' ? (account.authorityId ?? 'none') : 'none'
}
