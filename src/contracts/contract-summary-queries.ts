// What does the list say of each contract, and when was it last confirmed?
import { type SQL, sql } from 'drizzle-orm'
import { prepared, type Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { decimalPounds } from '../lib/money.ts'
import { contractsAsAt, saidBy } from './contract-as-at-queries.ts'
import type { ContractSummary, DayPrecision } from './contract-schemas.ts'

/** Of the version `v`: the days of which only the month, quarter or year is known, each with that word; jsonb. */
export const dayPrecision = sql.raw(`jsonb_strip_nulls(jsonb_build_object(
  ${['signed_on', 'start_on', 'current_end_on', 'max_end_on', 'review_on']
    .map((day) => `'${day}', nullif(v.values->>'${day}_precision', 'day')`)
    .join(', ')}))`)

interface Row extends Record<string, unknown> {
  id: string
  authority_slug: string
  authority_name: string
  local_reference: string | null
  title: string
  supplier_name_raw: string
  start_on: string | null
  current_end_on: string | null
  max_end_on: string | null
  day_precision: DayPrecision
  value_pence: string | null
  value_field: string | null
  confirmed_at: string
  is_sample: boolean
}

/** The public contracts with these ids, in this order; as they stood at the end of a past day where one is given. */
export async function summaries(
  db: Queryable,
  ids: readonly string[],
  asAt?: CalendarDate,
): Promise<ContractSummary[]> {
  if (ids.length === 0) return []
  const rows = await db.execute<Row>(sql`${prepared}
    select c.id, a.slug as authority_slug, a.name as authority_name,
      c.local_reference, c.title, c.supplier_name_raw, c.start_on::text, c.current_end_on::text, c.max_end_on::text,
      ${dayPrecision} as day_precision, c.value_pence::text, c.value_field, ${confirmedAt(asAt)} as confirmed_at, r.is_sample
    from unnest(${sql.param(ids)}::uuid[]) with ordinality as page(id, place)
    join ${contractsOf(asAt)} c on c.id = page.id
    join authorities a on a.id = c.authority_id
    join contract_versions v on v.id = c.version_id
    join returns r on r.id = v.return_id
    join returns confirmed on confirmed.id = ${confirmingReturn}
    where c.is_public
    order by page.place`)
  return rows.map(toSummary)
}

/** The last published return that held the contract `c`. */
export const confirmingReturn = sql`coalesce(c.confirmed_return_id, (
  select id from returns latest
  where latest.authority_id = c.authority_id and latest.kind = 'contracts' and latest.state = 'published'
  order by latest.publication desc limit 1))`

/**
 * When the authority last confirmed the contract `c`: by a return that held it (`confirmed`), or by saying that it still
 * runs although a return left it out.
 */
export function confirmedAt(asAt?: CalendarDate): SQL {
  return sql`to_char(greatest(confirmed.published_at, (
    select max(answered_at) from contract_answers said
    where said.contract_id = c.id and said.answer = 'still_running' and ${saidBy(asAt ?? null)}
  )) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

/** The contracts as they stand now, or stood at the end of a past day. */
export function contractsOf(asAt: CalendarDate | undefined): SQL {
  return asAt === undefined ? sql`contracts` : contractsAsAt(asAt)
}

function toSummary(row: Row): ContractSummary {
  return {
    id: row.id,
    authority: { slug: row.authority_slug, name: row.authority_name },
    local_reference: row.local_reference,
    title: row.title,
    supplier_name_raw: row.supplier_name_raw,
    start_on: row.start_on,
    current_end_on: row.current_end_on,
    max_end_on: row.max_end_on,
    day_precision: row.day_precision,
    value: toAmount(row.value_pence, row.value_field),
    confirmed_at: row.confirmed_at,
    is_sample: row.is_sample,
  }
}

type Amount = ContractSummary['value']

/** The stored amount with the field that it came from, which says its basis. */
export function toAmount(pence: string | null, field: string | null): Amount {
  if (pence === null || field === null) return null
  return { pounds: decimalPounds(Number(pence)), field: field as NonNullable<Amount>['field'] }
}
