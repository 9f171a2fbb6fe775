// How are links of notices kept, and which of them wait to be judged?
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { About, LinkMethod, ProposedLink } from './link-rules.ts'

/** Who links waits until whoever else does has ended its transaction. */
export async function lockLinking(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(330033, 18)`)
}

/**
 * Brings the links of these processes to what the rules found; what a person judged stays. The contracts whose links
 * became others.
 */
export async function storeLinks(
  tx: Queryable,
  ocids: readonly string[],
  links: readonly ProposedLink[],
): Promise<{ contractId: string; authorityId: number }[]> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
    as g(ocid text, "contractId" uuid, "authorityId" int, method text, state text, about text, explanation text)`
  const gone = await tx.execute<Touched>(sql`
    delete from notice_links l where not l.is_judged and l.ocid = any(${sql.param([...ocids])}::text[])
      and not exists (select from ${given} where g.ocid = l.ocid and g."contractId" = l.contract_id)
      and not exists (select from notice_judgements j where j.link_id = l.id)
    returning l.contract_id, l.authority_id`)
  const stored = await tx.execute<Touched>(sql`
    insert into notice_links as l (ocid, contract_id, authority_id, state, about, method, explanation)
    select g.ocid, g."contractId", g."authorityId", g.state, g.about, g.method, g.explanation from ${given}
    where not exists (select from notice_links other where other.ocid = g.ocid and other.is_judged
      and other.state = 'linked' and other.contract_id <> g."contractId" and g.state = 'doubtful')
    on conflict (ocid, contract_id) do update
      set state = excluded.state, about = excluded.about, method = excluded.method, explanation = excluded.explanation
      where not l.is_judged and (l.state, l.about, l.method, l.explanation)
        is distinct from (excluded.state, excluded.about, excluded.method, excluded.explanation)
    returning l.contract_id, l.authority_id`)
  return [...gone, ...stored].map((row) => ({ contractId: row.contract_id, authorityId: row.authority_id }))
}

interface Touched extends Record<string, unknown> {
  contract_id: string
  authority_id: number
}

/** A link as it stands; held to the end of the transaction. Null for what is not there or behind a wall. */
export async function lockLink(tx: Queryable, id: string): Promise<StoredLink | null> {
  const rows = await tx.execute<StoredLink & Record<string, unknown>>(sql`
    select l.id, l.ocid, l.contract_id as "contractId", l.authority_id as "authorityId", l.state, l.about, l.method,
      l.is_judged as "isJudged" from notice_links l where l.id = ${id}::uuid for update`)
  return rows[0] ?? null
}

export interface StoredLink {
  id: string
  ocid: string
  contractId: string
  authorityId: number
  state: 'linked' | 'doubtful' | 'rejected'
  about: About
  method: LinkMethod | 'officer'
  isJudged: boolean
}

export type LinkState = Pick<StoredLink, 'state' | 'about' | 'isJudged'>

export async function setLink(
  tx: Queryable,
  id: string,
  { state, about, isJudged }: LinkState,
): Promise<void> {
  await tx.execute(sql`
    update notice_links set state = ${state}, about = ${about}, is_judged = ${isJudged} where id = ${id}::uuid`)
}

export type Verdict = 'current' | 'next' | 'not the same'

/** Puts a judgement beside the earlier ones; its id. */
export async function insertJudgement(
  tx: Queryable,
  made: { linkId: string; verdict: Verdict; reason: string; before: LinkState; actor: string },
): Promise<string> {
  const rows = await tx.execute<{ id: string }>(sql`
    insert into notice_judgements (link_id, verdict, reason, before, judged_by)
    values (${made.linkId}::uuid, ${made.verdict}, ${made.reason}, ${JSON.stringify(made.before)}::jsonb, ${made.actor})
    returning id`)
  return rows[0]?.id ?? ''
}

