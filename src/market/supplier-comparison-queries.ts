// What does the register know of some suppliers, contract by contract?
import { sql } from 'drizzle-orm'
import type { DayPrecision } from '../contracts/contract-schemas.ts'
import { dayPrecision } from '../contracts/contract-summary-queries.ts'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { AnnualSource } from './annual-value.ts'

export interface HeldContract extends Record<string, unknown> {
  /** Slug of the supplier. */
  supplier: string
  id: string
  title: string
  authority: { slug: string; name: string }
  start_on: CalendarDate | null
  current_end_on: CalendarDate | null
  max_end_on: CalendarDate | null
  day_precision: DayPrecision
  ended_on: CalendarDate | null
  is_sub_contractor: boolean
  holders: number
  /** Its part of the amount a year, and of the whole term, in pence; null where there is none. */
  annual: number | null
  annual_from: AnnualSource | null
  whole: number | null
  whole_field: string | null
  service_areas: string[]
  is_sme: boolean | null
  is_vcse: boolean | null
  moved_later: boolean
  is_sample: boolean
}

/** Public contracts in which the suppliers have a part, each once for each of them. Odd pence go to those named first, as in shares. */
export function heldContracts(db: Queryable, slugs: readonly string[]): Promise<HeldContract[]> {
  return db.execute<HeldContract>(sql`
    with chosen as (select id, slug from suppliers where slug = any(${sql.param(slugs)}::text[])),
    part as (
      select cs.contract_id, n.supplier_id, min(cs.position) as position, bool_and(cs.role is not distinct from 'sub_contractor') as is_sub_contractor
      from contract_suppliers cs join supplier_names n on n.id = cs.supplier_name_id
      where cs.contract_id in (
        select o.contract_id from contract_suppliers o join supplier_names m on m.id = o.supplier_name_id
        join chosen on chosen.id = m.supplier_id) and n.supplier_id is not null
      group by 1, 2
    ), held as (
      select part.*, count(*) filter (where not is_sub_contractor) over (partition by contract_id) as holders,
        count(*) filter (where not is_sub_contractor) over (partition by contract_id order by position) as place
      from part
    )
    select chosen.slug as supplier, c.id, c.title, json_build_object('slug', a.slug, 'name', a.name) as authority,
      c.start_on::text, c.current_end_on::text, c.max_end_on::text, ${dayPrecision} as day_precision, held.is_sub_contractor, held.holders::int as holders,
      case when said.answer = 'ended' then said.ended_on::text end as ended_on,
      case when held.holders > 0 then (v.annual_pence / held.holders
        + case when held.place <= v.annual_pence % held.holders then 1 else 0 end)::float8 end as annual, v.annual_from,
      case when held.holders > 0 and c.value_field like 'value_whole_term%' then (c.value_pence / held.holders
        + case when held.place <= c.value_pence % held.holders then 1 else 0 end)::float8 end as whole, c.value_field as whole_field,
      array(select area.label from service_areas area where fold_key(c.service_area) in (fold_key(area.label), fold_key(area.code))
        union select area.label from deployments d join service_areas area on area.code = d.service_area_code
        where d.contract_id = c.id and d.is_public order by 1) as service_areas,
      c.is_sme, c.is_vcse, r.is_sample,
      coalesce((select min(o.values->>'current_end_on') from contract_versions o join returns p on p.id = o.return_id
        where o.contract_id = c.id and p.state = 'published' and o.number < v.number) < c.current_end_on::text, false) as moved_later
    from held join chosen on chosen.id = held.supplier_id
    join contracts c on c.id = held.contract_id and c.is_public
    join authorities a on a.id = c.authority_id
    join contract_versions v on v.id = c.version_id join returns r on r.id = v.return_id
    left join lateral (
      select a.answer, a.ended_on from contract_answers a where a.contract_id = c.id order by a.id desc limit 1
    ) said on c.confirmed_return_id is not null
    order by c.current_end_on nulls last, c.title, c.id, chosen.slug`)
}

export interface KnownTechnology extends Record<string, unknown> {
  slug: string
  product: string
  maker: string | null
  /** Slugs of those of the suppliers that a systems return, or a contract it runs under, names. */
  suppliers: string[]
}

/** Every product with a known maker, and those that the suppliers supply. */
export function technologiesSupplied(db: Queryable, slugs: readonly string[]): Promise<KnownTechnology[]> {
  return db.execute<KnownTechnology>(sql`
    with supplied as (
      select d.technology_id, s.slug from deployment_suppliers ds
      join supplier_names n on n.id = ds.supplier_name_id join suppliers s on s.id = n.supplier_id
      join deployments d on d.id = ds.deployment_id and d.is_public
      where s.slug = any(${sql.param(slugs)}::text[])
      union
      select d.technology_id, s.slug from contract_suppliers cs
      join supplier_names n on n.id = cs.supplier_name_id join suppliers s on s.id = n.supplier_id
      join deployments d on d.contract_id = cs.contract_id and d.is_public join contracts c on c.id = cs.contract_id and c.is_public
      where s.slug = any(${sql.param(slugs)}::text[]) and cs.role is distinct from 'sub_contractor'
    )
    select t.slug, t.product, t.maker, coalesce(array_agg(supplied.slug order by supplied.slug) filter (where supplied.slug is not null), '{}') as suppliers
    from technologies t left join supplied on supplied.technology_id = t.id
    where t.maker is not null or supplied.slug is not null
    group by t.id order by lower(t.product), t.slug`)
}

export interface ComparedIdentity extends Record<string, unknown> {
  slug: string
  parents: { slug: string; name: string }[]
  /** Comparison forms of its spellings. */
  keys: string[]
}

export function comparedIdentities(db: Queryable, slugs: readonly string[]): Promise<ComparedIdentity[]> {
  return db.execute<ComparedIdentity>(sql`
    select s.slug, array(select distinct n.strict_key from supplier_names n where n.supplier_id = s.id and n.strict_key <> '') as keys,
      (select coalesce(json_agg(distinct jsonb_build_object('slug', p.slug, 'name', p.name)), '[]')
        from supplier_parents l join supplier_names child on child.id = l.child_name_id
        join supplier_names above on above.id = l.parent_name_id join suppliers p on p.id = above.supplier_id
        where child.supplier_id = s.id and l.revoked_at is null) as parents
    from suppliers s where s.slug = any(${sql.param(slugs)}::text[])`)
}
