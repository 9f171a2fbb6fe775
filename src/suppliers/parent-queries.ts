// Which supplier belongs to whose group?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'

export interface ParentLink {
  /** Slugs. */
  child: string
  parent: string
  source: string
  actor: string
}

/** Links two suppliers by their oldest spellings; false where one is not there, or both are the same. */
export async function insertParent(
  tx: Queryable,
  { child, parent, source, actor }: ParentLink,
): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into supplier_parents (child_name_id, parent_name_id, source, actor)
    select c.founder_name_id, p.founder_name_id, ${source}, ${actor} from suppliers c cross join suppliers p
    where c.slug = ${child} and p.slug = ${parent} and c.id <> p.id returning id`)
  return rows.length > 0
}

/** Takes such links back; how many stood. */
export async function revokeParent(tx: Queryable, child: string, parent: string): Promise<number> {
  const rows = await tx.execute(sql`
    update supplier_parents l set revoked_at = now()
    from supplier_names c, suppliers cs, supplier_names p, suppliers ps
    where l.child_name_id = c.id and cs.id = c.supplier_id and cs.slug = ${child}
      and l.parent_name_id = p.id and ps.id = p.supplier_id and ps.slug = ${parent} and l.revoked_at is null
    returning l.id`)
  return rows.length
}
