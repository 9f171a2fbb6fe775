// Which contracts make up a market on a day, and who holds how much of them?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { AnnualSource } from './annual-value.ts'

/** All contracts, those of a service area, or those under which a technology is reported to run. */
export type MarketScope = { of: 'all' } | { of: 'service_area'; code: string } | { of: 'technology' }

export interface HeldAmounts {
  /** Of a legal entity, or of the head of its group. */
  slug: string
  name: string
  /** For each day asked: contracts, those held together in equal parts, and pence a year in whole parts. */
  contracts: number[]
  annual: number[]
}

export interface MarketCounts {
  contracts: number
  attributed: number
  valued: number
  /** Of `valued`, by what the amount is made of. */
  sources: Partial<Record<AnnualSource, number>>
  sample: number
}

/**
 * What each supplier holds of the contracts that ran on each of the days, as the register stood at the end of that day.
 * `today` alone is read from the current versions; earlier days from the version that was public then. Sub-contractors
 * have no share; odd pence of a shared value go to those named first. Nothing withheld is read.
 */
export async function heldAmounts(
  db: Queryable,
  scope: MarketScope,
  byGroup: boolean,
  days: readonly CalendarDate[],
  today: CalendarDate,
): Promise<HeldAmounts[]> {
  const ran = days.map((day) => ranOn(day))
  const parts = sql`held.annual / holding.holders + case when holding.place <= held.annual % holding.holders then 1 else 0 end`
  const columns = ran.flatMap((test) => [
    sql`coalesce(sum(1.0::float8 / holding.holders) filter (where ${test}), 0)::float8`,
    sql`coalesce(sum(${parts}) filter (where ${test}), 0)::float8`,
  ])
  const grouped = byGroup ? await groupHeads(db) : []
  const rows = await db.execute<{ slug: string; name: string; figures: number[] }>(sql`
    with held as materialized (${heldContracts(scope, days, today)}),
    grouped (member, head) as (select * from unnest(${sql.param(grouped.map((one) => one.member))}::uuid[],
      ${sql.param(grouped.map((one) => one.head))}::uuid[])),
    many as materialized (select distinct contract_id from contract_suppliers where position > 1),
    holder as (
      select cs.contract_id, cs.position, coalesce(grouped.head, n.supplier_id) as supplier_id, many.contract_id is not null as is_one_of_many
      from contract_suppliers cs join supplier_names n on n.id = cs.supplier_name_id
      left join grouped on grouped.member = n.supplier_id
      left join many on many.contract_id = cs.contract_id
      where n.supplier_id is not null and ${isHolder}
    ), holding as (
      select contract_id, supplier_id, 1 as holders, 1 as place from holder where not is_one_of_many
      union all
      select contract_id, supplier_id, count(*) over (partition by contract_id),
        row_number() over (partition by contract_id order by position)
      from (select contract_id, supplier_id, min(position) as position from holder where is_one_of_many group by 1, 2) each
    ), figures as (
      select holding.supplier_id, array[${sql.join(columns, sql`, `)}] as figures
      from held join holding on holding.contract_id = held.id group by holding.supplier_id
    )
    select s.slug, s.name, f.figures from figures f join suppliers s on s.id = f.supplier_id`)
  return rows.map(({ figures, ...supplier }) => ({
    ...supplier,
    contracts: figures.filter((_, at) => at % 2 === 0),
    annual: figures.filter((_, at) => at % 2 === 1),
  }))
}

/** How many contracts there were on each of the days, how many with a supplier to be named, and how many with a yearly amount. */
export async function marketCounts(
  db: Queryable,
  scope: MarketScope,
  days: readonly CalendarDate[],
  today: CalendarDate,
): Promise<MarketCounts[]> {
  const rows = await db.execute<{
    source: AnnualSource | null
    named: boolean
    sample: boolean
    counts: number[]
  }>(sql`
    with held as materialized (${heldContracts(scope, days, today)}),
    named as (
      select distinct cs.contract_id from contract_suppliers cs
      join supplier_names n on n.id = cs.supplier_name_id where n.supplier_id is not null and ${isHolder}
    )
    select held.annual_from as source, named.contract_id is not null as named, held.is_sample as sample,
      array[${sql.join(
        days.map((day) => sql`(count(*) filter (where ${ranOn(day)}))::int`),
        sql`, `,
      )}] as counts
    from held left join named on named.contract_id = held.id group by 1, 2, 3`)
  return days.map((_, at) => countsOn(rows, at))
}

