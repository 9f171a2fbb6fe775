// Which deployments does an authority's register hold now?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'

/**
 * Ids of the deployments that the next return should hold, in the order of the files they came from: those of the last
 * publication, and those it left out of which the authority said last that they still run or were forgotten. Deployments
 * that only their order tells apart come in that order.
 */
export async function deploymentsToReport(db: Queryable, authorityId: number): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    with own as (
      select d.id, d.natural_key, v.data_row, d.technology_id
      from deployments d join deployment_versions v on v.id = d.version_id
      where d.authority_id = ${authorityId} and d.is_reported
        and (d.confirmed_return_id is null or (
          select a.answer in ('still_running', 'forgotten') from deployment_answers a
          where a.deployment_id = d.id order by a.id desc limit 1))
    ), copies as (
      select o.id, o.data_row, first.id as first_id, first.data_row as first_row, n
      from own first cross join generate_series(2, 50) as n
      join own o on o.technology_id = first.technology_id and o.natural_key = md5(first.natural_key::text || n)::uuid
    )
    select o.id
    from own o left join copies c on c.id = o.id
    order by coalesce(c.first_row, o.data_row), coalesce(c.n, 1), o.id`)
  return rows.map((row) => row.id)
}
