// What does each contract of a list to take away say?
import { sql } from 'drizzle-orm'
import { prepared, type Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { decimalPounds } from '../lib/money.ts'
import type { ContractRow } from './contract-row-schemas.ts'
import type { DayPrecision } from './contract-schemas.ts'
import { confirmedAt, confirmingReturn, contractsOf, dayPrecision } from './contract-summary-queries.ts'

type Stored = Omit<ContractRow, 'value_pounds' | 'day_precision'> & {
  value_pence: string | null
  day_precision: DayPrecision
} & Record<string, unknown>

/**
 * The public contracts with these ids, in this order. Of a past day the suppliers are given as typed then; which suppliers
 * they were in the register is not known.
 */
export async function contractRows(
  db: Queryable,
  ids: readonly string[],
  asAt?: CalendarDate,
): Promise<ContractRow[]> {
  if (ids.length === 0) return []
  const rows = await db.execute<Stored>(sql`${prepared}
    select c.id, a.name as authority, a.slug as authority_slug, a.gss_code as authority_gss_code, c.local_reference,
      c.title, c.description, c.department, c.service_area, c.supplier_name_raw as supplier_as_typed,
      by.names as suppliers, by.slugs as supplier_slugs, c.contract_type, c.cpv, c.process_type, c.route,
      c.signed_on::text, c.start_on::text, c.current_end_on::text, c.max_end_on::text, c.review_on::text,
      ${dayPrecision} as day_precision, c.value_pence::text, c.value_field as value_basis, c.is_sme, c.is_vcse, ${confirmedAt(asAt)} as last_confirmed_at,
      r.is_sample
    from unnest(${sql.param(ids)}::uuid[]) with ordinality as page(id, place)
    join ${contractsOf(asAt)} c on c.id = page.id
    join authorities a on a.id = c.authority_id
    join contract_versions v on v.id = c.version_id
    join returns r on r.id = v.return_id
    join returns confirmed on confirmed.id = ${confirmingReturn}
    left join lateral (
      select string_agg(s.name, '; ' order by cs.position) as names, string_agg(s.slug, '; ' order by cs.position) as slugs
      from contract_suppliers cs
      join supplier_names n on n.id = cs.supplier_name_id
      join suppliers s on s.id = n.supplier_id
      where cs.contract_id = c.id and ${asAt === undefined}
    ) by on true
    where c.is_public
    order by page.place`)
  return rows.map(({ value_pence: pence, day_precision: precision, ...row }) => ({
    ...row,
    day_precision: precisionText(precision),
    value_pounds: pence === null ? null : decimalPounds(Number(pence)),
  }))
}

/** `current_end_on: quarter; max_end_on: year`; null where every day is exact. */
function precisionText(precision: DayPrecision): string | null {
  const said = Object.entries(precision).map(([day, to]) => `${day}: ${to}`)
  return said.length === 0 ? null : said.sort().join('; ')
}
