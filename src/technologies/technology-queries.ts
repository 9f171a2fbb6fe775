// Which technologies and service areas are known, and by which names?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { type StoredTechnology, sortedNames } from './catalogue-entry.ts'
import type { CatalogueServiceArea } from './catalogue-schemas.ts'
import type { ServiceArea } from './service-area.ts'
import type { KnownName } from './technology-name.ts'

const LOCK = 33_0003

/** One change of the technologies at a time, to the end of the transaction: two returns that name the same new product make one. */
export async function lockTechnologies(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
}

/** The names with these keys, by key. */
export async function namesByKey(tx: Queryable, keys: string[]): Promise<Map<string, KnownName[]>> {
  const rows = await tx.execute<{ key: string; technology_id: string; kind: KnownName['kind'] }>(sql`
    select key, technology_id, kind from technology_names where key = any(${sql.param(keys)}::text[])`)
  const names = new Map<string, KnownName[]>()
  for (const { key, technology_id: technologyId, kind } of rows)
    names.set(key, [...(names.get(key) ?? []), { technologyId, kind }])
  return names
}

/** Every technology that is stored. */
export async function listStored(tx: Queryable): Promise<StoredTechnology[]> {
  const rows = await tx.execute<StoredTechnology & Record<string, unknown>>(sql`
    select t.slug, t.product, t.maker, t.category, t.service_areas, t.source,
      coalesce(json_agg(json_build_object('name', n.name, 'key', n.key, 'kind', n.kind, 'until_year', n.until_year))
        filter (where n.name is not null), '[]') as names
    from technologies t left join technology_names n on n.technology_id = t.id group by t.id`)
  return rows.map((row) => ({ ...row, names: sortedNames(row.names) }))
}

/** Of these slugs and all that are one of them with a number behind, the ones that are taken. */
export async function takenSlugs(tx: Queryable, slugs: string[]): Promise<Set<string>> {
  const rows = await tx.execute<{ slug: string }>(sql`
    select slug from technologies where regexp_replace(slug, '-[0-9]+$', '') = any(${sql.param(slugs)}::text[])
      or slug = any(${sql.param(slugs)}::text[])`)
  return new Set(rows.map(({ slug }) => slug))
}

/** Stores technologies by slug, new or in place of what was there, with these names and no others. */
export async function storeTechnologies(tx: Queryable, technologies: StoredTechnology[]): Promise<void> {
  if (technologies.length === 0) return
  const given = sql`jsonb_to_recordset(${JSON.stringify(technologies)}::jsonb) as g(slug text, product text, maker text,
    category text, service_areas text[], source text, names jsonb)`
  await tx.execute(sql`
    insert into technologies (slug, product, maker, category, service_areas, source)
    select slug, product, maker, category, service_areas, source from ${given}
    on conflict (slug) do update set product = excluded.product, maker = excluded.maker,
      category = excluded.category, service_areas = excluded.service_areas, source = excluded.source`)
  await tx.execute(sql`
    delete from technology_names n using technologies t, ${given} where t.slug = g.slug and n.technology_id = t.id`)
  await tx.execute(sql`
    insert into technology_names (technology_id, name, key, kind, until_year)
    select t.id, n.name, n.key, n.kind, n.until_year
    from ${given} join technologies t on t.slug = g.slug
    cross join jsonb_to_recordset(g.names) as n(name text, key text, kind text, until_year smallint)`)
}

/** Removes those of the given technologies that no return ever named. */
export async function deleteUnused(tx: Queryable, slugs: string[]): Promise<void> {
  await tx.execute(sql`
    delete from technologies t where slug = any(${sql.param(slugs)}::text[])
      and not exists (select from deployments d where d.technology_id = t.id)`)
}

/** In the order of our list. */
export async function listServiceAreas(db: Queryable): Promise<ServiceArea[]> {
  return await db.execute<ServiceArea & Record<string, unknown>>(
    sql`select code, label from service_areas order by position, code`,
  )
}

export async function storeServiceAreas(tx: Queryable, areas: CatalogueServiceArea[]): Promise<void> {
  await tx.execute(sql`
    insert into service_areas (code, label, kind, core_system, position)
    select code, label, kind, core_system = 'yes', position
    from rows from (jsonb_to_recordset(${JSON.stringify(areas)}::jsonb)
      as (code text, label text, kind text, core_system text)) with ordinality as g(code, label, kind, core_system, position)
    on conflict (code) do update set label = excluded.label, kind = excluded.kind,
      core_system = excluded.core_system, position = excluded.position`)
}
