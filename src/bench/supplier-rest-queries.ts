// Is a register of suppliers that was loaded at once kept as one that grew by returns?
import { sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'

/** Does at once what PostgreSQL does by itself as a register grows: rows seen by all are marked, counted and written. */
export async function tidySuppliers(db: Db): Promise<void> {
  await db.execute(sql`vacuum (analyze) suppliers, supplier_names, supplier_keys`)
  await db.execute(sql`checkpoint`)
}
