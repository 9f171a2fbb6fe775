// Which systems run in a made-up register, under which contracts, and which suppliers belong together?
import { sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'

/**
 * Adds to `makeRegister`: each authority reports most products of the catalogue, each under a contract of its own, and one
 * supplier in twenty belongs to the group of another.
 */
export async function makeSystems(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select setseed(0.33)`)
    await tx.execute(sql`
      with file as (
        insert into files (authority_id, name, sha256, bytes)
        select id, 'systems.csv', encode(sha256(gen_random_uuid()::text::bytea), 'hex'), 1 from authorities returning id, authority_id
      )
      insert into returns (authority_id, file_id, kind, state, received_by, mapping, rows_read, rows_good, rows_bad,
        rows_ignored, rows_blank, published_at, published_by, publication)
      select authority_id, id, 'systems', 'published', 'bench', '[]', 0, 0, 0, 0, 0, now(), 'bench',
        1 + coalesce((select max(publication) from returns r where r.authority_id = file.authority_id), 0)
      from file`)
    await tx.execute(sql`
      create temp table run on commit drop as
      select gen_random_uuid() as id, a.id as authority_id, r.id as return_id, t.id as technology_id, t.product,
        t.service_areas[1] as area, nextval(pg_get_serial_sequence('deployment_versions', 'id')) as version_id,
        row_number() over (partition by a.id order by t.slug) as n
      from authorities a join returns r on r.authority_id = a.id and r.kind = 'systems' and r.received_by = 'bench'
      join technologies t on random() < 0.7`)
    await tx.execute(sql`
      insert into deployments (id, authority_id, technology_id, natural_key, version_id, is_public, technology, service_area_code,
        status, users, contract_id)
      select run.id, run.authority_id, run.technology_id, run.id, run.version_id, true, run.product, run.area, 'live',
        case when run.n % 3 > 0 then run.n * 7 end, c.id
      from run left join (
        select id, authority_id, row_number() over (partition by authority_id order by local_reference) as n from contracts where is_public
      ) c on c.authority_id = run.authority_id and c.n = run.n`)
    await tx.execute(sql`
      insert into deployment_versions (id, deployment_id, number, return_id, data_row, values, values_hash)
      overriding system value select version_id, id, 1, return_id, n, '{}', id from run`)
    await tx.execute(sql`
      insert into supplier_parents (child_name_id, parent_name_id, source, actor)
      select id, id + 1, 'bench', 'bench' from supplier_names n
      where id % 20 = 0 and exists (select from supplier_names o where o.id = n.id + 1)`)
  })
  for (const table of ['deployments', 'deployment_versions', 'supplier_parents'])
    await db.execute(sql`vacuum analyze ${sql.identifier(table)}`)
}

/** Slugs of the five largest suppliers, of the product that most authorities report, and the code of its service area. */
export async function mostCompared(db: Db): Promise<{ suppliers: string[]; product: string; area: string }> {
  const largest = await db.execute<{ slug: string }>(sql`
    select s.slug from suppliers s join supplier_names n on n.supplier_id = s.id
    join contract_suppliers cs on cs.supplier_name_id = n.id group by s.id order by count(*) desc limit 5`)
  const [found] = await db.execute<{ product: string; area: string }>(sql`
    select t.slug as product, max(d.service_area_code) as area from deployments d join technologies t on t.id = d.technology_id
    group by t.id order by count(*) desc limit 1`)
  return {
    suppliers: largest.map(({ slug }) => slug),
    product: found?.product ?? '',
    area: found?.area ?? '',
  }
}