/** Takes back the last judgement of its link; null where it is not the last, was taken back, or is behind a wall. */
export async function undoLastJudgement(
  tx: Queryable,
  id: string,
  actor: string,
): Promise<{ linkId: string; before: LinkState; verdict: Verdict } | null> {
  const rows = await tx.execute<{ link_id: string; before: LinkState; verdict: Verdict }>(sql`
    update notice_judgements j set undone_by = ${actor}, undone_at = clock_timestamp()
    where j.id = ${id}::uuid and j.undone_at is null and not exists (
      select from notice_judgements later where later.link_id = j.link_id and later.judged_at > j.judged_at
        and later.undone_at is null)
    returning j.link_id, j.before, j.verdict`)
  const row = rows[0]
  return row === undefined ? null : { linkId: row.link_id, before: row.before, verdict: row.verdict }
}

export interface DoubtfulLink extends Record<string, unknown> {
  id: string
  ocid: string
  explanation: string
  authority: string
  contract_id: string
  contract_title: string
  contract_supplier: string
  contract_reference: string | null
  contract_start_on: CalendarDate | null
  contract_end_on: CalendarDate | null
  notice_title: string
  notice_type: string | null
  counts_as: string | null
  published_on: CalendarDate
  buyer_name: string
  notice_suppliers: { name: string }[]
  notice_start_on: CalendarDate | null
  notice_end_on: CalendarDate | null
  references: string[]
  url: string | null
  is_made_up: boolean
}

/** Of one authority or of all; the longest waiting first. */
export async function doubtfulLinks(
  db: Queryable,
  authorityId: number | null,
  limit: number,
  offset: number,
): Promise<{ total: number; links: DoubtfulLink[] }> {
  const own = sql`l.state = 'doubtful' and (${authorityId}::int is null or l.authority_id = ${authorityId}::int) and c.is_public`
  const [counted, links] = await Promise.all([
    db.execute<{ total: number }>(sql`
      select count(*)::int as total from notice_links l join contracts c on c.id = l.contract_id where ${own}`),
    db.execute<DoubtfulLink>(sql`
      select l.id, l.ocid, l.explanation, a.name as authority, c.id as contract_id, c.title as contract_title,
        c.supplier_name_raw as contract_supplier, c.local_reference as contract_reference,
        c.start_on::text as contract_start_on, c.current_end_on::text as contract_end_on, n.title as notice_title,
        n.notice_type, n.counts_as, n.published_on::text as published_on, n.buyer_name, n.suppliers as notice_suppliers,
        n.start_on::text as notice_start_on, n.end_on::text as notice_end_on, n.reference_keys as references, n.url, n.is_made_up
      from notice_links l join contracts c on c.id = l.contract_id join authorities a on a.id = l.authority_id
      join lateral (select title, notice_type, counts_as, published_on, buyer_name, suppliers, start_on, end_on, reference_keys,
          url, is_made_up
        from notices where notices.ocid = l.ocid order by released_at desc, release_id desc limit 1) n on true
      where ${own} order by l.linked_at, l.ocid, l.id limit ${limit} offset ${offset}`),
  ])
  return { total: counted[0]?.total ?? 0, links }
}

export interface JudgedLink extends Record<string, unknown> {
  id: string
  verdict: Verdict
  reason: string
  judged_at: string
  contract_title: string
  notice_title: string
}

/** What was judged last and not taken back. */
export function latestJudgements(
  db: Queryable,
  authorityId: number | null,
  limit: number,
): Promise<JudgedLink[]> {
  return db.execute<JudgedLink>(sql`
    select j.id, j.verdict, j.reason, ${isoInstant('j.judged_at')} as judged_at, c.title as contract_title,
      coalesce((select n.title from notices n where n.ocid = l.ocid order by n.released_at desc limit 1), l.ocid) as notice_title
    from notice_judgements j join notice_links l on l.id = j.link_id join contracts c on c.id = l.contract_id
    where j.undone_at is null and (${authorityId}::int is null or l.authority_id = ${authorityId}::int)
      and not exists (select from notice_judgements later where later.link_id = j.link_id
        and later.judged_at > j.judged_at and later.undone_at is null)
    order by j.judged_at desc limit ${limit}`)
}
