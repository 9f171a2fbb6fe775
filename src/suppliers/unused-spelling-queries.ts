// Which spellings does nobody use any more, so that they can be forgotten?
import { sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'

/**
 * Of these spellings, forgets those that no contract and no deployment names and about which nobody has judged, with the
 * suppliers that they alone made. One on which others of its supplier stand remains.
 */
export async function forgetUnusedSpellings(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx.execute(sql`
    create temp table unused_spellings on commit drop as
    select n.id from supplier_names n
    where n.id = any(${sql.param(ids.map(String))}::text[]::bigint[])
      and not exists (select from contract_suppliers c where c.supplier_name_id = n.id)
      and not exists (select from deployment_suppliers d where d.supplier_name_id = n.id)
      and not exists (select from supplier_judgements j where n.id in (j.left_name_id, j.right_name_id))
      and not exists (select from supplier_parents p where n.id in (p.child_name_id, p.parent_name_id))
      and not exists (select from supplier_retirements t where t.founder_name_id = n.id)
      and not exists (
        select from suppliers s join supplier_names o on o.supplier_id = s.id and o.id <> n.id where s.founder_name_id = n.id)`)
  const unused = sql`(select id from unused_spellings)`
  await tx.execute(
    sql`delete from supplier_decisions where name_id in ${unused} or other_name_id in ${unused}`,
  )
  await tx.execute(sql`delete from supplier_identifiers where supplier_name_id in ${unused}`)
  await tx.execute(sql`delete from supplier_names where id in ${unused}`)
  await tx.execute(sql`delete from suppliers where founder_name_id in ${unused}`)
  await tx.execute(sql`drop table unused_spellings`)
}
