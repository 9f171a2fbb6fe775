// What has resolving made of the names of the register?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'

export interface SupplierReport extends Record<string, unknown> {
  spellings: number
  /** Spellings that name no organisation, by kind. */
  none: Record<string, number>
  suppliers: number
  /** Spellings that stand with an older one. */
  merged: number
  /** Pairs of suppliers that wait for a person. */
  queued: number
  /** Suppliers whose spellings are stated, or known, to be of more than one company: none, if the rules hold. */
  withTwoNumbers: number
}

export async function supplierReport(db: Queryable): Promise<SupplierReport> {
  const [row] = await db.execute<SupplierReport>(sql`
    select count(*)::int as spellings, count(distinct supplier_id)::int as suppliers,
      (count(*) filter (where supplier_id is not null) - count(distinct supplier_id))::int as merged,
      (select coalesce(jsonb_object_agg(kind, n), '{}') from (
        select kind, count(*)::int as n from supplier_names where supplier_id is null group by kind) k) as none,
      (select count(*)::int from (
        select distinct least(l.supplier_id, r.supplier_id), greatest(l.supplier_id, r.supplier_id)
        from supplier_decisions d join supplier_names l on l.id = d.name_id join supplier_names r on r.id = d.other_name_id
        where d.decision = 'review' and l.supplier_id <> r.supplier_id) q) as queued,
      (select count(*)::int from (
        select supplier_id from supplier_names where supplier_id is not null
        group by supplier_id having count(distinct coalesce(register_number, nullif(company_number, ''))) > 1) t) as "withTwoNumbers"
    from supplier_names`)
  if (row === undefined) throw new Error('an aggregate has one row')
  return row
}

export interface LargeSupplier extends Record<string, unknown> {
  name: string
  spellings: string[]
}

/** The suppliers with most spellings. */
export function largestSuppliers(db: Queryable, most: number): Promise<LargeSupplier[]> {
  return db.execute<LargeSupplier>(sql`
    select s.name, array_agg(n.name || case n.company_number when '' then '' else ' (' || n.company_number || ')' end
      order by n.id) as spellings
    from suppliers s join supplier_names n on n.supplier_id = s.id
    group by s.id having count(*) > 1 order by count(*) desc, s.slug limit ${most}`)
}
