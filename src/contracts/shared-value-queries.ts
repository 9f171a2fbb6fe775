// Which values do participating authorities share with whoever this transaction is for?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { SharedFilters, SharedValue } from './shared-value-schemas.ts'

/** The name under which a value stands in the list, whose it is, of what, and which field. */
export type SharedPlace = readonly [name: string, authority: string, subject: string, field: string]

export interface SharedRow {
  place: SharedPlace
  value: SharedValue
}

interface Row extends SharedValue, Record<string, unknown> {
  subject_id: string
  name: string
}

/** By the name of what they are of, then by authority. The view itself shows nothing to whoever may not see it (migration 0017). */
export async function sharedValues(
  tx: Queryable,
  filters: SharedFilters,
  after: SharedPlace | null,
  limit: number,
): Promise<SharedRow[]> {
  const rows = await tx.execute<Row>(sql`
    select * from (${rowsOf(filters)}) shown
    where ${after === null ? sql`true` : sql`(name, authority_slug, subject_id, field) > (${after[0]}, ${after[1]}, ${after[2]}::uuid, ${after[3]})`}
    order by name, authority_slug, subject_id, field limit ${limit}`)
  return rows.map(({ name, subject_id: subject, authority_slug: slug, ...value }) => ({
    place: [name, String(slug), subject, value.field] as const,
    value,
  }))
}

export async function countShared(tx: Queryable, filters: SharedFilters): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(
    sql`select count(*)::int as total from (${rowsOf(filters)}) s`,
  )
  return row?.total ?? 0
}

function rowsOf({ authority, technology }: SharedFilters): SQL {
  const parts = [sql`true`]
  if (authority?.length) parts.push(sql`a.slug = any(${sql.param(authority)}::text[])`)
  if (technology?.length) parts.push(sql`t.slug = any(${sql.param(technology)}::text[])`)
  return sql`
    select lower(coalesce(t.product, s.title)) collate "C" as name, a.slug collate "C" as authority_slug, s.subject_id,
      s.field collate "C" as field, jsonb_build_object('slug', a.slug, 'name', a.name) as authority, s.title,
      case when t.id is not null then jsonb_build_object('slug', t.slug, 'product', t.product) end as technology,
      s.contract_id, s.service_area, s.value, ${isoInstant('s.published_at')} as reported_at, s.is_sample
    from shared_values s
    join authorities a on a.id = s.authority_id
    left join technologies t on t.id = s.technology_id
    where ${sql.join(parts, sql` and `)}`
}
