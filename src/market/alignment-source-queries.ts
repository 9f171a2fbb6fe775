// Which contracts are for the same technology or the same service area, and when can each end?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { AlignmentContract } from './alignment.ts'

/** What contracts have in common: the id of a technology, or the code of a service area. */
export type AlignmentSubject =
  | { technologyId: string; serviceAreaCode: null }
  | { technologyId: null; serviceAreaCode: string }

/** One contract of a subject; `isSample` says that it is made up. */
export type SubjectContract = AlignmentContract & { authorityId: number; isSample: boolean }

/**
 * Each contract beside each technology and service area that it is for: by what its authority reports to run under it, and
 * by what its own columns name. Systems that are retired count no longer.
 */
const subjects = sql.raw(`(
  select d.technology_id, null::text as service_area_code, d.contract_id from deployments d
    where d.is_public and d.contract_id is not null and d.status is distinct from 'retired'
  union select o.named_technology_id, null, o.contract_id from opportunities o where o.named_technology_id is not null
  union select y.technology_id, null, y.contract_id from contract_technologies y where y.is_for
  union select null, o.service_area_code, o.contract_id from opportunities o where o.service_area_code is not null
  union select null, d.service_area_code, d.contract_id from deployments d
    where d.is_public and d.contract_id is not null and d.service_area_code is not null and d.status is distinct from 'retired'
)`)

/** Of opportunities `o`: their contract is to be followed by something that is not tendered yet, and has an end to come. */
const isAlignable = (on: CalendarDate): SQL =>
  sql`o.upcoming and o.phase <> 'published' and o.earliest_end >= ${on}::date`

/** Subjects with such contracts of at least two authorities, and how many contracts each has. */
export async function alignmentSubjects(
  db: Queryable,
  on: CalendarDate,
): Promise<(AlignmentSubject & { contracts: number })[]> {
  const rows = await db.execute<SubjectRow & { contracts: number }>(sql`
    select s.technology_id, s.service_area_code, count(*)::int as contracts
    from ${subjects} s join opportunities o on o.contract_id = s.contract_id
    join contracts c on c.id = o.contract_id and c.is_public
    where ${isAlignable(on)}
    group by s.technology_id, s.service_area_code having count(distinct o.authority_id) > 1
    order by s.technology_id, s.service_area_code`)
  return rows.map((row) => ({ ...subjectOf(row), contracts: row.contracts }))
}

/** The contracts of these subjects by the text of the subject, each in the order of its contracts' ids. */
export async function contractsOfSubjects(
  db: Queryable,
  asked: readonly AlignmentSubject[],
  on: CalendarDate,
): Promise<Map<string, SubjectContract[]>> {
  const technologies = asked.flatMap(({ technologyId }) => technologyId ?? [])
  const areas = asked.flatMap(({ serviceAreaCode }) => serviceAreaCode ?? [])
  const rows = await db.execute<ContractRow>(sql`
    select s.technology_id, s.service_area_code, c.id, c.authority_id, o.earliest_end::text as current_end,
      o.option_ends::text[] as option_ends, o.annual_net_low::float8 as low, o.annual_net_high::float8 as high,
      o.decide_by::text as decide_by, r.is_sample,
      v.withheld is not null and v.withheld::text like '%"field": "value%' as withheld
    from ${subjects} s join opportunities o on o.contract_id = s.contract_id
    join contracts c on c.id = o.contract_id and c.is_public
    join contract_versions v on v.id = c.version_id join returns r on r.id = v.return_id
    where ${isAlignable(on)} and (s.technology_id = any(${sql.param(technologies)}::uuid[])
      or s.service_area_code = any(${sql.param(areas)}::text[]))
    order by c.id`)
  const found = new Map<string, SubjectContract[]>()
  for (const row of rows) {
    const key = subjectText(subjectOf(row))
    const held = found.get(key)
    if (held === undefined) found.set(key, [toContract(row)])
    else held.push(toContract(row))
  }
  return found
}

export type AlignmentCoverage = { contracts: number; withoutSubject: number; withoutEnd: number }

/** How many contracts could be found, how many of them not for want of a subject, and how many state no end. */
export async function alignmentCoverage(db: Queryable, on: CalendarDate): Promise<AlignmentCoverage> {
  const rows = await db.execute<AlignmentCoverage & Record<string, unknown>>(sql`
    select (count(*) filter (where ${isAlignable(on)}))::int as contracts,
      (count(*) filter (where ${isAlignable(on)} and s.contract_id is null))::int as "withoutSubject",
      (count(*) filter (where o.earliest_end is null))::int as "withoutEnd"
    from opportunities o join contracts c on c.id = o.contract_id and c.is_public
    left join (select distinct contract_id from ${subjects} every_one) s on s.contract_id = o.contract_id`)
  return rows[0] ?? { contracts: 0, withoutSubject: 0, withoutEnd: 0 }
}

/** Tells subjects apart. */
export function subjectText({ technologyId, serviceAreaCode }: AlignmentSubject): string {
  return technologyId ?? `area ${serviceAreaCode}`
}

interface SubjectRow extends Record<string, unknown> {
  technology_id: string | null
  service_area_code: string | null
}

interface ContractRow extends SubjectRow {
  id: string
  authority_id: number
  current_end: CalendarDate
  option_ends: CalendarDate[]
  low: number | null
  high: number | null
  decide_by: CalendarDate | null
  is_sample: boolean
  withheld: boolean
}

function subjectOf({ technology_id, service_area_code }: SubjectRow): AlignmentSubject {
  if (technology_id !== null) return { technologyId: technology_id, serviceAreaCode: null }
  return { technologyId: null, serviceAreaCode: service_area_code ?? '' }
}

function toContract(row: ContractRow): SubjectContract {
  const { low, high } = row
  return {
    id: row.id,
    authorities: [String(row.authority_id)],
    authorityId: row.authority_id,
    currentEnd: row.current_end,
    optionEnds: row.option_ends,
    annual: low !== null && high !== null ? { low, high } : row.withheld ? 'withheld' : 'not stated',
    decideBy: row.decide_by,
    isSample: row.is_sample,
  }
}
