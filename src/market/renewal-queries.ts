// How far has an authority come with what follows each of its contracts?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { RenewalStage } from './renewal-stages.ts'

/** A contract on the board. `next_day` is the next day of decision that officers set, else one that the rules give. */
export interface RenewalRow extends Record<string, unknown> {
  contract_id: string
  opportunity_id: string
  title: string
  supplier_name_raw: string
  phase: string | null
  earliest_end: CalendarDate | null
  latest_end: CalendarDate | null
  value_net: number | null
  intention: string | null
  stage: RenewalStage
  owner: string
  next_day: CalendarDate | null
  next_is: 'set' | 'decide by' | 'tender by' | null
  is_sample: boolean
}

export interface RenewalEntry extends Record<string, unknown> {
  stage: RenewalStage
  owner: string
  next_decision_on: CalendarDate | null
  decision: string
  note: string
  recorded_at: string
  recorded_by: string
}

/** Months ahead within which a contract that ends stands on the board without anybody having put it there. */
const MONTHS_AHEAD = 24

const latest = sql.raw(
  `left join lateral (select * from renewal_entries e where e.contract_id = c.id order by e.id desc limit 1) last on true`,
)
const stage = sql.raw(`coalesce(last.stage, 'not started')`)

/** Public contracts of the authority that end within two years and are upcoming, and those with an entry. */
function onBoard(authorityId: number, today: CalendarDate): SQL {
  return sql`c.authority_id = ${authorityId} and c.is_public and (last.id is not null
    or (o.upcoming and o.earliest_end between ${today}::date and ${today}::date + make_interval(months => ${MONTHS_AHEAD})))`
}

/** How many contracts there are on the board in each stage. */
export async function countStages(
  tx: Queryable,
  authorityId: number,
  today: CalendarDate,
): Promise<Map<string, number>> {
  const rows = await tx.execute<{ stage: string; contracts: number }>(sql`
    select ${stage} as stage, count(*)::int as contracts from contracts c
    join opportunities o on o.contract_id = c.id ${latest} where ${onBoard(authorityId, today)} group by 1`)
  return new Map(rows.map(({ stage: name, contracts }) => [name, contracts]))
}

export type BoardQuestion = {
  /** Every stage but `finished` where none is chosen. */
  stage: RenewalStage | undefined
  contractId?: string
  after: string | undefined
  limit: number
}

/** The next day of decision first; contracts without one last. Within the walls of the account. */
export function boardRows(
  tx: Queryable,
  authorityId: number,
  today: CalendarDate,
  asked: BoardQuestion,
): Promise<RenewalRow[]> {
  const parts = [onBoard(authorityId, today)]
  if (asked.contractId !== undefined) parts.push(sql`c.id = ${asked.contractId}::uuid`)
  else if (asked.stage === undefined) parts.push(sql`${stage} <> 'finished'`)
  else parts.push(sql`${stage} = ${asked.stage}`)
  const place = sql`coalesce(days.next_day::text, '9999') || ' ' || c.id::text`
  if (asked.after !== undefined) parts.push(sql`${place} > ${asked.after}`)
  return tx.execute<RenewalRow>(sql`
    select c.id as contract_id, o.id as opportunity_id, c.title, c.supplier_name_raw, o.phase,
      o.earliest_end::text as earliest_end, o.latest_end::text as latest_end, o.value_net::float8 as value_net,
      (select i.answer from contract_intentions i where i.contract_id = c.id order by i.id desc limit 1) as intention,
      ${stage} as stage, coalesce(last.owner, '') as owner, days.next_day::text as next_day, days.next_is, r.is_sample
    from contracts c join opportunities o on o.contract_id = c.id join contract_versions v on v.id = c.version_id
    join returns r on r.id = v.return_id ${latest}
    cross join lateral (select
      coalesce(last.next_decision_on, case when o.decide_by >= ${today}::date then o.decide_by end, o.tender_latest) as next_day,
      case when last.next_decision_on is not null then 'set' when o.decide_by >= ${today}::date then 'decide by'
        when o.tender_latest is not null then 'tender by' end as next_is) days
    where ${sql.join(parts, sql` and `)} order by ${place} limit ${asked.limit}`)
}

/** Where a row stands in the order of the board. */
export const placeOnBoard = ({ next_day, contract_id }: RenewalRow) => `${next_day ?? '9999'} ${contract_id}`

/** A public contract of the authority that stands on the board or could; null where there is none. */
export async function renewalOf(
  tx: Queryable,
  authorityId: number,
  contractId: string,
): Promise<{ opportunityId: string; title: string; entries: RenewalEntry[] } | null> {
  const rows = await tx.execute<{ id: string; title: string }>(sql`
    select o.id, c.title from contracts c join opportunities o on o.contract_id = c.id
    where c.id = ${contractId}::uuid and c.authority_id = ${authorityId} and c.is_public`)
  const [found] = rows
  if (found === undefined) return null
  const entries = await tx.execute<RenewalEntry>(sql`
    select stage, owner, next_decision_on::text as next_decision_on, decision, note,
      ${isoInstant('recorded_at')} as recorded_at, recorded_by
    from renewal_entries where contract_id = ${contractId}::uuid order by id`)
  return { opportunityId: found.id, title: found.title, entries }
}

export type NewRenewalEntry = {
  stage: RenewalStage
  owner: string
  nextDecisionOn: CalendarDate | null
  /** Empty where nothing was decided. */
  decision: string
  note: string
}

export async function insertRenewalEntry(
  tx: Queryable,
  about: { contractId: string; authorityId: number },
  { stage: reached, owner, nextDecisionOn, decision, note }: NewRenewalEntry,
  actor: string,
): Promise<void> {
  await tx.execute(sql`
    insert into renewal_entries (contract_id, authority_id, stage, owner, next_decision_on, decision, note, recorded_by)
    values (${about.contractId}::uuid, ${about.authorityId}, ${reached}, ${owner}, ${nextDecisionOn}::date, ${decision}, ${note}, ${actor})`)
}
