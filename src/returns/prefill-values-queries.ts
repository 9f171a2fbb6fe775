// What did the rows say that contracts or deployments stand on now?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { ReturnKind } from './read-types.ts'
import { REGISTER } from './register-of-kind-queries.ts'

/** The values of each as they were read, withheld ones too, in the order of `ids`: for their authority alone. */
export async function valuesAsRead(
  db: Queryable,
  kind: ReturnKind,
  ids: readonly string[],
): Promise<Record<string, unknown>[]> {
  const { things, versions } = REGISTER[kind]
  const rows = await db.execute<{ values: Record<string, unknown> }>(sql`
    select w.values
    from unnest(${sql.param([...ids])}::uuid[]) with ordinality as asked(id, place)
    join ${things} c on c.id = asked.id
    join ${versions} v on v.id = c.version_id
    join stated_rows w on w.return_id = v.return_id and w.data_row = v.data_row
    order by asked.place`)
  return rows.map((row) => row.values)
}
