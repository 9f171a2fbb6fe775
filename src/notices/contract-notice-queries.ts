// Which notices are linked to a contract, and where do they contradict what its return says?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { decimalPounds } from '../lib/money.ts'
import { contradictions, type NoticeSays, type ReturnSays } from './contradictions.ts'
import type { LinkedNoticeOfContract, NoticeContradiction } from './notice-schemas.ts'

interface Row extends Record<string, unknown> {
  ocid: string
  release_id: string
  notice_type: string | null
  counts_as: string | null
  published_on: CalendarDate
  service: string
  title: string
  url: string | null
  about: 'current' | 'next' | null
  explanation: string
  is_made_up: boolean
  start_on: CalendarDate | null
  end_on: CalendarDate | null
  latest_end_on: CalendarDate | null
  signed_on: CalendarDate | null
  tender_by: CalendarDate | null
  value_net: string | null
  value_gross: string | null
  said: Record<string, unknown>
  says_less: boolean
  contract_start_on: CalendarDate | null
}

/** What the notices of a contract say, the latest first, and where one of this very contract contradicts the return. */
export interface NoticesOfContract {
  notices: LinkedNoticeOfContract[]
  contradictions: NoticeContradiction[]
}

/**
 * Of a public contract. Where it withholds anything only type and day of a notice are told, since the notice itself may
 * say what is withheld.
 */
export async function noticesOfContract(db: Queryable, contractId: string): Promise<NoticesOfContract> {
  const rows = await db.execute<Row>(sql`
    select n.ocid, n.release_id, n.notice_type, n.counts_as, n.published_on::text as published_on, n.service, n.title,
      n.url, l.about, l.explanation, n.is_made_up, n.start_on::text as start_on, n.end_on::text as end_on,
      n.latest_end_on::text as latest_end_on, n.signed_on::text as signed_on, n.tender_by::text as tender_by,
      n.value_net::text as value_net, n.value_gross::text as value_gross, v.values as said,
      v.withheld is not null as says_less, c.start_on::text as contract_start_on
    from notice_links l
    join contracts c on c.id = l.contract_id and c.is_public
    join contract_versions v on v.id = c.version_id
    join notices n on n.ocid = l.ocid
    where l.contract_id = ${contractId}::uuid and l.state = 'linked'
    order by n.released_at desc, n.release_id desc`)
  return {
    notices: rows.map(toNotice),
    contradictions: rows.filter(isOfThisContract).flatMap(contradictionsOf),
  }
}

function toNotice(row: Row): LinkedNoticeOfContract {
  const { says_less: less } = row
  return {
    type: row.notice_type,
    counts_as: row.counts_as,
    published_on: row.published_on,
    service: row.service,
    about: row.about,
    title: less ? null : row.title,
    url: less ? null : row.url,
    tender_by: row.tender_by,
    why_linked: less ? null : row.explanation,
    is_made_up: row.is_made_up,
  }
}

/** Award and contract notices of this contract: where nobody said which contract, those that begin with it. */
function isOfThisContract(row: Row): boolean {
  const says = row.counts_as === 'UK6' || row.counts_as === 'UK7' || row.counts_as === 'UK10'
  const isOwn =
    row.about === 'current' ||
    (row.about === null && row.start_on !== null && row.start_on === row.contract_start_on)
  return says && isOwn && !row.says_less
}

function contradictionsOf(row: Row): NoticeContradiction[] {
  const says: NoticeSays = {
    startOn: row.start_on,
    endOn: row.end_on,
    latestEndOn: row.latest_end_on,
    signedOn: row.signed_on,
    valueNet: pence(row.value_net),
    valueGross: pence(row.value_gross),
  }
  return contradictions(returnSays(row.said), says).map((one) => {
    const told = (value: string | number) => (typeof value === 'number' ? decimalPounds(value) : value)
    return {
      field: one.field,
      from_return: told(one.fromReturn),
      from_notice: told(one.fromNotice),
      notice: { type: row.notice_type, published_on: row.published_on, service: row.service, url: row.url },
    }
  })
}

function returnSays(values: Record<string, unknown>): ReturnSays {
  const day = (field: string) => (typeof values[field] === 'string' ? (values[field] as string) : null)
  const precision = (field: string) => (values[field] === 'month' ? 'month' : 'day')
  const amount = (field: string) => (typeof values[field] === 'number' ? (values[field] as number) : null)
  const isWhole = values.value_basis !== 'annual' && values.value_basis !== 'monthly'
  return {
    startOn: day('start_on'),
    startPrecision: precision('start_on_precision'),
    currentEndOn: day('current_end_on'),
    currentEndPrecision: precision('current_end_on_precision'),
    maximumEndOn: day('max_end_on'),
    maximumEndPrecision: precision('max_end_on_precision'),
    signedOn: day('signed_on'),
    valueNet: isWhole ? amount('value_whole_term_net') : null,
    valueGross: isWhole ? amount('value_whole_term_gross') : null,
  }
}

const pence = (text: string | null) => (text === null ? null : Number(text))
