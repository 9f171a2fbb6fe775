// Which technologies are there, how many authorities report each, and what is known of one?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { deploymentsOf } from './deployment-queries.ts'
import { readCursor, writeCursor } from './list-cursor.ts'
import { nameKey } from './technology-name.ts'
import type {
  TechnologyDetail,
  TechnologyFilters,
  TechnologyPage,
  TechnologySummary,
} from './technology-schemas.ts'

/**
 * One page of the technologies that match, those that most authorities report first. A technology known from returns
 * only is shown while one of them is public.
 * @throws AppError `unknown_filter` for a cursor that is not ours.
 */
export async function searchTechnologies(db: Queryable, filters: TechnologyFilters): Promise<TechnologyPage> {
  const where = conditions(filters)
  const after = filters.cursor ? afterCursor(filters.cursor) : sql`true`
  const [counts, rows] = await Promise.all([
    db.execute<{ total: number; reported: number }>(sql`
      select count(*)::int as total, count(*) filter (where k.authorities > 0)::int as reported
      from ${known} where ${where}`),
    db.execute<KnownRow>(sql`
      select k.* from ${known} where ${where} and ${after}
      order by k.authorities desc, k.slug limit ${filters.limit + 1}`),
  ])
  const shown = rows.slice(0, filters.limit)
  const last = rows.length > filters.limit ? shown.at(-1) : undefined
  return {
    total: counts[0]?.total ?? 0,
    reported: counts[0]?.reported ?? 0,
    technologies: shown.map(toSummary),
    next_cursor: last ? writeCursor([last.authorities, last.slug]) : null,
  }
}

/** The technology, who reports it and who of the 33 does not; null when there is none to show. */
export async function findTechnology(db: Queryable, slug: string): Promise<TechnologyDetail | null> {
  const rows = await db.execute<KnownRow>(sql`select k.* from ${known} where k.slug = ${slug}`)
  const row = rows[0]
  if (row === undefined) return null
  const [names, deployments, contracts, others] = await Promise.all([
    db.execute<TechnologyDetail['other_names'][number]>(sql`
      select name, kind, until_year from technology_names
      where technology_id = ${row.id} and kind <> 'product' order by kind, lower(name)`),
    deploymentsOf(db, row.id),
    contractsSaidFor(db, row.id),
    authoritiesWithout(db, row.id),
  ])
  return {
    ...toSummary(row),
    other_names: [...names],
    deployments,
    contracts,
    not_reported: {
      by_authorities_with_a_systems_return: others.filter(hasReturn).map(named),
      no_systems_return: others.filter((one) => !hasReturn(one)).map(named),
    },
  }
}

/** Public contracts that officers said are for a technology and under which no return says it is run, by authority. */
async function contractsSaidFor(db: Queryable, technologyId: string): Promise<TechnologyDetail['contracts']> {
  const rows = await db.execute<TechnologyDetail['contracts'][number] & Record<string, unknown>>(sql`
    select c.id, c.title, json_build_object('slug', a.slug, 'name', a.name) as authority, c.current_end_on::text,
      c.max_end_on::text, jsonb_strip_nulls(jsonb_build_object(
        'current_end_on', nullif(v.values->>'current_end_on_precision', 'day'),
        'max_end_on', nullif(v.values->>'max_end_on_precision', 'day'))) as day_precision, r.is_sample
    from contract_technologies s
    join contracts c on c.id = s.contract_id and c.is_public
    join authorities a on a.id = c.authority_id
    join contract_versions v on v.id = c.version_id
    join returns r on r.id = v.return_id
    where s.technology_id = ${technologyId}::uuid and s.is_for
      and not exists (select from deployments d
        where d.contract_id = c.id and d.technology_id = s.technology_id and d.is_public)
    order by a.name, c.title, c.id`)
  return [...rows]
}

