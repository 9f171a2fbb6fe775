// How does the program talk to PostgreSQL?
import { type SQL, sql } from 'drizzle-orm'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

export type Db = PostgresJsDatabase
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]
/** What a query asks: the pool, or the transaction it is part of. */
export type Queryable = Db | Tx

export interface DbOptions {
  max: number
  name: string
  /** Longest a statement may run, in milliseconds. */
  statementTimeout: number
}

export interface OpenDb {
  db: Db
  close(): Promise<void>
}

/** A pool of connections for drizzle alone; drizzle changes how its client reads dates, so nothing else may share it. */
export function openDb(url: string, options: DbOptions): OpenDb {
  const client = openClient(url, options)
  return { db: drizzle({ client: preparing(client) }), close: () => client.end({ timeout: 5 }) }
}

/**
 * Stands at the beginning of a statement that is asked often and needs the same plan whatever its values: it is parsed once
 * a connection, and planned a few times. Statements without it are planned for their values each time, as searching needs.
 */
export const prepared = sql.raw('/* prepared */')

const FEW = 200

/** As `prepared` where a statement is asked about a few rows; about many it is planned for the tables as they are now. */
export function preparedForFew(rows: number): SQL {
  return rows <= FEW ? prepared : sql.empty()
}

/** Drizzle sends whole statements unprepared; those that ask for it are prepared, in transactions and outside. */
function preparing(client: Sql): Sql {
  const begin = (use: (inner: postgres.TransactionSql) => unknown) =>
    client.begin((inner) => use(preparingUnsafe(inner)))
  return new Proxy(preparingUnsafe(client), {
    get: (target, name) => (name === 'begin' ? begin : Reflect.get(target, name)),
  })
}

/** The client would send a statement without values as plain text, which is parsed and planned each time. */
const PREPARED = { prepare: true, simple: false }

function preparingUnsafe<T extends postgres.ISql>(client: T): T {
  const unsafe: Sql['unsafe'] = (text, values, options) =>
    client.unsafe(
      text,
      values,
      text.trimStart().startsWith('/* prepared */') ? { ...options, ...PREPARED } : options,
    )
  return new Proxy(client, {
    get: (target, name) => (name === 'unsafe' ? unsafe : Reflect.get(target, name)),
  })
}

export type Sql = postgres.Sql

/** A plain client, for locks, notifications and setting up. The caller ends it. */
export function openClient(url: string, options: DbOptions): Sql {
  return postgres(url, {
    max: options.max,
    connect_timeout: 10,
    idle_timeout: 60,
    onnotice: () => {},
    connection: {
      application_name: options.name,
      statement_timeout: options.statementTimeout,
      // Nobody at a page waits longer for somebody else's work; a worker does.
      lock_timeout: options.statementTimeout > 0 && options.statementTimeout <= 5_000 ? 2_000 : 60_000,
      idle_in_transaction_session_timeout: 60_000,
      TimeZone: 'UTC',
    },
  })
}

/** Tries until the database answers. @throws Error after `seconds`, naming the last reason. */
export async function waitForDatabase(url: string, seconds: number): Promise<void> {
  const client = openClient(url, { max: 1, name: 'thirty3 waiting', statementTimeout: 5_000 })
  const last = performance.now() + seconds * 1000
  try {
    for (;;) {
      try {
        await client`select 1`
        return
      } catch (error) {
        if (performance.now() > last)
          throw new Error(`PostgreSQL does not answer: ${String(error)}`, { cause: error })
        await new Promise((resolve) => setTimeout(resolve, 250))
      }
    }
  } finally {
    await client.end({ timeout: 1 })
  }
}

/** Whether the database answers at all. */
export async function isAlive(db: Db): Promise<boolean> {
  try {
    await db.execute(sql`select 1`)
    return true
  } catch {
    return false
  }
}
