// Which authorities run what was asked for, under which contracts and at what price?
import { type SQL, sql } from 'drizzle-orm'
import type { DayPrecision } from '../contracts/contract-schemas.ts'
import { dayPrecision } from '../contracts/contract-summary-queries.ts'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { AnnualSource } from './annual-value.ts'

/** A product, or every product reported for a service area. */
export type PeerScope = { technology: string } | { serviceArea: string }

export interface PeerAuthority extends Record<string, unknown> {
  slug: string
  name: string
  laCode: string | null
  tileColumn: number | null
  tileRow: number | null
  population: number | null
  returned_on: CalendarDate | null
  unplaced: number
}

/** The 33 authorities of London by name, with the day of their latest systems return. */
export function peerAuthorities(db: Queryable): Promise<PeerAuthority[]> {
  return db.execute<PeerAuthority>(sql`
    select a.slug, a.name, a.la_code as "laCode", a.tile_column as "tileColumn", a.tile_row as "tileRow", a.population,
      (select max(r.published_at at time zone 'Europe/London')::date::text from returns r
        where r.authority_id = a.id and r.kind = 'systems' and r.state = 'published') as returned_on,
      (select count(*)::int from deployments d
        where d.authority_id = a.id and d.is_public and d.service_area_code is null) as unplaced
    from authorities a where a.in_london order by a.name`)
}

export interface PeerSupplier {
  name: string
  slug: string | null
  role: string | null
}

export interface PeerSystem extends Record<string, unknown> {
  id: string
  authority: string
  technology: { slug: string; product: string }
  maker: string | null
  suppliers: PeerSupplier[]
  service_area: string | null
  status: string | null
  hosting: string | null
  users: number | null
  current_end_on: CalendarDate | null
  /** As the systems return states it, in pence. */
  own_annual: number | null
  in_latest_return: boolean
  confirmed_at: string
  is_sample: boolean
  contract: PeerContract | null
  /** Names of the fields that the authority keeps from the public, of the system or of its contract. */
  withheld: string[]
}

export interface PeerContract {
  id: string
  title: string
  current_end_on: CalendarDate | null
  max_end_on: CalendarDate | null
  day_precision: DayPrecision
  route: string | null
  annual: number | null
  source: AnnualSource | null
  suppliers: PeerSupplier[]
  /** Other products that are reported to run under it. */
  others: number
}

/** Public systems of the scope in London, by authority, product and service area. Satisfaction is not among what is read. */
export function peerSystems(db: Queryable, scope: PeerScope): Promise<PeerSystem[]> {
  return db.execute<PeerSystem>(sql`
    select d.id, a.slug as authority, json_build_object('slug', t.slug, 'product', t.product) as technology,
      coalesce(t.maker, d.maker) as maker, ${suppliersOf('deployment_suppliers', 'deployment_id', 'd.id')} as suppliers,
      coalesce(area.label, d.service_area) as service_area, d.status, d.hosting, d.users::float8 as users,
      d.current_end_on::text, (dv.values->>'value_annual')::float8 as own_annual,
      d.confirmed_return_id is null as in_latest_return, ${isoInstant('confirmed.published_at')} as confirmed_at, r.is_sample,
      case when c.id is not null then json_build_object('id', c.id, 'title', c.title,
        'current_end_on', c.current_end_on::text, 'max_end_on', c.max_end_on::text,
        'day_precision', ${dayPrecision}, 'route', coalesce(c.route, c.process_type),
        'annual', v.annual_pence, 'source', v.annual_from, 'suppliers', ${suppliersOf('contract_suppliers', 'contract_id', 'c.id')},
        'others', (select count(distinct o.technology_id) from deployments o
          where o.contract_id = c.id and o.is_public and not ${inScope(scope, 'o')})) end as contract,
      array(select w.field from jsonb_to_recordset(v.withheld) as w(field text)
        union select w.field from jsonb_to_recordset(dv.withheld) as w(field text) order by 1) as withheld
    from deployments d
    join authorities a on a.id = d.authority_id and a.in_london
    join technologies t on t.id = d.technology_id
    join deployment_versions dv on dv.id = d.version_id
    join returns r on r.id = dv.return_id
    join returns confirmed on confirmed.id = coalesce(d.confirmed_return_id, (
      select id from returns latest where latest.authority_id = d.authority_id and latest.kind = 'systems'
        and latest.state = 'published' order by latest.publication desc limit 1))
    left join service_areas area on area.code = d.service_area_code
    left join contracts c on c.id = d.contract_id and c.is_public
    left join contract_versions v on v.id = c.version_id
    where d.is_public and ${inScope(scope, 'd')}
    order by a.name, t.product, area.position nulls last, d.id`)
}

function inScope(scope: PeerScope, alias: 'd' | 'o'): SQL {
  if ('serviceArea' in scope)
    return sql`coalesce(${sql.raw(alias)}.service_area_code = ${scope.serviceArea}, false)`
  return sql`${sql.raw(alias)}.technology_id = (select id from technologies where slug = ${scope.technology})`
}

function suppliersOf(table: 'deployment_suppliers' | 'contract_suppliers', key: string, id: string): SQL {
  return sql`(select coalesce(json_agg(json_build_object('name', coalesce(p.name, n.name), 'slug', p.slug, 'role', s.role)
      order by s.position), '[]')
    from ${sql.raw(table)} s join supplier_names n on n.id = s.supplier_name_id left join suppliers p on p.id = n.supplier_id
    where ${sql.raw(`s.${key} = ${id}`)})`
}