interface KnownRow extends Record<string, unknown> {
  id: string
  slug: string
  product: string
  maker: string | null
  makers: string[]
  category: string | null
  areas: { code: string; label: string }[]
  source: TechnologySummary['source']
  authorities: number
  is_sample: boolean
}

/** Technologies that may be shown, as `k`, each with what public deployments say of it. */
const known = sql`(
  select t.id, t.slug, t.product, t.maker, t.category, t.source,
    coalesce(d.authorities, 0) as authorities, coalesce(d.makers, '{}') as makers,
    coalesce(d.is_sample, t.source = 'sample') as is_sample,
    (select coalesce(json_agg(json_build_object('code', area.code, 'label', area.label) order by area.position), '[]')
      from service_areas area where area.code = any(t.service_areas || coalesce(d.areas, '{}'))) as areas,
    t.service_areas || coalesce(d.areas, '{}') as area_codes, coalesce(d.authority_slugs, '{}') as authority_slugs,
    ' ' || lower(concat_ws(' ', (select string_agg(n.key, ' ') from technology_names n where n.technology_id = t.id),
      t.maker, array_to_string(d.makers, ' '))) as words
  from technologies t
  left join lateral (
    select count(distinct p.authority_id)::int as authorities, bool_and(r.is_sample) as is_sample,
      array_agg(distinct p.maker) filter (where p.maker is not null) as makers,
      array_agg(distinct p.service_area_code) filter (where p.service_area_code is not null) as areas,
      array_agg(distinct a.slug) as authority_slugs, count(*) as deployments
    from deployments p
    join authorities a on a.id = p.authority_id
    join deployment_versions v on v.id = p.version_id
    join returns r on r.id = v.return_id
    where p.technology_id = t.id and p.is_public
  ) d on d.deployments > 0
  where t.source <> 'return' or d.deployments > 0
) k`

function conditions(filters: TechnologyFilters): SQL {
  const parts: SQL[] = [sql`true`]
  for (const word of nameKey(filters.q ?? '').split(' '))
    if (word !== '') parts.push(sql`strpos(k.words, ${` ${word}`}::text) > 0`)
  if (filters.authority?.length) parts.push(sql`k.authority_slugs && ${sql.param(filters.authority)}::text[]`)
  if (filters.service_area?.length)
    parts.push(sql`k.area_codes && ${sql.param(filters.service_area)}::text[]`)
  if (filters.reported === 'yes') parts.push(sql`k.authorities > 0`)
  return sql.join(parts, sql` and `)
}

function afterCursor(text: string): SQL {
  const cursor = readCursor(text, ['number', 'string'])
  if (cursor === null) {
    throw new AppError('unknown_filter', 'The cursor cannot be read. Start again from the first page.', [
      { place: 'cursor', message: 'is not a cursor that this list gave out' },
    ])
  }
  return sql`(-k.authorities, k.slug) > (${-Number(cursor[0])}::int, ${cursor[1]}::text)`
}

function toSummary(row: KnownRow): TechnologySummary {
  const { slug, product, maker, makers, category, areas, source, authorities, is_sample } = row
  return {
    slug,
    product,
    maker,
    makers_raw: makers,
    category,
    service_areas: areas,
    source,
    authorities,
    is_sample,
  }
}

interface OtherAuthority extends Record<string, unknown> {
  slug: string
  name: string
  has_systems_return: boolean
}

const hasReturn = (one: OtherAuthority) => one.has_systems_return
const named = ({ slug, name }: OtherAuthority) => ({ slug, name })

/** Those of London that report no deployment of it, by name. */
async function authoritiesWithout(db: Queryable, technologyId: string): Promise<OtherAuthority[]> {
  return await db.execute<OtherAuthority>(sql`
    select a.slug, a.name, exists (
      select from returns r where r.authority_id = a.id and r.kind = 'systems' and r.state = 'published') as has_systems_return
    from authorities a
    where a.in_london and not exists (
      select from deployments d where d.authority_id = a.id and d.technology_id = ${technologyId} and d.is_public)
    order by a.name`)
}
