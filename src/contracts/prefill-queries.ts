// Which contracts does an authority's register hold now, and what does it say of them?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'

/**
 * Ids of the contracts that the next return should hold, in the order of the files they came from: those of the last
 * publication, and those it left out of which the authority said last that they still run or were forgotten. Contracts
 * that only their order tells apart come in that order.
 */
export async function contractsToReport(db: Queryable, authorityId: number): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    with own as (
      select c.id, c.natural_key, v.data_row, c.local_reference is null as is_unnumbered,
        fold_key(c.title) as title_key, c.start_on
      from contracts c join contract_versions v on v.id = c.version_id
      where c.authority_id = ${authorityId} and c.is_public
        and (c.confirmed_return_id is null or (
          select a.answer in ('still_running', 'forgotten') from contract_answers a
          where a.contract_id = c.id order by a.id desc limit 1))
    ), alike as (
      select *, count(*) over same as copies, min(data_row) over same as first_row
      from own window same as (partition by is_unnumbered, case when is_unnumbered then title_key else id::text end, start_on)
    )
    select id from alike a
    order by first_row, case when copies = 1 then 1 else coalesce((
      select min(n) from generate_series(2, 100) as n join alike o on a.natural_key = md5(o.natural_key::text || n)::uuid
      where o.is_unnumbered and o.title_key = a.title_key), 1) end, data_row, id`)
  return rows.map((row) => row.id)
}
