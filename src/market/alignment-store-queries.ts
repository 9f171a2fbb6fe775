// How are the clusters kept that were found?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { AlignmentCluster } from './alignment.ts'
import {
  type AlignmentCoverage,
  type AlignmentSubject,
  type SubjectContract,
  subjectText,
} from './alignment-source-queries.ts'

/** A subject with its contracts and the clusters found among them. */
export type FoundSubject = {
  subject: AlignmentSubject
  contracts: readonly SubjectContract[]
  clusters: readonly AlignmentCluster[]
}

/** Whoever looks for clusters waits until whoever else does has ended its transaction. */
export async function lockAlignment(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(330033, 8)`)
}

const COLUMNS = `contract_ids, authority_ids, extending, months_extended, annual_net_low, annual_net_high, with_value,
  withheld, not_stated, decide_by, holds_sample`
const listed = (prefix: string) => sql.raw(COLUMNS.replace(/\w+/g, (name) => `${prefix}.${name}`))
const ASSIGNED = sql.raw(COLUMNS.replace(/\w+/g, (name) => `${name} = excluded.${name}`))
const GIVEN = sql.raw(`g(technology_id uuid, service_area_code text, target date, contract_ids uuid[],
  authority_ids integer[], extending integer, months_extended integer, annual_net_low bigint, annual_net_high bigint,
  with_value integer, withheld integer, not_stated integer, decide_by date, holds_sample boolean)`)

/** Keeps the clusters of these subjects in place of what was kept of them; those as before are not touched. How many changed. */
export async function storeClusters(
  tx: Queryable,
  found: readonly FoundSubject[],
  on: CalendarDate,
): Promise<number> {
  const rows = JSON.stringify(found.flatMap(toRows))
  const keys = found.map(({ subject }) => subjectText(subject))
  const given = sql`jsonb_to_recordset(${rows}::jsonb) as ${GIVEN}`
  const removed = await tx.execute(sql`
    delete from alignment_clusters c
    where coalesce(c.technology_id::text, 'area ' || c.service_area_code) = any(${sql.param(keys)}::text[])
      and not exists (select from ${given} where g.target = c.target
        and g.technology_id is not distinct from c.technology_id
        and g.service_area_code is not distinct from c.service_area_code)
    returning 1`)
  const stored = await tx.execute(sql`
    insert into alignment_clusters as c (technology_id, service_area_code, target, changed_on, ${sql.raw(COLUMNS)})
    select g.technology_id, g.service_area_code, g.target, ${on}::date, ${listed('g')} from ${given}
    on conflict (technology_id, service_area_code, target) do update set ${ASSIGNED}, changed_on = excluded.changed_on
      where (${listed('c')}) is distinct from (${listed('excluded')})
    returning 1`)
  return removed.length + stored.length
}

/** Removes the clusters of subjects other than these; how many there were. */
export async function forgetOtherSubjects(tx: Queryable, kept: readonly AlignmentSubject[]): Promise<number> {
  const keys = kept.map(subjectText)
  const removed = await tx.execute(sql`
    delete from alignment_clusters c
    where coalesce(c.technology_id::text, 'area ' || c.service_area_code) <> all(${sql.param(keys)}::text[])
    returning 1`)
  return removed.length
}

/** Puts on record that everything was found for a day. */
export async function recordAlignmentRun(
  tx: Queryable,
  on: CalendarDate,
  { contracts, withoutSubject, withoutEnd }: AlignmentCoverage,
): Promise<void> {
  await tx.execute(sql`
    insert into alignment_runs (found_on, contracts, without_subject, without_end)
    values (${on}::date, ${contracts}, ${withoutSubject}, ${withoutEnd})`)
}

function toRows({ subject, contracts, clusters }: FoundSubject) {
  const byId = new Map(contracts.map((contract) => [contract.id, contract]))
  return clusters.map((cluster) => {
    const members = cluster.members.flatMap(({ id }) => byId.get(id) ?? [])
    return {
      technology_id: subject.technologyId,
      service_area_code: subject.serviceAreaCode,
      target: cluster.target,
      contract_ids: members.map(({ id }) => id),
      authority_ids: [...new Set(members.map(({ authorityId }) => authorityId))].sort((a, b) => a - b),
      extending: cluster.extending,
      months_extended: cluster.monthsExtended,
      annual_net_low: cluster.combinedAnnual.low,
      annual_net_high: cluster.combinedAnnual.high,
      with_value: cluster.withValue,
      withheld: cluster.withheld,
      not_stated: cluster.notStated,
      decide_by: cluster.decideBy,
      holds_sample: members.some(({ isSample }) => isSample),
    }
  })
}