function countsOn(
  rows: readonly { source: AnnualSource | null; named: boolean; sample: boolean; counts: number[] }[],
  at: number,
): MarketCounts {
  const counts: MarketCounts = { contracts: 0, attributed: 0, valued: 0, sources: {}, sample: 0 }
  for (const row of rows) {
    const count = row.counts[at] ?? 0
    counts.contracts += count
    if (row.named) counts.attributed += count
    if (row.sample) counts.sample += count
    if (row.source === null || count === 0) continue
    counts.valued += count
    counts.sources[row.source] = (counts.sources[row.source] ?? 0) + count
  }
  return counts
}

/** The value of a contract is counted once, with those who hold it. */
const isHolder = sql`cs.role is distinct from 'sub_contractor'`

/** Members of groups and the heads above them: who has no parent; of several the first by id; a ring has none. */
function groupHeads(db: Queryable): Promise<{ member: string; head: string }[]> {
  return db.execute<{ member: string; head: string }>(sql`
    with recursive link as materialized (
      select distinct c.supplier_id as child, p.supplier_id as parent from supplier_parents l
      join supplier_names c on c.id = l.child_name_id join supplier_names p on p.id = l.parent_name_id
      where l.revoked_at is null and c.supplier_id is not null and p.supplier_id is not null and c.supplier_id <> p.supplier_id
    ), above as (
      select child as member, parent as head, 1 as steps from link
      union
      select above.member, link.parent, steps + 1 from above join link on link.child = above.head where steps < 20
    )
    select distinct on (member) member, head from above
    where not exists (select from link where link.child = above.head) order by member, head`)
}

/** `id`, `annual`, `annual_from`, both ends of the term, and from when until when the register said so. */
function heldContracts(scope: MarketScope, days: readonly CalendarDate[], today: CalendarDate): SQL {
  const ended = sql`left join lateral (
    select a.answer, a.ended_on, a.answered_at from contract_answers a where a.contract_id = c.id order by a.id desc limit 1
  ) said on c.confirmed_return_id is not null`
  const common = sql`c.id, v.annual_pence as annual, v.annual_from, r.is_sample,
    case when said.answer = 'ended' then said.ended_on end as ended_on, said.answered_at`
  if (days.length === 1 && days[0] === today)
    return sql`select ${common}, c.start_on, c.current_end_on, '-infinity'::timestamptz as since, null::timestamptz as until
      from contracts c join contract_versions v on v.id = c.version_id join returns r on r.id = v.return_id ${ended}
      where c.is_public and ${inScope(scope)}`
  return sql`select ${common}, day_of(v.values->>'start_on') as start_on, day_of(v.values->>'current_end_on') as current_end_on,
      v.since, v.until
    from contracts c join (
      select v.*, r.published_at as since, lead(r.published_at) over (partition by v.contract_id order by v.number) as until
      from contract_versions v join returns r on r.id = v.return_id where r.state = 'published'
    ) v on v.contract_id = c.id join returns r on r.id = v.return_id ${ended}
    where c.is_public and ${inScope(scope)}`
}

function inScope(scope: MarketScope): SQL {
  switch (scope.of) {
    case 'all':
      return sql`true`
    case 'technology':
      return sql`c.id in (select d.contract_id from deployments d where d.is_public and d.contract_id is not null)`
    default:
      return sql`(fold_key(c.service_area) in (select unnest(array[fold_key(code), fold_key(label)]) from service_areas where code = ${scope.code})
        or c.id in (select d.contract_id from deployments d where d.is_public and d.service_area_code = ${scope.code}))`
  }
}

/** Known to the register by the end of the day in London, begun, not over; what states no day is kept. */
function ranOn(day: CalendarDate): SQL {
  const end = sql`((${day}::date + 1)::timestamp at time zone 'Europe/London')`
  return sql`held.since < ${end} and (held.until is null or held.until >= ${end})
    and (held.start_on is null or held.start_on <= ${day}::date)
    and (held.current_end_on is null or held.current_end_on >= ${day}::date)
    and (held.ended_on is null or held.ended_on >= ${day}::date or held.answered_at >= ${end})`
}
