// How do contracts that were made up come to have systems run under them?
import { sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'

/** A system of the catalogue under every fifth contract, the commonest under a few hundred. */
export async function makeSystems(db: Db): Promise<void> {
  await db.execute(sql`
    with products as (
      select id, row_number() over (order by slug) as rank, count(*) over () as all_of_them from technologies
    )
    insert into deployments (authority_id, technology_id, natural_key, is_public, technology, contract_id, status)
    select c.authority_id, p.id, gen_random_uuid(), true, 'as made up', c.id, 'live'
    from (select id, authority_id, row_number() over (order by natural_key) as n from contracts) c
    join products p on p.rank = 1 + floor(power((c.n * 7919 % 9973) / 9973.0, 2) * p.all_of_them)::int
    where c.n % 5 = 0`)
  await db.execute(sql`vacuum analyze deployments`)
}
