// What does the register know of the contracts from which opportunities are derived?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { IntentionAnswer, LinkedNotice } from './contract-facts.ts'
import type { RegisteredContract } from './register-facts.ts'

/** Which contracts: those of one authority, or one contract; every public one where nothing is said. */
export interface Asked {
  authorityId?: number | undefined
  contractId?: string | undefined
}

/** Public contracts in the order of their ids, the next `limit` after `after`; with what their service area was typed as. */
export async function registeredContracts(
  db: Queryable,
  asked: Asked,
  after: string | null,
  limit: number,
): Promise<RegisteredContract[]> {
  const rows = await db.execute<Row>(sql`
    with latest as (
      select distinct on (authority_id) authority_id, published_at from returns
      where kind = 'contracts' and state = 'published' order by authority_id, publication desc
    ), page as (
      select c.id, c.authority_id, c.version_id, c.confirmed_return_id from contracts c
      where c.is_public and ${conditions(asked, after)} order by c.id limit ${limit}
    )
    select page.id, page.authority_id, v.values, ended.ended_on::text as ended_on,
      ${londonDay(sql`greatest(case when page.confirmed_return_id is null then latest.published_at else held.published_at end,
        runs.answered_at)`)} as confirmed_on,
      said.answer, said.said_on::text as said_on, linked.notices,
      exists (select from deployments d join service_areas s on s.code = d.service_area_code
        where d.contract_id = page.id and d.is_public and s.core_system) as core_system
    from page
    join contract_versions v on v.id = page.version_id
    left join latest on latest.authority_id = page.authority_id
    left join returns held on held.id = page.confirmed_return_id
    left join lateral (select max(answered_at) as answered_at from contract_answers a
      where a.contract_id = page.id and a.answer = 'still_running') runs on true
    left join lateral (select a.ended_on, a.answered_at from contract_answers a where a.contract_id = page.id
      order by a.id desc limit 1) ended on page.confirmed_return_id is not null
    left join lateral (select i.answer, i.said_on from contract_intentions i where i.contract_id = page.id
      order by i.id desc limit 1) said on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('type', n.counts_as, 'publishedOn', n.published_on, 'for', l.about,
        'startOn', n.start_on) order by n.released_at, n.release_id) as notices
      from notice_links l join notices n on n.ocid = l.ocid
      where l.contract_id = page.id and l.state = 'linked' and n.counts_as is not null) linked on true
    order by page.id`)
  return rows.map(toContract)
}

function conditions({ authorityId, contractId }: Asked, after: string | null): SQL {
  const parts: SQL[] = [sql`true`]
  if (after !== null) parts.push(sql`c.id > ${after}::uuid`)
  if (authorityId !== undefined) parts.push(sql`c.authority_id = ${authorityId}`)
  if (contractId !== undefined) parts.push(sql`c.id = ${contractId}::uuid`)
  return sql.join(parts, sql` and `)
}

const londonDay = (instant: SQL) => sql`((${instant}) at time zone 'Europe/London')::date::text`

interface Row extends Record<string, unknown> {
  id: string
  authority_id: number
  values: Record<string, unknown>
  ended_on: CalendarDate | null
  confirmed_on: CalendarDate | null
  answer: IntentionAnswer | null
  said_on: CalendarDate | null
  core_system: boolean
  notices: LinkedNotice[] | null
}

function toContract(row: Row): RegisteredContract {
  return {
    id: row.id,
    authorityId: row.authority_id,
    values: row.values,
    confirmedOn: row.confirmed_on,
    endedOn: row.ended_on,
    intention: row.answer === null ? null : { answer: row.answer, saidOn: row.said_on },
    coreSystem: row.core_system,
    notices: row.notices ?? [],
  }
}
