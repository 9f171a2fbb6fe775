// What is a cluster about, and what is told of each contract in it?
import { sql } from 'drizzle-orm'
import type { DayPrecision } from '../contracts/contract-schemas.ts'
import { dayPrecision } from '../contracts/contract-summary-queries.ts'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { AlignmentSummary, ClusterParams } from './alignment-schemas.ts'
import type { AlignmentSubject } from './alignment-source-queries.ts'

export type NamedSubject = { subject: AlignmentSubject; told: AlignmentSummary['subject'] }

/** Null where there is no such technology or service area. */
export async function findSubject(
  db: Queryable,
  { kind, subject: code }: Pick<ClusterParams, 'kind' | 'subject'>,
): Promise<NamedSubject | null> {
  if (kind === 'service-area') {
    const areas = await db.execute<{ label: string }>(
      sql`select label from service_areas where code = ${code}`,
    )
    const [area] = areas
    if (area === undefined) return null
    return {
      subject: { technologyId: null, serviceAreaCode: code },
      told: { kind, code, name: area.label },
    }
  }
  const technologies = await db.execute<{ id: string; product: string }>(
    sql`select id, product from technologies where slug = ${code}`,
  )
  const [technology] = technologies
  if (technology === undefined) return null
  return {
    subject: { technologyId: technology.id, serviceAreaCode: null },
    told: { kind, code, name: technology.product },
  }
}

export interface ContractInCluster extends Record<string, unknown> {
  id: string
  opportunity_id: string
  title: string
  supplier_name_raw: string
  local_reference: string | null
  start_on: CalendarDate | null
  authority_slug: string
  authority_name: string
  latest_end: CalendarDate | null
  day_precision: DayPrecision
  annual_from: string | null
  decide_by_assumed: boolean
}

/** What is told of public contracts, by id. */
export async function contractsInCluster(
  db: Queryable,
  ids: readonly string[],
): Promise<Map<string, ContractInCluster>> {
  const rows = await db.execute<ContractInCluster>(sql`
    select c.id, o.id as opportunity_id, c.title, c.supplier_name_raw, c.local_reference, c.start_on::text as start_on,
      a.slug as authority_slug, a.name as authority_name, o.latest_end::text as latest_end, ${dayPrecision} as day_precision, o.annual_from, o.decide_by_assumed
    from contracts c join authorities a on a.id = c.authority_id join opportunities o on o.contract_id = c.id
      join contract_versions v on v.id = c.version_id
    where c.id = any(${sql.param([...ids])}::uuid[]) and c.is_public`)
  return new Map(rows.map((row) => [row.id, row]))
}
